import type { LogVerification } from '#contracts';
import { Alert, Code, List, Progress, Stack, Text } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import type { VerificationProgress } from '../api/log-client.js';
import { isAbort } from '../api/api-error.js';
import { useVerifyLog } from '../data/use-log.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { RunOrStop } from '../shared/run-or-stop.js';
import { strings } from '../strings/index.js';

const words = strings.log;

/** Checks the whole log on demand, says how far it is and what came of it. */
export function VerifyLog() {
  const { mutate, data, isPending, isError, error, progress, cancel } = useVerifyLog();
  return (
    <Stack gap="sm" mb="md" align="flex-start">
      <RunOrStop
        label={words.verify}
        stopLabel={words.stop}
        icon={<IconShieldCheck size={16} aria-hidden />}
        isRunning={isPending}
        onRun={() => mutate()}
        onStop={cancel}
      />
      {isPending && progress && <HowFar progress={progress} />}
      <Stack gap="sm" w="100%" aria-live="polite">
        {isError && !isAbort(error) && <ErrorNotice error={error} onRetry={() => mutate()} />}
        {data && !isPending && <Verdict found={data} />}
      </Stack>
    </Stack>
  );
}

function HowFar({ progress: { part, checked, total } }: { progress: VerificationProgress }) {
  const percent = total === 0 ? 100 : (checked / total) * 100;
  return (
    <Stack gap={4} w="100%" maw={420}>
      <Progress.Root>
        <Progress.Section value={percent} aria-label={words.progress} />
      </Progress.Root>
      <Text size="xs" c="dimmed">
        {part === 'entries' ? words.verifying.entries(checked, total) : words.verifying[part]}
      </Text>
    </Stack>
  );
}

function Verdict({ found: { ok, size, root, problems } }: { found: LogVerification }) {
  return (
    <Alert
      variant="light"
      color={ok ? 'green' : 'red'}
      icon={ok ? <IconShieldCheck aria-hidden /> : <IconShieldX aria-hidden />}
      title={ok ? words.verified(size) : words.broken}
    >
      <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
        {words.root} <Code>{root}</Code>
      </Text>
      {problems.length > 0 && (
        <List size="sm" mt="xs">
          {problems.map((problem) => (
            <List.Item key={problem}>{problem}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
