import type { ConversationSummary } from '#contracts';
import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconArchive,
  IconArchiveOff,
  IconDots,
  IconLink,
  IconLock,
  IconPencil,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import { copyText } from '../shared/copy-text.js';
import { showToCopy } from '../shared/show-to-copy.js';
import { strings } from '../strings/index.js';
import { titleOf } from './title-of.js';
import { useConversationActions } from './use-conversation-actions.js';

const words = strings.conversations;

interface Props {
  conversation: Pick<ConversationSummary, 'id' | 'title' | 'share' | 'isArchived' | 'isMine'>;
}

/** What can be done with a conversation; whoever is not its owner can copy its address only. Removing asks first. */
export function ConversationMenu({ conversation }: Props) {
  const actions = useConversationActions();
  const { id, share, isArchived, isMine } = conversation;
  const link = `${window.location.origin}/ask/${id}`;
  const copyLink = () =>
    void copyText(link).then((isCopied) =>
      isCopied ? notifications.show({ message: words.linkCopied }) : showToCopy(link),
    );
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={words.actionsOf(titleOf(conversation))}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isMine && (
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => actions.rename(conversation)}>
            {words.rename}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={copyLink}>
          {words.copyLink}
        </Menu.Item>
        {isMine && share === 'private' && (
          <Menu.Item leftSection={<IconUsers size={16} aria-hidden />} onClick={() => actions.share(conversation)}>
            {words.share}
          </Menu.Item>
        )}
        {isMine && share === 'organization' && (
          <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={() => actions.unshare(conversation)}>
            {words.unshare}
          </Menu.Item>
        )}
        {isMine && (
          <>
            <Menu.Item
              leftSection={
                isArchived ? <IconArchiveOff size={16} aria-hidden /> : <IconArchive size={16} aria-hidden />
              }
              onClick={() => (isArchived ? actions.unarchive(conversation) : actions.archive(conversation))}
            >
              {isArchived ? words.unarchive : words.archive}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item
              color="var(--mantine-color-error)"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => actions.remove(conversation)}
            >
              {words.remove}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
