import type { DocumentView } from '#contracts';
import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';
import { isPartly } from './revision-coverage.js';
import { StateBadge } from './state-badge.js';

const words = strings.library;

/** The newest revision's state, why it failed, and whether an earlier one still answers. */
export function DocumentState({ document: { state, latest, current, removedAt } }: { document: DocumentView }) {
  const isOlderServing = current !== null && current.id !== latest.id;
  return (
    <Stack gap={4} align="flex-start">
      <Group gap={6}>
        {removedAt ? (
          <Badge color="gray" variant="light" tt="none">
            {words.removed}
          </Badge>
        ) : (
          <StateBadge state={state} />
        )}
        {latest.coverage && isPartly(latest.coverage) && (
          <Badge color="yellow" variant="light" tt="none">
            {strings.reading.partly}
          </Badge>
        )}
      </Group>
      {latest.failure && (
        <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
          {said(latest.failure)} <Code fz="xs">{latest.failure.code}</Code>
        </Text>
      )}
      {isOlderServing && (
        <Text size="xs" c="dimmed">
          {words.previousServes(current.number)}
        </Text>
      )}
    </Stack>
  );
}
