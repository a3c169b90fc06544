import { Button, Group, Stack } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { LogFilter } from '../api/log-client.js';
import { useColleagues } from '../data/use-decisions.js';
import { useCollections } from '../data/use-library.js';
import { useEntries } from '../data/use-log.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { useIsNarrow } from '../shared/use-screen-width.js';
import { strings } from '../strings/index.js';
import { EntryCards } from './entry-cards.js';
import { EntryFilters } from './entry-filters.js';
import { EntryTable } from './entry-table.js';
import { readEntry } from './read-entry.js';
import type { Names } from './read-subject.js';

const words = strings.log.entries;

/** Entries of the log, newest first, narrowed by kind, person, object and time. */
export function Entries() {
  const [filter, setFilter] = useState<LogFilter>({});
  const { data: people = [] } = useColleagues();
  const { data: collections = [] } = useCollections();
  return (
    <Stack>
      <EntryFilters people={people} onFilter={setFilter} />
      <EntryList filter={filter} names={{ people: byId(people), collections: byId(collections) }} />
    </Stack>
  );
}

const byId = (all: readonly { id: string; name: string }[]) => new Map(all.map(({ id, name }) => [id, name]));

function EntryList({ filter, names }: { filter: LogFilter; names: Names }) {
  const { data, isPending, isError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useEntries(filter);
  const List = useIsNarrow() ? EntryCards : EntryTable;
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const entries = data.pages.flatMap((page) => page.entries).map((entry) => readEntry(entry, names));
  if (entries.length === 0) return <Empty icon={<IconListSearch />} title={words.empty} hint={words.emptyHint} />;
  return (
    <section aria-label={words.list}>
      <List entries={entries} />
      {hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.more}
          </Button>
        </Group>
      )}
    </section>
  );
}
