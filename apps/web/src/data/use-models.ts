import type { ModelRoleName, ModelTask, PullModel, QuantizeModel } from '#contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import {
  assignModel,
  cancelModelTask,
  fetchCatalogue,
  fetchModels,
  fetchModelTasks,
  pullModel,
  quantizeModel,
  releaseRole,
  removeModel,
  verifyModels,
} from '../api/models-client.js';
import { keys } from './keys.js';
import { useChange } from './use-change.js';

const BUSY_MS = 700;
const QUIET_MS = 15_000;
const touched = [keys.models, keys.status, keys.collections, keys.index];

/** Models on this machine and the roles that they fill, kept for half a minute. */
export const useModels = () =>
  useQuery({ queryKey: keys.modelList, queryFn: ({ signal }) => fetchModels(signal), staleTime: 30_000 });

/** Names of the models that are installed or fill a role, each once and in order. */
export function useModelNames(): string[] {
  const { data } = useModels();
  if (!data) return [];
  const filling = Object.values(data.roles).flatMap(({ name }) => name ?? []);
  return [...new Set([...data.models.map(({ name }) => name), ...filling])].sort((a, b) => a.localeCompare(b));
}

/** Models that may be had, each with whether it fits this machine and is installed. */
export const useCatalogue = () => useQuery({ queryKey: keys.catalogue, queryFn: ({ signal }) => fetchCatalogue(signal) });

/** Whether it waits or works; it can be cancelled then. */
export const isUnderWay = ({ state }: ModelTask): boolean => state === 'queued' || state === 'running';

/** Models on their way and copies in the making, for administrators. When one has arrived, the lists of models are fetched anew. */
export function useModelTasks(isWanted: boolean) {
  const client = useQueryClient();
  const tasks = useQuery({
    queryKey: keys.modelTasks,
    queryFn: ({ signal }) => fetchModelTasks(signal),
    select: (reply) => reply.tasks,
    enabled: isWanted,
    refetchInterval: (query) => (query.state.data?.tasks.some(isUnderWay) ? BUSY_MS : QUIET_MS),
  });
  const arrived = tasks.data?.filter(({ state }) => state === 'done').length ?? 0;
  useEffect(() => {
    if (arrived === 0) return;
    for (const queryKey of [keys.modelList, keys.catalogue, keys.status])
      void client.invalidateQueries({ queryKey });
  }, [client, arrived]);
  return tasks;
}

/** Succeeds once it has begun; `useModelTasks` tells how far it is. */
export const usePullModel = () => useChange((wanted: PullModel) => pullModel(wanted), [keys.modelTasks]);
/** Succeeds once it has begun; `useModelTasks` tells how far it is. */
export const useQuantizeModel = () => useChange((wanted: QuantizeModel) => quantizeModel(wanted), [keys.modelTasks]);
/** Takes the id of the task; pulling again goes on where it was. */
export const useCancelModelTask = () => useChange((id: string) => cancelModelTask(id), [keys.modelTasks]);
/** Hashes all model files, which takes as long as reading them; no list is fetched anew. */
export const useVerifyModels = () => useChange(() => verifyModels(), []);
/** What answers or embeds changes with it: models, the state of the service, collections and the index are fetched anew. */
export const useAssignModel = () =>
  useChange(({ role, name }: { role: ModelRoleName; name: string }) => assignModel(role, name), touched);
/** Takes the role. Fetches anew what `useAssignModel` does. */
export const useReleaseRole = () => useChange((role: ModelRoleName) => releaseRole(role), touched);
/** Takes the name. Fails for one that is in use or ships with the service. */
export const useRemoveModel = () => useChange((name: string) => removeModel(name), touched);
