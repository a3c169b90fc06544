import type { DocumentView, RetryFailed } from '#contracts';
import { notifications } from '@mantine/notifications';
import { useRemoveDocument, useRestoreDocument, useRetryDocuments } from '../data/use-library.js';
import { askToRemove } from '../shared/ask-to-remove.js';
import { complain } from '../shared/complain.js';
import { offerUndo } from '../shared/undo-notice.js';
import { strings } from '../strings/index.js';

const words = strings.library;

/** What one can do to a document: retry, remove (asked first, and undone with one button), restore. */
export function useDocumentActions() {
  const retrying = useRetryDocuments();
  const removing = useRemoveDocument();
  const restoring = useRestoreDocument();

  // Promises rather than callbacks: the row that was clicked may be gone from the list when the reply comes.
  const retry = (which: RetryFailed) =>
    void retrying
      .mutateAsync(which)
      .then(({ retried }) => notifications.show({ message: words.retried(retried) }))
      .catch(complain);
  const restore = ({ id, title }: Pick<DocumentView, 'id' | 'title'>) =>
    void restoring
      .mutateAsync(id)
      .then(() => notifications.show({ message: words.restoredNotice(title), color: 'green' }))
      .catch(complain);
  const remove = (document: Pick<DocumentView, 'id' | 'title'>) =>
    askToRemove(
      words.removeTitle,
      () =>
        void removing
          .mutateAsync(document.id)
          .then(() => offerUndo(`removed-${document.id}`, words.removedNotice(document.title), () => restore(document)))
          .catch(complain),
      words.removeBody(document.title),
      words.remove,
    );
  return { retry, remove, restore, isRetrying: retrying.isPending };
}
