import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { toApiError } from '../api/api-error.js';
import { said } from './said.js';
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
  return (
    <Alert color="red" variant="light" title={title} icon={<IconAlertTriangle aria-hidden />} role="alert">
      <Stack gap="xs">
        <Text size="sm">{said(failure)}</Text>
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
            <Button size="xs" variant="default" onClick={onRetry}>
              {strings.errors.retry}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
