import type { ChangeConversation, ConversationSummary } from '#contracts';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMatch, useNavigate } from 'react-router';
import { useChangeConversation, useRemoveConversation } from '../data/use-conversations.js';
import { askToConfirm } from '../shared/ask-to-confirm.js';
import { askToRemove } from '../shared/ask-to-remove.js';
import { complain } from '../shared/complain.js';
import { offerUndo } from '../shared/undo-notice.js';
import { strings } from '../strings/index.js';
import { RenameForm } from './rename-form.js';
import { titleOf } from './title-of.js';

const words = strings.conversations;

type Handled = Pick<ConversationSummary, 'id' | 'title'>;

/** What the owner of a conversation can do to it. Archiving is undone with one button; sharing and deleting are asked first. */
export function useConversationActions() {
  const changing = useChangeConversation();
  const removing = useRemoveConversation();
  const navigate = useNavigate();
  const shown = useMatch('/ask/:conversation')?.params.conversation;

  const change = (id: string, part: ChangeConversation, done?: () => void) =>
    void changing
      .mutateAsync({ id, change: part })
      .then(() => done?.())
      .catch(complain);

  const rename = ({ id, title }: Handled) =>
    modals.open({
      modalId: 'rename-conversation',
      title: words.rename,
      closeButtonProps: { 'aria-label': strings.shell.cancel },
      children: (
        <RenameForm
          title={title}
          onCancel={() => modals.close('rename-conversation')}
          onRename={(next) => {
            modals.close('rename-conversation');
            change(id, { title: next });
          }}
        />
      ),
    });

  const share = ({ id }: Handled) =>
    askToConfirm({ title: words.shareTitle, body: words.shareBody, label: words.shareConfirm }, () =>
      change(id, { share: 'organization' }, () => notifications.show({ message: words.sharedNotice, color: 'green' })),
    );
  const unshare = ({ id }: Handled) =>
    change(id, { share: 'private' }, () => notifications.show({ message: words.unsharedNotice }));

  const archive = (conversation: Handled) =>
    change(conversation.id, { isArchived: true }, () =>
      offerUndo(`archived-${conversation.id}`, words.archivedNotice(titleOf(conversation)), () =>
        unarchive(conversation),
      ),
    );
  const unarchive = ({ id }: Handled) => change(id, { isArchived: false });

  const remove = (conversation: Handled) =>
    askToRemove(
      words.removeTitle,
      () => {
        // Left first, so that the page does not ask for what is about to be gone.
        if (shown === conversation.id) void navigate('/');
        void removing
          .mutateAsync(conversation.id)
          .then(() => notifications.show({ message: words.removed }))
          .catch(complain);
      },
      words.removeBody(titleOf(conversation)),
      words.remove,
    );
  return { rename, share, unshare, archive, unarchive, remove };
}
