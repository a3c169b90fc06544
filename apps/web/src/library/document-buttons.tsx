import type { DocumentView } from '#contracts';
import { ActionIcon, Group } from '@mantine/core';
import { IconArrowBackUp, IconRefresh, IconTrash } from '@tabler/icons-react';
import { RowAction } from '../shared/row-action.js';
import { strings } from '../strings/index.js';
import { isLocked } from './is-locked.js';
import { UnlockDocument } from './unlock-document.js';
import { useDocumentActions } from './use-document-actions.js';
import { useMayKeep } from './use-may-keep.js';

const words = strings.library;

/** What may be done about a document; nothing for those who may only read it. */
export function DocumentButtons({ document }: { document: DocumentView }) {
  const { retry, remove, restore } = useDocumentActions();
  if (!useMayKeep()) return null;
  if (document.removedAt)
    return (
      <RowAction icon={IconArrowBackUp} label={words.restore} variant="default" onClick={() => restore(document)} />
    );
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {isLocked(document) && <UnlockDocument document={document} />}
      {document.state === 'failed' && !isLocked(document) && (
        <RowAction
          icon={IconRefresh}
          label={words.retry}
          name={words.retryOne(document.title)}
          variant="default"
          onClick={() => retry({ documentId: document.id })}
        />
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={() => remove(document)}
        aria-label={words.removeOne(document.title)}
        title={words.remove}
      >
        <IconTrash size={17} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
