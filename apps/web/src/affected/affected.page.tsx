import { Anchor, Badge, Group, Pagination, SegmentedControl, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { useAffected } from '../data/use-decisions.js';
import classes from '../decisions/decisions.module.css';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { pageControls } from '../shared/page-controls.js';
import { pageIn } from '../shared/page-in.js';
import { strings } from '../strings/index.js';

const words = strings.affected;
const PAGE_SIZE = 25;

/** `/affected?show=all&page=`: answers and decisions whose sources changed. */
export function AffectedPage() {
  const [search, setSearch] = useSearchParams();
  const isAll = search.get('show') === 'all';
  const page = pageIn(search, PAGE_SIZE);
  const change = (all: boolean, next: number) =>
    setSearch({ ...(all && { show: 'all' }), ...(next > 1 && { page: String(next) }) });
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <SegmentedControl
        mb="md"
        aria-label={words.show}
        data={[
          { value: 'open', label: words.open },
          { value: 'all', label: words.all },
        ]}
        value={isAll ? 'all' : 'open'}
        onChange={(value) => change(value === 'all', 1)}
      />
      <AffectedList isAll={isAll} page={page} onPage={(next) => change(isAll, next)} />
    </>
  );
}

function AffectedList({ isAll, page, onPage }: { isAll: boolean; page: number; onPage: (page: number) => void }) {
  const offset = (page - 1) * PAGE_SIZE;
  const { data, isPending, isError, error, refetch } = useAffected({
    ...(!isAll && { state: 'open' as const }),
    ...{ offset, limit: PAGE_SIZE },
  });
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.total === 0) return <Empty icon={<IconShieldCheck />} title={words.empty} hint={words.emptyHint} />;
  return (
    <section aria-label={words.title}>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        {words.total(data.total)}
      </Text>
      <ul className={classes.cards}>
        {data.items.map((item) => (
          <li key={item.id} className={classes.card}>
            <Anchor component={Link} to={`/affected/${item.id}`} fw={600} c="var(--mantine-color-text)" dir="auto">
              {item.target.question}
            </Anchor>
            <Group gap="xs">
              <Badge variant="light" tt="none" color={item.state === 'open' ? 'orange' : 'gray'}>
                {words.states[item.state]}
              </Badge>
              <Text size="xs" c="dimmed">
                {[
                  words.targets[item.target.kind],
                  words.causes[item.cause],
                  item.document?.title ?? words.hiddenDocument,
                  formatDateTime(item.foundAt),
                ].join(' · ')}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
      {data.total > PAGE_SIZE && (
        <Group justify="center" mt="md">
          <Pagination
            total={Math.ceil(data.total / PAGE_SIZE)}
            value={page}
            onChange={onPage}
            aria-label={words.pages}
            getControlProps={pageControls}
          />
        </Group>
      )}
    </section>
  );
}
