import type { RecordedOutcome } from '#contracts';
import { Badge, Group, Paper, Text, Title } from '@mantine/core';
import { formatDateTime, formatDate } from '../shared/format.js';
import { strings } from '../strings/index.js';
import classes from './decisions.module.css';

const words = strings.decisions.detail;
const COLOURS = { as_intended: 'green', partly: 'yellow', not_as_intended: 'red', too_early: 'gray' } as const;

/** What came of a decision. */
export function DecisionOutcome({ outcome }: { outcome: RecordedOutcome | null }) {
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.outcome}>
      <Group gap="xs" mb="xs">
        <Title order={2} size="h4">
          {words.outcome}
        </Title>
        {outcome && (
          <Badge variant="light" tt="none" color={COLOURS[outcome.verdict]}>
            {words.outcomes[outcome.verdict]}
          </Badge>
        )}
      </Group>
      {outcome ? (
        <>
          <Text className={classes.text} dir="auto">
            {outcome.text}
          </Text>
          <Text size="xs" c="dimmed" mt="xs">
            {[formatDate(outcome.observedOn), words.outcomeBy(outcome.by.name, formatDateTime(outcome.at))].join(' · ')}
          </Text>
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {words.noOutcome}
        </Text>
      )}
    </Paper>
  );
}
