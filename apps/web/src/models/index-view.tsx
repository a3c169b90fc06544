import { Stack, Text } from '@mantine/core';
import { useGenerations } from '../data/use-index.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { Comparison } from './comparison.js';
import { GenerationList } from './generation-list.js';
import { RebuildIndex } from './rebuild-index.js';

const words = strings.searchIndex;

/** The embedder's swap: build an index beside the one that serves, compare, switch, go back. */
export function IndexView() {
  const { data: generations, isPending, isError, error, refetch } = useGenerations();
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const live = generations.find(({ state }) => state === 'live');
  const other = generations.findLast(({ state }) => state === 'ready' || state === 'retired');
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed" maw={720}>
        {words.lead}
      </Text>
      <RebuildIndex
        serving={live?.embedder.name ?? null}
        isBuilding={generations.some(({ state }) => state === 'building')}
      />
      <GenerationList generations={generations} />
      {live && other && <Comparison key={`${live.id}-${other.id}`} live={live} other={other} />}
    </Stack>
  );
}
