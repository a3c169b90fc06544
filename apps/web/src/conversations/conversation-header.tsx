import type { ConversationDetail } from '#contracts';
import { Badge, Button, Group, Text } from '@mantine/core';
import { IconMessages, IconPlus, IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { PageHeader } from '../shared/page-header.js';
import { formatList } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { ConversationMenu } from './conversation-menu.js';
import { titleOf } from './title-of.js';

const words = strings.conversations;

interface Props {
  /** Null for a new one; undefined while it is not known. */
  conversation: ConversationDetail | null | undefined;
  /** Null while the list of conversations is in sight. */
  onOpenList: (() => void) | null;
}

/**
 * Title and facts of what is open, with its menu; for a new one the title of the first page. The list's button stands
 * here while the list is out of sight.
 */
export function ConversationHeader({ conversation, onOpenList }: Props) {
  const actions = (
    <Group gap="xs" wrap="nowrap">
      {onOpenList && (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconMessages size={16} aria-hidden />}
          onClick={onOpenList}
        >
          {words.open}
        </Button>
      )}
      {onOpenList && conversation !== null && (
        <Button
          component={Link}
          to="/"
          variant="default"
          size="compact-md"
          leftSection={<IconPlus size={16} aria-hidden />}
        >
          {words.startShort}
        </Button>
      )}
      {conversation && <ConversationMenu conversation={conversation} />}
    </Group>
  );
  if (conversation === null) return <PageHeader title={strings.ask.title} lead={strings.ask.lead} actions={actions} />;
  return (
    <PageHeader
      title={conversation ? titleOf(conversation) : words.title}
      lead={conversation && <Facts conversation={conversation} />}
      actions={actions}
    />
  );
}

function Facts({ conversation }: { conversation: ConversationDetail }) {
  const { isMine, owner, share, isArchived, collections, matter, model } = conversation;
  const facts = [
    ...(isMine ? [] : [words.sharedBy(owner.name)]),
    ...(collections.length > 0 ? [formatList(collections)] : []),
    ...(matter === null ? [] : [words.matter(matter)]),
    ...(model === null ? [] : [model]),
  ];
  if (facts.length === 0 && share === 'private' && !isArchived) return null;
  return (
    <Group gap="xs" component="span">
      {share === 'organization' && isMine && (
        <Badge variant="light" tt="none" leftSection={<IconUsers size={13} aria-hidden />}>
          {words.shared}
        </Badge>
      )}
      {isArchived && (
        <Badge variant="light" color="gray" tt="none">
          {words.archived}
        </Badge>
      )}
      <Text component="span" size="sm" c="dimmed">
        {facts.join(' · ')}
      </Text>
    </Group>
  );
}
