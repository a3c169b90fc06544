import type { ReplayResult } from '#contracts';
import { Alert, List, Paper, Stack, Text, Title } from '@mantine/core';
import { IconEqual, IconEqualNot, IconRepeat } from '@tabler/icons-react';
import { isAbort } from '../api/api-error.js';
import { useReplay } from '../data/use-stewardship.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { RunOrStop } from '../shared/run-or-stop.js';
import { strings } from '../strings/index.js';

const words = strings.records.replay;

/** Answers the recorded question once more on the library as it stood, and says what came out otherwise. */
export function ReplayRecord({ record }: { record: string }) {
  const { mutate, data, isPending, isError, error, cancel } = useReplay(record);
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.title}>
      <Title order={2} size="h4">
        {words.title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {words.hint}
      </Text>
      <RunOrStop
        label={words.run}
        stopLabel={words.stop}
        icon={<IconRepeat size={16} aria-hidden />}
        isRunning={isPending}
        onRun={() => mutate()}
        onStop={cancel}
      />
      <Stack mt="sm" aria-live="polite">
        {isError && !isAbort(error) && <ErrorNotice error={error} />}
        {data && !isPending && <Outcome found={data} />}
      </Stack>
    </Paper>
  );
}

function Outcome({ found: { identical, differences } }: { found: ReplayResult }) {
  if (identical)
    return <Alert variant="light" color="green" icon={<IconEqual aria-hidden />} title={words.identical} />;
  return (
    <Alert variant="light" color="yellow" icon={<IconEqualNot aria-hidden />} title={words.differs(differences.length)}>
      <List size="sm">
        {differences.map(({ what, reason }) => (
          <List.Item key={what}>{reason}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
