import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { toApiError } from '../api/api-error.js';
import { said } from './said.js';
import { useSecondsLeft } from './use-seconds-left.js';
import { strings } from '../strings/index.js';

interface Props {
  error: unknown;
  title?: string;
  onRetry?: () => void;
}

/** The one way in which a failed call is shown: what happened, its code, what to quote to an operator, and a retry. */
export function ErrorNotice({ error, title = strings.errors.title, onRetry }: Props) {
  const failure = toApiError(error);
  const { code, correlationId } = failure;
  const waitS = useSecondsLeft(failure.retryAt);
  return (
    <Alert color="red" variant="light" title={title} icon={<IconAlertTriangle aria-hidden />} role="alert">
      <Stack gap="xs">
        <Text size="sm">{said(failure)}</Text>
        {waitS > 0 && !onRetry && (
          <Text size="sm" aria-live="off">
            {strings.errors.wait(waitS)}
          </Text>
        )}
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {strings.errors.code} <Code>{code}</Code>
          {correlationId && (
            <>
              {' · '}
              {strings.errors.correlation} <Code>{correlationId}</Code>
            </>
          )}
        </Text>
        {onRetry && (
          <Group>
            {/* Each second is for the eye alone: the notice as a whole is read out when it comes. */}
            <Button size="xs" variant="default" onClick={onRetry} disabled={waitS > 0} aria-live="off">
              {waitS > 0 ? strings.errors.retryIn(waitS) : strings.errors.retry}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
