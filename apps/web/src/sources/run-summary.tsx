import { type RunCounts, type SourceRunView, joinPresent } from '#contracts';
import { Alert, Badge, Button, Code, Group, Progress, Stack, Text } from '@mantine/core';
import { useCancelRun, useConfirmRun, isUnderWay } from '../data/use-sources.js';
import { complain } from '../shared/complain.js';
import { formatDateTime } from '../shared/format.js';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';

const words = strings.sources;
/** A run that ended and left something out is not shown as one that did all of it. */
const standOf = ({ state, counts, failure }: Pick<SourceRunView, 'state' | 'counts' | 'failure'>) =>
  state === 'done' && (counts.failed > 0 || failure !== null) ? 'flawed' : state;
const colours = {
  queued: 'gray',
  running: 'ink',
  waiting: 'yellow',
  done: 'green',
  flawed: 'yellow',
  failed: 'red',
  cancelled: 'gray',
};
const outcomes = ['added', 'changed', 'moved', 'removed', 'kept', 'unchanged', 'failed'] as const;

/** How a run stands; one that is done but left something out is marked as flawed. */
export function RunBadge({ run }: { run: SourceRunView }) {
  const stand = standOf(run);
  return (
    <Badge variant="light" tt="none" color={colours[stand]}>
      {words.states[stand]}
    </Badge>
  );
}

/** `3 added · 1 failed`; what did not happen is left out. */
export function countsInWords(counts: RunCounts): string {
  const told = outcomes.filter((outcome) => counts[outcome] > 0);
  return told.map((outcome) => words.outcomeCount(words.outcomes[outcome], counts[outcome])).join(' · ');
}

/** How a run stands: its progress while it works, what it waits for, what it did, why it failed. */
export function RunSummary({ sourceId, run }: { sourceId: string; run: SourceRunView }) {
  const isBusy = isUnderWay(run);
  const done = Object.values(run.counts).reduce((sum, n) => sum + n, 0);
  const share = run.phase === 'listing' || run.listed === 0 ? 0 : Math.min(100, (100 * done) / run.listed);
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed" role="status">
        {joinPresent(
          [
            isBusy ? words.phases[run.phase] : formatDateTime(run.finishedAt ?? run.createdAt),
            isBusy ? words.listed(run.listed) : run.durationMs !== null && words.seconds(run.durationMs),
            countsInWords(run.counts),
          ],
          ' · ',
        )}
      </Text>
      {isBusy && (
        <Progress.Root size="sm">
          <Progress.Section
            value={run.phase === 'listing' ? 100 : share}
            striped
            animated
            aria-label={words.phases[run.phase]}
          />
        </Progress.Root>
      )}
      {run.failure && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {said(run.failure)} <Code>{run.failure.code}</Code>
        </Text>
      )}
      {run.state === 'waiting' && <AsksFirst sourceId={sourceId} run={run} />}
    </Stack>
  );
}

function AsksFirst({ sourceId, run }: { sourceId: string; run: SourceRunView }) {
  const confirming = useConfirmRun();
  const cancelling = useCancelRun();
  const n = run.toRemove ?? 0;
  return (
    <Alert color="yellow" variant="light" role="alert">
      <Text size="sm">{words.asks(n)}</Text>
      <Group gap="xs" mt="xs">
        <Button
          size="compact-sm"
          variant="default"
          loading={cancelling.isPending}
          onClick={() => cancelling.mutate(sourceId, { onError: complain })}
        >
          {words.keep}
        </Button>
        <Button
          size="compact-sm"
          color="red.9"
          loading={confirming.isPending}
          onClick={() => confirming.mutate({ id: sourceId, run: run.id }, { onError: complain })}
        >
          {words.confirm(n)}
        </Button>
      </Group>
    </Alert>
  );
}
