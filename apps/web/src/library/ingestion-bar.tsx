import { Paper, Progress, Text } from '@mantine/core';
import { useIngestionProgress } from '../data/use-ingestion-progress.js';
import { strings } from '../strings/index.js';

const words = strings.library;

/** How far the service has come in reading what it was given; nothing when it has nothing to read. */
export function IngestionBar() {
  const progress = useIngestionProgress();
  if (!progress) return null;
  const { done, total } = progress;
  return (
    <Paper withBorder p="md" component="section" aria-label={words.readingLabel}>
      <Text size="sm" mb={6} role="status">
        {words.reading(done, total)}
      </Text>
      <Progress.Root size="md">
        <Progress.Section value={Math.max(3, (100 * done) / total)} animated striped aria-label={words.readingLabel} />
      </Progress.Root>
    </Paper>
  );
}
