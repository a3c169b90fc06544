import type { SourceView } from '#contracts';
import { Button, Group, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from 'react-router';
import { isUnderWay, useCancelRun, useChangeSource, useRemoveSource, useRunSource } from '../data/use-sources.js';
import { askToRemove } from '../shared/ask-to-remove.js';
import { complain } from '../shared/complain.js';
import { strings } from '../strings/index.js';

const words = strings.sources;

interface Props {
  source: SourceView;
  onEdit: () => void;
  /** Address of its reports, where they are not on the page already. */
  reports?: string;
  onRemoved?: () => void;
}

/** What can be done with a source: run it or cancel its run, pause it, change its settings, remove it. */
export function SourceButtons({ source, onEdit, reports, onRemoved }: Props) {
  const { id, name, isPaused, lastRun } = source;
  const running = useRunSource();
  const cancelling = useCancelRun();
  const changing = useChangeSource();
  const removing = useRemoveSource();
  const ask = () =>
    askToRemove(
      words.removeTitle(name),
      () =>
        removing.mutate(id, {
          onSuccess: () => {
            notifications.show({ message: words.removed(name) });
            onRemoved?.();
          },
          onError: complain,
        }),
      words.removeBody,
      words.remove,
    );
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
      <Button
        size="compact-md"
        variant="default"
        aria-label={isPaused ? words.resumeOf(name) : words.pauseOf(name)}
        loading={changing.isPending}
        onClick={() => changing.mutate({ id, to: { isPaused: !isPaused } }, { onError: complain })}
      >
        {isPaused ? words.resume : words.pause}
      </Button>
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
          {reports && (
            <Menu.Item component={Link} to={reports}>
              {words.report}
            </Menu.Item>
          )}
          <Menu.Item color="red" onClick={ask}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
