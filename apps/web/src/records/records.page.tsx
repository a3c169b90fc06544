import { Group, Pagination, Text } from '@mantine/core';
import { IconScript } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useRecords } from '../data/use-records.js';
import { useSession } from '../data/use-session.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { useIsNarrow } from '../shared/use-screen-width.js';
import { pageControls } from '../shared/page-controls.js';
import { strings } from '../strings/index.js';
import { RecordCards } from './record-cards.js';
import { RecordTable } from './record-table.js';
import { VerifyLog } from '../log/verify-log.js';

const words = strings.records;
const PAGE_SIZE = 25;
const READERS_OF_LOG = ['administrator', 'auditor'];

/** `/records?page=` */
export function RecordsPage() {
  const [search, setSearch] = useSearchParams();
  const page = Math.max(1, Math.trunc(Number(search.get('page')) || 1));
  const role = useSession().data?.user.role;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {role && READERS_OF_LOG.includes(role) && <VerifyLog />}
      <RecordList page={page} onPage={(next) => setSearch(next > 1 ? { page: String(next) } : {})} />
    </>
  );
}

function RecordList({ page, onPage }: { page: number; onPage: (page: number) => void }) {
  const { data, isPending, isError, error, refetch, isPlaceholderData } = useRecords((page - 1) * PAGE_SIZE, PAGE_SIZE);
  const isNarrow = useIsNarrow();
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
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
            value={page}
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
