import { Paper, Text, Title } from '@mantine/core';
import { useSimilar } from '../data/use-decisions.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { DecisionCards } from './decision-cards.js';

const words = strings.decisions.detail;

/** Up to five decisions that were made and are most like this one, best first; says so where there are none. */
export function SimilarDecisions({ id }: { id: string }) {
  const { data, isPending, isError, error, refetch } = useSimilar(id);
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.similar}>
      <Title order={2} size="h4" mb="sm">
        {words.similar}
      </Title>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.decisions.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noSimilar}
        </Text>
      )}
      {data && <DecisionCards decisions={data.decisions} />}
    </Paper>
  );
}
