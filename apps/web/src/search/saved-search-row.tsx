import type { SavedSearchView } from '#contracts';
import { Badge, Button, Code, Group, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import { useChangeSavedSearch, useRemoveSavedSearch, useSaveSearch } from '../data/use-search.js';
import { complain } from '../shared/complain.js';
import { offerUndo } from '../shared/undo-notice.js';
import { useFocusAfter } from '../shared/use-focus-after.js';
import { strings } from '../strings/index.js';
import { SavedSearchName } from './saved-search-name.js';

const words = strings.search.alerts;

/** A saved search, with everything that can be done with it. */
export function SavedSearchRow({ search }: { search: SavedSearchView }) {
  const { id, name, query, isPaused, problem } = search;
  const changing = useChangeSavedSearch();
  const [isRenamed, renaming] = useDisclosure(false);
  const rename = useFocusAfter(isRenamed);
  const change = (part: { name?: string; isPaused?: boolean }) =>
    changing.mutate({ id, change: part }, { onError: complain });
  return (
    <Paper withBorder p="sm" component="article" aria-label={name}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <div style={{ minWidth: 0, flex: '1 1 14rem' }}>
          {!isRenamed ? (
            <Text fw={600}>
              <bdi>{name}</bdi>
            </Text>
          ) : (
            <SavedSearchName
              name={name}
              onRename={(next) => {
                change({ name: next });
                renaming.close();
              }}
              onCancel={renaming.close}
            />
          )}
          <Code style={{ overflowWrap: 'anywhere' }}>{query}</Code>
          {problem !== null && (
            <Text size="xs" c="var(--mantine-color-error)">
              {words.problem}
            </Text>
          )}
        </div>
        <Group gap={4} role="group" aria-label={words.actions(name)}>
          {isPaused && (
            <Badge color="gray" variant="light">
              {words.paused}
            </Badge>
          )}
          <Button component={Link} to={`/search?q=${encodeURIComponent(query)}`} size="compact-sm" variant="light">
            {words.run}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => change({ isPaused: !isPaused })}>
            {isPaused ? words.resume : words.pause}
          </Button>
          <Button ref={rename} size="compact-sm" variant="subtle" onClick={renaming.open}>
            {words.rename}
          </Button>
          <RemoveButton search={search} />
        </Group>
      </Group>
    </Paper>
  );
}

function RemoveButton({ search: { id, name, query, collections, mode } }: { search: SavedSearchView }) {
  const removing = useRemoveSavedSearch();
  const saving = useSaveSearch();
  // Promises, not callbacks: those are dropped with the row, which goes as soon as the search is deleted.
  const restore = () => void saving.mutateAsync({ name, query, collections, mode }).catch(complain);
  const remove = () =>
    void removing
      .mutateAsync(id)
      .then(() => offerUndo(`search-${id}`, words.removed(name), restore))
      .catch(complain);
  return (
    <Button size="compact-sm" variant="subtle" color="red" loading={removing.isPending} onClick={remove}>
      {words.remove}
    </Button>
  );
}
