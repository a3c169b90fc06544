import { type GenerationView, joinPresent } from '#contracts';
import { Badge, Button, Code, Group, Progress, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useDropGeneration, useRollBackIndex } from '../data/use-index.js';
import { askToConfirm } from '../shared/ask-to-confirm.js';
import { askToRemove } from '../shared/ask-to-remove.js';
import { complain } from '../shared/complain.js';
import { formatDateTime } from '../shared/format.js';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';
import classes from './models.module.css';

const words = strings.searchIndex;
const colours = { building: 'ink', ready: 'yellow', live: 'green', retired: 'gray', failed: 'red' };

/** Newest first; the one that served before leads back. */
export function GenerationList({ generations }: { generations: GenerationView[] }) {
  const before = wayBack(generations);
  return (
    <section aria-label={words.generations}>
      <Title order={2} size="h4" mb="sm">
        {words.generations}
      </Title>
      <ul className={classes.list}>
        {generations.toReversed().map((generation) => (
          <li key={generation.id} className={classes.item}>
            <Generation generation={generation} isWayBack={generation.id === before?.id} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The retired generation that served last. */
const wayBack = (generations: GenerationView[]): GenerationView | undefined =>
  generations
    .filter(({ state }) => state === 'retired')
    .toSorted((a, b) => (a.switchedAt ?? '').localeCompare(b.switchedAt ?? ''))
    .at(-1);

function Generation({ generation, isWayBack }: { generation: GenerationView; isWayBack: boolean }) {
  const { id, embedder, state, progress, switchedAt, createdAt, error, isSwitching } = generation;
  return (
    <>
      <Group justify="space-between" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Text component="h3" m={0} size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {id} · {embedder.name}
          </Text>
          <Text size="xs" c="dimmed">
            {joinPresent(
              [
                // How far a retired one was built says nothing of what it holds now; the first one was never built.
                state !== 'retired' && words.progressText(progress.done, progress.total),
                strings.models.dimensions(embedder.dimensions),
                formatDateTime(switchedAt ?? createdAt),
              ],
              ' · ',
            )}
          </Text>
        </div>
        <Group gap="xs">
          {isWayBack && <RollBack generation={generation} />}
          {state !== 'live' && <Drop generation={generation} />}
          <Badge variant="light" tt="none" color={colours[state]}>
            {isSwitching ? words.switching : words.states[state]}
          </Badge>
        </Group>
      </Group>
      {state === 'building' && <Building generation={generation} />}
      {error && (
        <Text size="sm" mt={4}>
          {said(error)} <Code>{error.code}</Code>
        </Text>
      )}
    </>
  );
}

function Building({ generation: { id, progress } }: { generation: GenerationView }) {
  const { done, total, etaSeconds } = progress;
  const isFull = total > 0 && done >= total;
  return (
    <>
      <Progress.Root size="sm" mt={6}>
        <Progress.Section value={total > 0 ? (100 * done) / total : 0} aria-label={words.progress(id)} />
      </Progress.Root>
      <Text size="xs" c="dimmed" mt={4} role="status">
        {isFull ? words.measuring : etaSeconds === null ? '' : words.eta(etaSeconds)}
      </Text>
    </>
  );
}

function RollBack({ generation: { id, embedder } }: { generation: GenerationView }) {
  const rollingBack = useRollBackIndex();
  const ask = () =>
    askToConfirm(
      { title: words.rollBackTitle, body: words.rollBackBody(id, embedder.name), label: words.rollBack },
      () =>
        void rollingBack
          .mutateAsync(undefined)
          .then(() => notifications.show({ message: words.switchAsked(id) }))
          .catch(complain),
    );
  return (
    <Button size="compact-sm" variant="default" loading={rollingBack.isPending} onClick={ask}>
      {words.rollBackTo(id)}
    </Button>
  );
}

function Drop({ generation: { id, state } }: { generation: GenerationView }) {
  const dropping = useDropGeneration();
  const ask = () =>
    askToRemove(words.dropTitle(id), () => void dropping.mutateAsync(id).catch(complain), words.dropBody, words.drop);
  return (
    <Button size="compact-sm" variant="default" loading={dropping.isPending} onClick={ask}>
      {state === 'building' ? words.cancelBuild : words.dropOne(id)}
    </Button>
  );
}
