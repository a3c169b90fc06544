import { type SourceView, joinPresent } from '#contracts';
import { Anchor, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { formatDateTime, formatList } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { RunBadge, RunSummary } from './run-summary.js';
import { scheduleInWords } from './schedule-in-words.js';
import { SourceButtons } from './source-buttons.js';

const words = strings.sources;

interface Props {
  source: SourceView;
  onEdit: () => void;
}

/** A source in the list: what it is, when it runs, how the last run went, and what can be done. */
export function SourceCard({ source, onEdit }: Props) {
  const { id, name, config, collection, documents, failing, lastRun } = source;
  return (
    <Paper withBorder p="md" component="article" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm">
          <div style={{ minWidth: 0, flex: '1 1 14rem' }}>
            <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
              <Anchor component={Link} to={`/sources/${id}`} inherit>
                {name}
              </Anchor>
            </Title>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {[words.kinds[config.kind], placeOf(source), words.into(collection.name)].join(' · ')}
            </Text>
            <Text size="sm" c="dimmed">
              {whenOf(source)}
            </Text>
            <Text size="sm" c="dimmed">
              {joinPresent([words.documents(documents), failing > 0 && words.failing(failing)], ' · ')}
            </Text>
          </div>
          <Group gap="xs">
            {source.isPaused && (
              <Badge variant="light" tt="none" color="gray">
                {words.paused}
              </Badge>
            )}
            {lastRun && <RunBadge run={lastRun} />}
          </Group>
        </Group>
        {lastRun ? (
          <RunSummary sourceId={id} run={lastRun} />
        ) : (
          <Text size="sm" c="dimmed">
            {words.never}
          </Text>
        )}
        <SourceButtons source={source} onEdit={onEdit} reports={`/sources/${id}`} />
      </Stack>
    </Paper>
  );
}

/** Where a source is, without its secret. */
export function placeOf({ config }: SourceView): string {
  switch (config.kind) {
    case 'folder':
      return config.settings.path;
    case 's3':
      return `${config.settings.bucket}/${config.settings.prefix}`;
    case 'git':
    case 'webdav':
      return config.settings.url;
    case 'imap':
      return `${config.settings.username}, ${config.settings.host}`;
    case 'crawl':
      return formatList(config.settings.startUrls);
  }
}

/** When it runs: its schedule and whether it is watched besides. */
export function whenOf({ config, schedule, nextRunAt }: SourceView): string {
  const isWatched = config.kind === 'folder' && config.settings.watch;
  const isOnlyWatched = isWatched && schedule.kind === 'manual';
  return joinPresent(
    [
      isWatched && words.followed,
      !isOnlyWatched && scheduleInWords(schedule),
      nextRunAt && words.next(formatDateTime(nextRunAt)),
    ],
    ' · ',
  );
}
