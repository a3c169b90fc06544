import type { WallView } from '#contracts';
import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconWall } from '@tabler/icons-react';
import { useState } from 'react';
import { useLiftWall, useWalls } from '../data/use-access.js';
import { askToConfirm } from '../shared/ask-to-confirm.js';
import { complain } from '../shared/complain.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { BuildWall } from './build-wall.js';

const words = strings.access.walls;

/** The walls that stand, and a way to build and lift them. */
export function WallsSection() {
  const { data, isPending, isError, error, refetch } = useWalls();
  const lift = useLiftWall();
  const [isBuilding, setBuilding] = useState(false);
  const askToLift = ({ id, name }: WallView) =>
    askToConfirm({ title: words.lift, body: words.confirm(name), label: words.lift, isLoss: true }, () =>
      lift.mutate(id, { onError: complain }),
    );
  return (
    <section aria-label={words.heading}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3">
          {words.heading}
        </Title>
        <Button onClick={() => setBuilding(true)}>{words.build}</Button>
      </Group>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.walls.length === 0 && <Empty icon={<IconWall />} title={words.empty} hint={words.emptyHint} />}
      <Stack>
        {data?.walls.map((wall) => (
          <WallCard key={wall.id} wall={wall} onLift={() => askToLift(wall)} />
        ))}
      </Stack>
      <BuildWall opened={isBuilding} onClose={() => setBuilding(false)} />
    </section>
  );
}

function WallCard({ wall: { name, reason, subjects, objects }, onLift }: { wall: WallView; onLift: () => void }) {
  return (
    <Card withBorder component="article" aria-label={name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap={2}>
          <Title order={3} size="h4" style={{ overflowWrap: 'anywhere' }} dir="auto">
            {name}
          </Title>
          {reason && (
            <Text size="sm" c="dimmed" dir="auto">
              {reason}
            </Text>
          )}
        </Stack>
        <Button
          variant="subtle"
          color="red"
          size="xs"
          miw="max-content"
          onClick={onLift}
          aria-label={words.liftOne(name)}
        >
          {words.lift}
        </Button>
      </Group>
      <Named label={words.bars} all={subjects} />
      <Named label={words.from} all={objects} />
    </Card>
  );
}

function Named({ label, all }: { label: string; all: readonly { id: string; name: string }[] }) {
  return (
    <Group gap="xs" mt="xs">
      <Text size="sm" miw={48}>
        {label}
      </Text>
      {all.map(({ id, name }) => (
        <Badge key={id} variant="light" tt="none">
          {name}
        </Badge>
      ))}
    </Group>
  );
}
