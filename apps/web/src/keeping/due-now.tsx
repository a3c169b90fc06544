import type { RetentionReportView } from '#contracts';
import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useRunRetention } from '../data/use-stewardship.js';
import { askToConfirm } from '../shared/ask-to-confirm.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime } from '../shared/format.js';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';

const words = strings.stewardship.retention;
const SHOWN = 50;

/** What the rules would dispose of now, and doing it. */
export function DueNow({ canRun }: { canRun: boolean }) {
  const running = useRunRetention();
  const report = running.data;
  const due = report?.isDryRun ? report.disposed.length : 0;
  const askToRun = () =>
    askToConfirm({ title: words.run, body: words.confirm(due), label: words.run, isLoss: true }, () =>
      running.mutate(false),
    );
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.due}>
      <Title order={2} size="h4">
        {words.due}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {words.dueHint}
      </Text>
      <Group gap="sm">
        <Button variant="default" loading={running.isPending} onClick={() => running.mutate(true)}>
          {words.look}
        </Button>
        {canRun && due > 0 && (
          <Button color="red.9" disabled={running.isPending} onClick={askToRun}>
            {words.run}
          </Button>
        )}
      </Group>
      <Stack gap="xs" mt="sm" aria-live="polite">
        {running.error && <ErrorNotice error={running.error} />}
        {report && <Report report={report} />}
      </Stack>
    </Paper>
  );
}

function Report({ report: { isDryRun, disposed, failed } }: { report: RetentionReportView }) {
  if (disposed.length + failed.length === 0) return <Text size="sm">{words.nothing}</Text>;
  return (
    <>
      <Text size="sm">{isDryRun ? words.found(disposed.length) : words.done(disposed.length, failed.length)}</Text>
      <List size="sm">
        {failed.map((each) => (
          <List.Item key={each.id}>{said(each)}</List.Item>
        ))}
        {disposed.slice(0, SHOWN).map(({ kind, id, since }) => (
          <List.Item key={id} style={{ overflowWrap: 'anywhere' }}>
            {words.item(kind, id)}, {words.since(formatDateTime(since))}
          </List.Item>
        ))}
      </List>
    </>
  );
}
