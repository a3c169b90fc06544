import { Group, Pagination, Text } from '@mantine/core';
import { IconListSearch, IconScript } from '@tabler/icons-react';
import { useRecords } from '../data/use-records.js';
import { useSession } from '../data/use-session.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { isKnownEmpty } from '../shared/is-known-empty.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { useIsNarrow } from '../shared/use-screen-width.js';
import { pageControls } from '../shared/page-controls.js';
import { strings } from '../strings/index.js';
import { RecordCards } from './record-cards.js';
import { PAGE_SIZE, type RecordFilter, isNarrowed } from './record-filter.js';
import { RecordFilters } from './record-filters.js';
import { RecordTable } from './record-table.js';
import { queryOf, useRecordFilter } from './use-record-filter.js';
import { VerifyLog } from '../log/verify-log.js';

const words = strings.records;
const READERS_OF_LOG = ['administrator', 'auditor'];

/** `/records?person=&collection=&matter=&outcome=&mode=&since=&until=&page=` */
export function RecordsPage() {
  const narrowing = useRecordFilter();
  const role = useSession().data?.user.role ?? '';
  const readsAll = READERS_OF_LOG.includes(role);
  const { filter } = narrowing;
  // There is nothing to narrow.
  const isEmpty = isKnownEmpty(useRecords(queryOf(filter))) && !isNarrowed(filter);
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {readsAll && <VerifyLog />}
      {!isEmpty && <RecordFilters {...narrowing} readsAll={readsAll} />}
      <RecordList filter={filter} onPage={narrowing.turnTo} />
    </>
  );
}

function RecordList({ filter, onPage }: { filter: RecordFilter; onPage: (page: number) => void }) {
  const { data, isPending, isError, error, refetch, isPlaceholderData } = useRecords(queryOf(filter));
  const isNarrow = useIsNarrow();
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.total === 0 && isNarrowed(filter))
    return <Empty icon={<IconListSearch />} title={words.filter.empty} hint={words.filter.emptyHint} />;
  if (data.total === 0) return <Empty icon={<IconScript />} title={words.empty} hint={words.emptyHint} />;
  const List = isNarrow ? RecordCards : RecordTable;
  return (
    <section aria-label={words.title} aria-busy={isPlaceholderData}>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        {words.total(data.total)}
      </Text>
      <List records={data.records} />
      {data.total > PAGE_SIZE && (
        <Group justify="center" mt="md">
          <Pagination
            total={Math.ceil(data.total / PAGE_SIZE)}
            value={filter.page}
            onChange={onPage}
            siblings={isNarrow ? 0 : 1}
            aria-label={words.pages}
            getControlProps={pageControls}
          />
        </Group>
      )}
    </section>
  );
}
