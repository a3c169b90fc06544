import { Button, Group, Paper, Progress, Text, Title } from '@mantine/core';
import { strings } from '../strings/index.js';
import { useUploads } from './upload-provider.js';
import { UploadRow } from './upload-row.js';
import classes from './library.module.css';

const words = strings.library;
const SHOWN = 30;
const isOver = (state: string) => state !== 'waiting' && state !== 'sending';

/** Every file of this session's uploads with its progress and outcome; trouble first, because it needs a person. */
export function UploadList() {
  const { items, clear } = useUploads();
  if (items.length === 0) return null;
  const done = items.filter(({ state }) => isOver(state)).length;
  const sorted = items.toSorted((a, b) => urgency(b.state) - urgency(a.state));
  return (
    <Paper withBorder p="md" component="section" aria-label={words.uploads}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {words.uploads}
        </Title>
        <Group gap="sm">
          <Text size="sm" c="dimmed" role="status">
            {words.uploadSummary(done, items.length)}
          </Text>
          {done > 0 && (
            <Button size="compact-sm" variant="subtle" onClick={clear}>
              {words.clearUploads}
            </Button>
          )}
        </Group>
      </Group>
      {done < items.length && <Progress value={(100 * done) / items.length} size="xs" mb="xs" aria-hidden />}
      <ul className={classes.uploads}>
        {sorted.slice(0, SHOWN).map((item) => (
          <UploadRow key={item.key} item={item} />
        ))}
      </ul>
      {items.length > SHOWN && (
        <Text size="sm" c="dimmed">
          {words.moreUploads(items.length - SHOWN)}
        </Text>
      )}
    </Paper>
  );
}

function urgency(state: string): number {
  if (state === 'rejected' || state === 'failed') return 2;
  return state === 'sending' ? 1 : 0;
}
