import type { DecisionSummary } from '#contracts';
import { Group, Text, Title } from '@mantine/core';
import { useDecisions } from '../data/use-decisions.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { DecisionCards } from './decision-cards.js';
import classes from './decisions.module.css';

const words = strings.decisions;
/** What is under way, from left to right, and what came of it. */
const LANES = ['draft', 'proposed', 'approved', 'rejected'] as const;
const PER_LANE = 20;

/** Decisions by state, newest first in each lane. */
export function DecisionBoard() {
  return (
    <div className={classes.board} role="group" aria-label={words.views.board} tabIndex={0}>
      {LANES.map((state) => (
        <Lane key={state} state={state} />
      ))}
    </div>
  );
}

function Lane({ state }: { state: DecisionSummary['state'] }) {
  const { data, isPending, isError, error } = useDecisions({ state, offset: 0, limit: PER_LANE });
  return (
    <section className={classes.lane} aria-label={words.states[state]}>
      <Group gap="xs">
        <Title order={2} size="h4">
          {words.states[state]}
        </Title>
        {data && (
          <Text size="sm" c="dimmed">
            {data.total}
          </Text>
        )}
      </Group>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} />}
      {data?.total === 0 && (
        <Text size="sm" c="dimmed">
          {words.boardEmpty}
        </Text>
      )}
      {data && <DecisionCards decisions={data.decisions} />}
    </section>
  );
}
