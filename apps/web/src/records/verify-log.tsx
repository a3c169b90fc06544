import { Alert, Button, Code, List, Stack, Text } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useVerifyLog } from '../data/use-records.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';

const words = strings.records;

/** Checks the whole log on demand and says what came of it. */
export function VerifyLog() {
  const { mutate, data, isPending, isError, error } = useVerifyLog();
  return (
    <Stack gap="sm" mb="md" align="flex-start" aria-live="polite">
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={16} aria-hidden />}
        loading={isPending}
        onClick={() => mutate()}
      >
        {words.verify}
      </Button>
      {isError && <ErrorNotice error={error} onRetry={() => mutate()} />}
      {data && (
        <Alert
          w="100%"
          variant="light"
          color={data.ok ? 'green' : 'red'}
          icon={data.ok ? <IconShieldCheck aria-hidden /> : <IconShieldX aria-hidden />}
          title={data.ok ? words.verified(data.size) : words.broken}
        >
          <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
            {words.root} <Code>{data.root}</Code>
          </Text>
          {data.problems.length > 0 && (
            <List size="sm" mt="xs">
              {data.problems.map((problem) => (
                <List.Item key={problem}>{problem}</List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
    </Stack>
  );
}
