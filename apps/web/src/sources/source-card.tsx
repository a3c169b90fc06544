import type { SourceSchedule, SourceView } from '#contracts';
import { Anchor, Badge, Button, Group, Menu, Paper, Stack, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { Link } from 'react-router';
import { isUnderWay, useCancelRun, useChangeSource, useRemoveSource, useRunSource } from '../data/use-sources.js';
import { complain } from '../shared/complain.js';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { RunBadge, RunSummary } from './run-summary.js';

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
              {[...whenOf(source), words.documents(documents), ...(failing > 0 ? [words.failing(failing)] : [])].join(
                ' · ',
              )}
            </Text>
          </div>
          <Group gap="xs">
            {source.isPaused && (
              <Badge variant="light" tt="none" color="gray">
                {words.paused}
              </Badge>
            )}
            {lastRun && <RunBadge state={lastRun.state} />}
          </Group>
        </Group>
        {lastRun ? (
          <RunSummary sourceId={id} run={lastRun} />
        ) : (
          <Text size="sm" c="dimmed">
            {words.never}
          </Text>
        )}
        <SourceButtons source={source} onEdit={onEdit} />
      </Stack>
    </Paper>
  );
}

export function SourceButtons({ source, onEdit }: Props) {
  const { id, name, isPaused, lastRun } = source;
  const running = useRunSource();
  const cancelling = useCancelRun();
  const changing = useChangeSource();
  const removing = useRemoveSource();
  const ask = () =>
    modals.openConfirmModal({
      title: words.removeTitle(name),
      children: <Text size="sm">{words.removeBody}</Text>,
      labels: { confirm: words.remove, cancel: strings.shell.cancel },
      confirmProps: { color: 'red.9' },
      closeButtonProps: { 'aria-label': strings.shell.cancel },
      onConfirm: () =>
        removing.mutate(id, {
          onSuccess: () => notifications.show({ message: words.removed(name) }),
          onError: complain,
        }),
    });
  return (
    <Group gap="xs">
      {isUnderWay(lastRun) ? (
        <Button
          size="compact-md"
          variant="default"
          loading={cancelling.isPending}
          onClick={() => cancelling.mutate(id, { onError: complain })}
        >
          {words.cancel}
        </Button>
      ) : (
        <Button
          size="compact-md"
          aria-label={words.runOf(name)}
          disabled={lastRun?.state === 'waiting'}
          loading={running.isPending}
          onClick={() => running.mutate(id, { onError: complain })}
        >
          {words.run}
        </Button>
      )}
      <Button size="compact-md" variant="default" onClick={onEdit}>
        {words.edit}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="compact-md" variant="subtle" color="gray" aria-label={words.actions(name)}>
            …
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to={`/sources/${id}`}>
            {words.report}
          </Menu.Item>
          <Menu.Item onClick={() => changing.mutate({ id, to: { isPaused: !isPaused } }, { onError: complain })}>
            {isPaused ? words.resume : words.pause}
          </Menu.Item>
          <Menu.Item color="red" onClick={ask}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

function placeOf({ config }: SourceView): string {
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
      return config.settings.startUrls.join(', ');
  }
}

export function scheduleInWords(schedule: SourceSchedule): string {
  if (schedule.kind === 'manual') return words.manual;
  return schedule.kind === 'every' ? words.every(schedule.minutes) : words.cron(schedule.pattern, schedule.timeZone);
}

const whenOf = ({ schedule, nextRunAt }: SourceView): string[] => [
  scheduleInWords(schedule),
  ...(nextRunAt ? [words.next(formatDateTime(nextRunAt))] : []),
];
