import type { LogCheckpoint } from '#contracts';
import { Button, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useCheckpoint } from '../data/use-log.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { saveFile } from '../shared/save-file.js';
import { formatNumber } from '../shared/format.js';
import { strings } from '../strings/index.js';
import classes from './log.module.css';

const words = strings.log.present;

/** The log as it is now, signed, and the keys to check that with. */
export function PresentCheckpoint() {
  const { data, isPending, isError, error, refetch } = useCheckpoint();
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.title}>
      <Title order={2} size="h4" mb="sm">
        {words.title}
      </Title>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && <Signed checkpoint={data} />}
    </Paper>
  );
}

function Signed({ checkpoint: { size, root, note, keys } }: { checkpoint: LogCheckpoint }) {
  return (
    <Stack gap="xs" style={{ overflowWrap: 'anywhere' }}>
      <Text size="sm">
        {words.size}: {formatNumber(size)}
      </Text>
      <Text size="sm">
        {strings.log.root}: <Code>{root}</Code>
      </Text>
      <Text size="sm">{words.keys}</Text>
      {keys.map((key) => (
        <Code key={key}>{key}</Code>
      ))}
      <Text size="xs" c="dimmed">
        {words.keysHint}
      </Text>
      <details className={classes.details}>
        <Text size="sm" component="summary">
          {words.note}
        </Text>
        <pre className={classes.note} tabIndex={0}>
          {note}
        </pre>
      </details>
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={() => saveFile(`${size}.checkpoint`, note, 'text/plain')}
        >
          {words.save}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {words.saveHint}
      </Text>
    </Stack>
  );
}
