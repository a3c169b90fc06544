import type { DecisionQuery } from '#contracts';
import { Group, Pagination, Text } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useDecisions } from '../data/use-decisions.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { useIsNarrow } from '../shared/use-screen-width.js';
import { pageControls } from '../shared/page-controls.js';
import { strings } from '../strings/index.js';
import { DecisionCards } from './decision-cards.js';
import { DecisionTable } from './decision-table.js';
import { PAGE_SIZE, isNarrowed, queryOf, useDecisionFilter } from './use-decision-filter.js';

const words = strings.decisions;

interface Props {
  /** Takes the place of what the address filters by. */
  among?: Partial<DecisionQuery>;
  /** What is said where there are none of these. */
  none?: string;
}

/** One page of decisions, as a table or, where it is narrow, as cards. The page is kept in the address. */
export function DecisionList({ among, none }: Props) {
  const { filter, change } = useDecisionFilter();
  const { data, isPending, isError, error, refetch, isPlaceholderData } = useDecisions(queryOf(filter, among));
  const isNarrow = useIsNarrow();
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.total === 0) {
    const isWhole = among === undefined && !isNarrowed(filter);
    return <Empty icon={<IconGavel />} title={none ?? words.empty} {...(isWhole && { hint: words.emptyHint })} />;
  }
  const List = isNarrow ? DecisionCards : DecisionTable;
  return (
    <section aria-label={words.title} aria-busy={isPlaceholderData}>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        {words.total(data.total)}
      </Text>
      <List decisions={data.decisions} />
      {data.total > PAGE_SIZE && (
        <Group justify="center" mt="md">
          <Pagination
            total={Math.ceil(data.total / PAGE_SIZE)}
            value={filter.page}
            onChange={(next) => change({ page: next > 1 ? String(next) : undefined })}
            siblings={isNarrow ? 0 : 1}
            aria-label={words.pages}
            getControlProps={pageControls}
          />
        </Group>
      )}
    </section>
  );
}
