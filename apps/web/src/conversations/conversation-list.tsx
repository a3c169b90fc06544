import { Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useConversations } from '../data/use-conversations.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { ConversationRow } from './conversation-row.js';
import classes from './conversations.module.css';

const words = strings.conversations;
const TYPING_PAUSE_MS = 250;
const PAGE = 50;
const MOST = 200;

interface Props {
  /** Id of the conversation that is shown. */
  current: string | null;
  /** Called when one is chosen or begun. */
  onChosen?: () => void;
}

/** One's own conversations and those that are shared, newest activity first, with a search in their words. */
export function ConversationList({ current, onChosen }: Props) {
  const [text, setText] = useState('');
  const [query] = useDebouncedValue(text.trim(), TYPING_PAUSE_MS);
  const [archived, setArchived] = useState(false);
  const [limit, setLimit] = useState(PAGE);
  const list = useConversations({ ...(query !== '' && { query }), ...(archived && { archived }), limit });
  return (
    <nav aria-label={words.title} className={classes.list}>
      <Stack gap="xs">
        <Button
          component={Link}
          to="/"
          variant="default"
          fullWidth
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={onChosen}
        >
          {words.start}
        </Button>
        <TextInput
          aria-label={words.search}
          placeholder={words.search}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          leftSection={<IconSearch size={16} aria-hidden />}
          maxLength={200}
        />
        <Checkbox
          size="xs"
          label={words.showArchived}
          checked={archived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
      </Stack>
      {list.isPending && <Loading minHeight={100} />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (
        <div aria-busy={list.isPlaceholderData} className={classes.scroll}>
          {list.data.total === 0 && <NoneFound isSearching={query !== ''} archived={archived} />}
          <ul className={classes.rows}>
            {list.data.conversations.map((conversation) => (
              <ConversationRow
                key={conversation.id}
                conversation={conversation}
                isCurrent={conversation.id === current}
                {...(onChosen && { onChosen })}
              />
            ))}
          </ul>
          {list.data.total > limit && limit < MOST && (
            <Button variant="subtle" size="compact-sm" fullWidth onClick={() => setLimit(limit + PAGE)}>
              {strings.shell.more}
            </Button>
          )}
        </div>
      )}
    </nav>
  );
}

function NoneFound({ isSearching, archived }: { isSearching: boolean; archived: boolean }) {
  const [title, hint] = isSearching
    ? [words.noMatch, '']
    : archived
      ? [words.noArchived, '']
      : [words.empty, words.emptyHint];
  return (
    <Text size="sm" c="dimmed" py="md" role="status">
      {title}
      {hint && <>. {hint}</>}
    </Text>
  );
}
