import type { EditGoldenQuestion, GenerationView } from '#contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  addGolden,
  dropGeneration,
  editGolden,
  fetchComparison,
  fetchGenerations,
  fetchGoldenQuestions,
  rebuildIndex,
  removeGolden,
  rollBackIndex,
  runComparison,
  switchIndex,
} from '../api/index-client.js';
import type { NewGoldenQuestion } from '../api/index-client.js';
import { keys } from './keys.js';
import { useChange } from './use-change.js';

const BUSY_MS = 1_000;
const QUIET_MS = 15_000;
const COMPARING_MS = 3_000;

/**
 * Generations of the search index; asked for every second while one is being built.
 * @param mayKnow False for whoever would be refused: nothing is asked then.
 */
export const useGenerations = (mayKnow = true) =>
  useQuery({
    enabled: mayKnow,
    queryKey: keys.generations,
    queryFn: async ({ client, signal }) => {
      const before = client.getQueryData<Generations>(keys.generations);
      const now = await fetchGenerations(signal);
      // The switch that was asked for happens later, and the embedder's role goes with it.
      const isSwitched = before && servingOf(before) !== servingOf(now);
      // One that was built has been measured, too.
      const isOther = before && statesOf(before) !== statesOf(now);
      const stale = [...(isSwitched ? [keys.modelList, keys.status] : []), ...(isOther ? [keys.comparisons] : [])];
      for (const queryKey of stale) void client.invalidateQueries({ queryKey });
      return now;
    },
    select: (reply) => reply.generations,
    refetchInterval: (query) =>
      query.state.data?.generations.some(({ state, isSwitching }) => state === 'building' || isSwitching) ? BUSY_MS : QUIET_MS,
  });

const touched = [keys.index, keys.status, keys.models];
/** Has a generation built beside the one that serves; `useGenerations` tells how far it is. */
export const useRebuildIndex = () => useChange(rebuildIndex, touched);
/** Succeeds once it is accepted, not once it has happened: `useGenerations` tells that. */
export const useSwitchIndex = () => useChange(switchIndex, touched);
/** Takes the id of one that is being built or does not serve. */
export const useDropGeneration = () => useChange((generation: string) => dropGeneration(generation), touched);
/** Back to the generation that served before. */
export const useRollBackIndex = () => useChange(() => rollBackIndex(), touched);

interface Generations {
  readonly generations: readonly GenerationView[];
}

const servingOf = ({ generations }: Generations) => generations.find(({ state }) => state === 'live')?.id;
const statesOf = ({ generations }: Generations) => generations.map(({ id, state }) => `${id} ${state}`).join();

/**
 * How the golden questions fared in two generations, as last measured; while the worker puts them to both, it is asked for every few
 * seconds, otherwise once, because each look is an entry of the log.
 */
export const useComparison = (from: string, to: string) =>
  useQuery({
    queryKey: keys.comparison(from, to),
    queryFn: ({ signal }) => fetchComparison(from, to, signal),
    refetchInterval: ({ state }) => (state.data?.asked?.failure === null ? COMPARING_MS : false),
    refetchOnWindowFocus: false,
  });

/** Has the worker measure both again; `useComparison` shows it when it is done. */
export const useRunComparison = (from: string, to: string) => useChange(() => runComparison(from, to), [keys.index]);

/** Oldest first; the page that is shown stays until the next is there. */
export const useGoldenQuestions = (offset: number, limit: number) =>
  useQuery({
    queryKey: keys.goldenList(offset, limit),
    queryFn: ({ signal }) => fetchGoldenQuestions(offset, limit, signal),
    placeholderData: keepPreviousData,
  });

const touchedByGolden = [keys.golden, keys.index, keys.feedback];
/** Golden questions, comparisons of the index and feedback are fetched anew. */
export const useAddGolden = () => useChange((added: NewGoldenQuestion) => addGolden(added), touchedByGolden);
/** What is left out of the change stays. Fetches anew what `useAddGolden` does. */
export const useEditGolden = () =>
  useChange(({ id, change }: { id: string; change: EditGoldenQuestion }) => editGolden(id, change), touchedByGolden);
/** Takes an id. Fetches anew what `useAddGolden` does, since feedback can then make another. */
export const useRemoveGolden = () => useChange((id: string) => removeGolden(id), touchedByGolden);
