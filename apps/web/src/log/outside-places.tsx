import type { CheckpointPlaces } from '#contracts';
import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { usePlaces } from '../data/use-log.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';

const words = strings.log.places;

/** Where checkpoints go besides the database, and whether they arrive there. */
export function OutsidePlaces() {
  const { data, isPending, isError, error, refetch } = usePlaces();
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.title}>
      <Title order={2} size="h4" mb="sm">
        {words.title}
      </Title>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.places.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      )}
      <Stack>
        {data?.places.map((place) => (
          <Place key={`${place.kind}:${place.name}`} place={place} />
        ))}
      </Stack>
    </Paper>
  );
}

function Place({ place: { kind, name, size, arrivedAt, problem } }: { place: CheckpointPlaces['places'][number] }) {
  return (
    <Stack gap={2}>
      <Group gap="xs">
        <Badge variant="light" tt="none" color={problem === null ? 'ink' : 'red'}>
          {words.kinds[kind]}
        </Badge>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {size === null || arrivedAt === null ? words.never : words.arrived(size, formatDateTime(arrivedAt))}
      </Text>
      {problem !== null && (
        <Text size="sm" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
    </Stack>
  );
}
