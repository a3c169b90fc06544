import type { DocumentView } from '#contracts';
import { Button, Group } from '@mantine/core';
import { IconFolder, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { askToConfirm } from '../../shared/ask-to-confirm.js';
import { strings } from '../../strings/index.js';
import { REMOVE, RETRY, isWorthRetrying, putUnder } from './batch.js';
import { ChooseMatter } from './choose-matter.js';
import { useSelectionContext } from './selection-provider.js';
import { isAtWork } from './work.js';

const words = strings.selection;

/** What can be done with the chosen documents, one batch at a time. */
export function SelectionActions({ documents }: { documents: readonly DocumentView[] }) {
  const { work, begin } = useSelectionContext();
  const [isChoosing, setChoosing] = useState(false);
  const failed = documents.filter(isWorthRetrying);
  const askToRemove = () =>
    askToConfirm(
      { title: words.removeTitle(documents.length), body: words.removeBody, label: words.remove, isLoss: true },
      () => begin(REMOVE, documents),
    );
  const looks = { size: 'compact-sm', variant: 'default', disabled: isAtWork(work) } as const;
  return (
    <Group gap="xs">
      <Button {...looks} leftSection={<IconFolder size={15} aria-hidden />} onClick={() => setChoosing(true)}>
        {words.matter}
      </Button>
      {failed.length > 0 && (
        <Button {...looks} leftSection={<IconRefresh size={15} aria-hidden />} onClick={() => begin(RETRY, failed)}>
          {words.retry(failed.length)}
        </Button>
      )}
      <Button {...looks} leftSection={<IconTrash size={15} aria-hidden />} onClick={askToRemove}>
        {words.remove}
      </Button>
      {isChoosing && (
        <ChooseMatter
          count={documents.length}
          onChoose={(matter) => begin(putUnder(matter), documents)}
          onClose={() => setChoosing(false)}
        />
      )}
    </Group>
  );
}
