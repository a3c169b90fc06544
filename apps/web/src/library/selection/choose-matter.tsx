import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../shared/dialog.js';
import { strings } from '../../strings/index.js';
import { MatterSelect } from '../matter-select.js';

const words = strings.selection;

interface Props {
  /** How many documents it is for. */
  count: number;
  /** @param matter Its number; null for none. */
  onChoose: (matter: string | null) => void;
  onClose: () => void;
}

/** Chooses a matter, or none, for several documents, and closes; putting them there is left to whoever shows this. */
export function ChooseMatter({ count, onChoose, onClose }: Props) {
  const [matter, setMatter] = useState<string | null>(null);
  const choose = () => {
    onChoose(matter);
    onClose();
  };
  return (
    <Dialog
      onClose={onClose}
      title={words.matterTitle(count)}
      closeButtonProps={{ 'aria-label': strings.shell.cancel }}
    >
      <Stack>
        <Text size="sm">{words.matterHint}</Text>
        <MatterSelect label={strings.matters.matter} value={matter} onChange={setMatter} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {strings.shell.cancel}
          </Button>
          <Button onClick={choose}>{matter === null ? words.setNone : words.set(matter)}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
