import type { StatusView } from '#contracts';
import { Alert, Badge, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconDatabaseOff } from '@tabler/icons-react';
import { useStatus } from '../data/use-status.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatBytes, formatDateTime } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';

const words = strings.backups;
const COMMANDS = {
  make: 'npx chancery backup /mnt/backups/chancery --keep 14',
  verify: 'npx chancery backup verify /mnt/backups/chancery',
  restore: 'npx chancery restore /mnt/backups/chancery --data /srv/chancery --vault-keys FILE',
};

type Standing = NonNullable<StatusView['backup']>;

/** When the newest backup was made and whether it is whole, and how to make and restore one. */
export function Backups() {
  const { data, isPending, isError, error, refetch } = useStatus();
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {words.lead}
      </Text>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.backup && <Newest standing={data.backup} />}
      <OnTheMachine />
    </Stack>
  );
}

function Newest({ standing: { newest, restored, verifiedAt, problem, isOverdue } }: { standing: Standing }) {
  return (
    <>
      {problem && (
        <Alert color="red" title={words.failed(formatDateTime(problem.at))}>
          <Code>{problem.code}</Code> {words.failedHint}
        </Alert>
      )}
      {!newest ? (
        <Empty
          icon={<IconDatabaseOff aria-hidden />}
          title={restored ? words.noneSince : words.none}
          hint={restored ? words.restored(restored.backup, formatDateTime(restored.at)) : words.noneHint}
        />
      ) : (
        <Paper withBorder p="lg" component="section" aria-label={words.newest}>
          <Group gap="xs" mb="xs">
            <Title order={2} size="h4">
              {words.newest}
            </Title>
            {isOverdue && (
              <Badge color="red" variant="light" tt="none">
                {words.overdue}
              </Badge>
            )}
          </Group>
          <Text size="sm">{words.made(formatDateTime(newest.at), formatBytes(newest.bytes))}</Text>
          <Text size="sm" c="dimmed">
            {verifiedAt !== null && verifiedAt >= newest.at
              ? words.verified(formatDateTime(verifiedAt))
              : words.unverified}
          </Text>
          <Code>{newest.id}</Code>
        </Paper>
      )}
    </>
  );
}

function OnTheMachine() {
  const steps = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.how}>
      <Title order={2} size="h4" mb="sm">
        {words.how}
      </Title>
      <Stack gap="sm">
        {steps.map((step) => (
          <div key={step}>
            <Text size="sm">{words.howTo[step]}</Text>
            <Code block mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {COMMANDS[step]}
            </Code>
          </div>
        ))}
        <Text size="sm" c="dimmed">
          {words.key}
        </Text>
      </Stack>
    </Paper>
  );
}
