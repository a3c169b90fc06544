import { Badge, Button, Code, Group, Progress, Text } from '@mantine/core';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';
import { useUploads } from './upload-provider.js';
import type { UploadItem, UploadState } from './upload-state.js';
import classes from './library.module.css';

const words = strings.library;
const colours: Record<UploadState, string> = {
  waiting: 'gray',
  sending: 'ink',
  accepted: 'green',
  unchanged: 'gray',
  revised: 'ink',
  rejected: 'red',
  failed: 'red',
};

/** One file on its way, as a list item: how far it is, what came of it, and why. Only what could not be sent can be tried again. */
export function UploadRow({ item: { key, path, state, progress, reason } }: { item: UploadItem }) {
  const { retry } = useUploads();
  return (
    <li className={classes.upload}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" truncate title={path} style={{ minWidth: 0 }}>
          {path}
        </Text>
        <Group gap="xs" wrap="nowrap">
          {state === 'failed' && (
            <Button size="compact-sm" variant="default" onClick={() => retry(key)} aria-label={words.retryOne(path)}>
              {words.retry}
            </Button>
          )}
          <Badge color={colours[state]} variant="light" tt="none" style={{ flexShrink: 0 }}>
            {words.outcomes[state]}
          </Badge>
        </Group>
      </Group>
      {state === 'sending' && (
        <Progress.Root size="sm" mt={4}>
          <Progress.Section value={Math.round(progress * 100)} aria-label={words.progressOf(path)} />
        </Progress.Root>
      )}
      {reason && (
        <Text size="sm" mt={2}>
          {said(reason)} <Code>{reason.code}</Code>
        </Text>
      )}
    </li>
  );
}
