import type { RemovalView } from '#contracts';
import { Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { isAtWork, useCancelRemoval, useRemovals, useRestoreRemoval } from '../data/use-removals.js';
import { complain } from '../shared/complain.js';
import { strings } from '../strings/index.js';

const words = strings.removals;
/** Older ones are put back on the command line. */
const MOST_SHOWN = 5;

/** Collections that are being removed, with their progress, and those that can be put back; nothing where there are none. */
export function Removals() {
  const { data: removals = [] } = useRemovals();
  const shown = removals.filter(({ state }) => state !== 'restored').slice(0, MOST_SHOWN);
  if (shown.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={words.title}>
      <Stack gap="sm">
        <Title order={2} size="h5">
          {words.title}
        </Title>
        {shown.map((removal) => (
          <RemovalRow key={removal.id} removal={removal} />
        ))}
        <Text size="xs" c="dimmed">
          {words.hint}
        </Text>
      </Stack>
    </Paper>
  );
}

function RemovalRow({ removal }: { removal: RemovalView }) {
  const cancelling = useCancelRemoval();
  const restoring = useRestoreRemoval();
  const { id, collection, state, total, done } = removal;
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status" flex="1 1 14rem" style={{ overflowWrap: 'anywhere' }}>
          {standing(removal)}
        </Text>
        {state === 'removing' && (
          <Button
            size="compact-sm"
            variant="default"
            loading={cancelling.isPending}
            aria-label={words.cancelOne(collection.name)}
            onClick={() => cancelling.mutate(id, { onError: complain })}
          >
            {words.cancel}
          </Button>
        )}
        {!isAtWork(removal) && (
          <Button
            size="compact-sm"
            variant="light"
            loading={restoring.isPending}
            aria-label={words.restoreOne(collection.name)}
            onClick={() => restoring.mutate(id, { onError: complain })}
          >
            {words.restore}
          </Button>
        )}
      </Group>
      {isAtWork(removal) && (
        <Progress.Root size="sm">
          <Progress.Section value={Math.max(3, shareOf(total, done))} striped animated aria-label={standing(removal)} />
        </Progress.Root>
      )}
    </Stack>
  );
}

const shareOf = (total: number, done: number): number => (total === 0 ? 100 : Math.min(100, (100 * done) / total));

function standing({ state, collection: { name }, total, done, kept }: RemovalView): string {
  switch (state) {
    case 'removing':
      return words.states.removing(name, done, total);
    case 'kept':
      return words.states.kept(name, done, kept);
    case 'restored':
      return '';
    default:
      return words.states[state](name, done);
  }
}
