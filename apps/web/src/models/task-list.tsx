import type { ModelTask } from '#contracts';
import { Badge, Button, Code, Group, Progress, Text, Title } from '@mantine/core';
import { isUnderWay, useCancelModelTask, useModelTasks, usePullModel } from '../data/use-models.js';
import { complain } from '../shared/complain.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatBytes } from '../shared/format.js';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';
import classes from './models.module.css';

const words = strings.models;
const colours = { queued: 'gray', running: 'ink', done: 'green', failed: 'red', cancelled: 'gray' };

/** Models that are being fetched or made, and those for which that ended in this run of the service. */
export function TaskList() {
  const { data: tasks = [], isError, error, refetch } = useModelTasks(true);
  const running = tasks.filter(({ state }) => state === 'running').map(({ name }) => name);
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (tasks.length === 0) return null;
  return (
    <section aria-label={words.tasks}>
      <Title order={2} size="h4" mb="sm">
        {words.tasks}
      </Title>
      <ul className={classes.list}>
        {tasks.map((task) => (
          <li key={task.id} className={classes.item}>
            <Task
              task={task}
              waitsFor={task.state === 'queued' ? running : []}
              canGoOn={!tasks.some((other) => other.name === task.name && isUnderWay(other))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Props {
  task: ModelTask;
  /** Names of those whose end it waits for. */
  waitsFor: readonly string[];
  /** Whether it may be begun again. */
  canGoOn: boolean;
}

function Task({ task, waitsFor, canGoOn }: Props) {
  const { id, name, state, bytes, totalBytes, rate, error, url, madeFrom } = task;
  const cancelling = useCancelModelTask();
  const pulling = usePullModel();
  const isBroken = state === 'failed' || state === 'cancelled';
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Group gap="xs" wrap="nowrap">
          {isUnderWay(task) && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void cancelling.mutateAsync(id).catch(complain)}
              aria-label={words.taskCancelOne(name)}
            >
              {words.taskCancel}
            </Button>
          )}
          {isBroken && canGoOn && url !== null && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void pulling.mutateAsync({ url, name }).catch(complain)}
              aria-label={words.taskResumeOne(name)}
            >
              {words.taskResume}
            </Button>
          )}
          <Badge variant="light" tt="none" color={colours[state]}>
            {state === 'running' && madeFrom !== null ? words.taskMaking : words.taskStates[state]}
          </Badge>
        </Group>
      </Group>
      {isUnderWay(task) && (
        <Progress.Root size="sm" mt={6}>
          <Progress.Section value={totalBytes ? (100 * bytes) / totalBytes : 0} aria-label={words.taskProgress(name)} />
        </Progress.Root>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        {waitsFor.length > 0
          ? words.taskWaits(waitsFor)
          : words.taskBytes(
              formatBytes(bytes),
              totalBytes === null ? null : formatBytes(totalBytes),
              rate > 0 ? formatBytes(rate) : null,
            )}
      </Text>
      {error && (
        <Text size="sm" mt={2} style={{ overflowWrap: 'anywhere' }}>
          {said(error)} <Code>{error.code}</Code>
        </Text>
      )}
    </>
  );
}
