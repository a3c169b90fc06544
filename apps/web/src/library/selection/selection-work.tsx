import { joinPresent } from '#contracts';
import { Button, CloseButton, Group, List, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { ErrorNotice } from '../../shared/error-notice.js';
import { said } from '../../shared/said.js';
import { strings } from '../../strings/index.js';
import { useSelectionContext } from './selection-provider.js';
import { type Work, isAtWork, triedIn } from './work.js';

const words = strings.selection;
/** More reasons than anybody reads; those concerned are still chosen in the list. */
const MOST_REASONS = 20;

/** The batch that is under way with its progress, or what came of the last one; nothing where there was none. */
export function SelectionWork() {
  const { work } = useSelectionContext();
  const panel = useFocusOf(isAtWork(work));
  if (work === null) return null;
  return (
    <Paper withBorder p="md" component="section" ref={panel} tabIndex={-1} aria-label={words.work}>
      <Stack gap="sm">{isAtWork(work) ? <UnderWay work={work} /> : <Ended work={work} />}</Stack>
    </Paper>
  );
}

/**
 * @returns For the panel: it takes the focus when work begins, because what was pressed for it can't be pressed meanwhile; and
 * when it ends, from the button that stops it.
 */
function useFocusOf(isRunning: boolean) {
  const panel = useRef<HTMLDivElement>(null);
  const was = useRef(isRunning);
  useEffect(() => {
    const isLost = document.activeElement === document.body;
    if (was.current !== isRunning && (isRunning || isLost)) panel.current?.focus();
    was.current = isRunning;
  }, [isRunning]);
  return panel;
}

function UnderWay({ work }: { work: Work }) {
  const { stop } = useSelectionContext();
  const { batch, total, state } = work;
  const progress = words.doing[batch.kind](triedIn(work), total);
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Text size="sm" aria-live="off">
          {progress}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerStop size={15} aria-hidden />}
          disabled={state === 'stopping'}
          onClick={stop}
        >
          {words.stop}
        </Button>
      </Group>
      <Progress.Root size="sm">
        <Progress.Section value={Math.max(3, (100 * triedIn(work)) / total)} aria-label={progress} />
      </Progress.Root>
    </>
  );
}

function Ended({ work }: { work: Work }) {
  const { begin, dismiss } = useSelectionContext();
  const { batch, total, done, refused, failure } = work;
  const left = total - triedIn(work);
  return (
    <>
      <Group justify="space-between" align="flex-start" gap="xs" wrap="nowrap">
        <Text size="sm" role="status">
          {joinPresent([done.length > 0 && words.done[batch.kind](done.length), left > 0 && words.left(left)], ' ')}
        </Text>
        <Group gap="xs" wrap="nowrap">
          {batch.undo !== null && done.length > 0 && (
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconArrowBackUp size={15} aria-hidden />}
              onClick={() => begin(batch.undo!, done.toReversed())}
            >
              {strings.shell.undo}
            </Button>
          )}
          <CloseButton aria-label={strings.shell.close} onClick={dismiss} />
        </Group>
      </Group>
      {failure && <ErrorNotice error={failure} title={words.brokenOff} />}
      {refused.length > 0 && <Refused work={work} />}
    </>
  );
}

function Refused({ work: { batch, refused } }: { work: Work }) {
  const isUndoing = batch.kind === 'restore' || batch.kind === 'matterBack';
  return (
    <>
      <Text size="sm" fw={600}>
        {isUndoing ? words.notUndone(refused.length) : words.refused(refused.length)}
      </Text>
      <List size="sm" style={{ overflowWrap: 'anywhere' }}>
        {refused.slice(0, MOST_REASONS).map(({ document: { id, title }, reason }) => (
          <List.Item key={id}>{words.because(title, said(reason))}</List.Item>
        ))}
      </List>
      {refused.length > MOST_REASONS && <Text size="sm">{words.more(refused.length - MOST_REASONS)}</Text>}
    </>
  );
}
