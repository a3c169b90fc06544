import type { SavedSearchView } from '#contracts';
import { Badge, Button, Code, Group, Paper, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useChangeSavedSearch, useRemoveSavedSearch, useSaveSearch } from '../data/use-search.js';
import { complain } from '../shared/complain.js';
import { offerUndo } from '../shared/undo-notice.js';
import { strings } from '../strings/index.js';

const words = strings.search.alerts;

/** A saved search, with everything that can be done with it. */
export function SavedSearchRow({ search }: { search: SavedSearchView }) {
  const { id, name, query, isPaused, problem } = search;
  const changing = useChangeSavedSearch();
  const [renamed, setRenamed] = useState<string | null>(null);
  const change = (part: { name?: string; isPaused?: boolean }) =>
    changing.mutate({ id, change: part }, { onError: complain });
  return (
    <Paper withBorder p="sm" component="article" aria-label={name}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <div style={{ minWidth: 0, flex: '1 1 14rem' }}>
          {renamed === null ? (
            <Text fw={600}>
              <bdi>{name}</bdi>
            </Text>
          ) : (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                change({ name: renamed.trim() });
                setRenamed(null);
              }}
            >
              <TextInput
                size="xs"
                aria-label={words.rename}
                value={renamed}
                maxLength={200}
                autoFocus
                onChange={(event) => setRenamed(event.currentTarget.value)}
                onKeyDown={(event) => event.key === 'Escape' && setRenamed(null)}
              />
            </form>
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
          <Button size="compact-sm" variant="subtle" onClick={() => setRenamed(name)}>
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
