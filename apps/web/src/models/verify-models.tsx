import { Alert, Button, List, Stack } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useVerifyModels } from '../data/use-models.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';

const words = strings.models;

/** Reads every model file again and compares it with the hash that was recorded. */
export function VerifyModels() {
  const { mutate, data, isPending, isError, error } = useVerifyModels();
  return (
    <Stack gap="sm" align="flex-start" aria-live="polite">
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={16} aria-hidden />}
        loading={isPending}
        onClick={() => mutate(undefined)}
      >
        {words.verify}
      </Button>
      {isError && <ErrorNotice error={error} onRetry={() => mutate(undefined)} />}
      {data && (
        <Alert
          w="100%"
          variant="light"
          color={data.ok ? 'green' : 'red'}
          icon={data.ok ? <IconShieldCheck aria-hidden /> : <IconShieldX aria-hidden />}
          title={data.ok ? words.verified(data.models.length) : words.damaged}
        >
          {!data.ok && (
            <List size="sm">
              {data.models
                .filter(({ ok }) => !ok)
                .map(({ name, detail }) => (
                  <List.Item key={name}>
                    {name}: {detail}
                  </List.Item>
                ))}
            </List>
          )}
        </Alert>
      )}
    </Stack>
  );
}
