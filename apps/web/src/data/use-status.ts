import { useQuery } from '@tanstack/react-query';
import { fetchStatus } from '../api/api-client.js';
import { keys } from './keys.js';

const BUSY_MS = 1_000;
const QUIET_MS = 20_000;
/** While the service does not answer. */
const AWAY_MS = 3_000;
/** A connection that died unnoticed, as while a computer slept, would be waited on for minutes. */
const ANSWERS_WITHIN_MS = 10_000;

/** What the service says of itself now. @throws ApiError, also when it does not answer in time; the signal's reason when aborted. */
export const askStatus = (signal?: AbortSignal) =>
  fetchStatus(AbortSignal.any([...(signal ? [signal] : []), AbortSignal.timeout(ANSWERS_WITHIN_MS)]));

/** Health, models in use and document counts; asked for every second while documents are being read. */
export const useStatus = () =>
  useQuery({
    queryKey: keys.status,
    queryFn: ({ signal }) => askStatus(signal),
    staleTime: 500,
    refetchInterval: ({ state }) =>
      state.status === 'error' ? AWAY_MS : (state.data?.documents.pending ?? 0) > 0 ? BUSY_MS : QUIET_MS,
  });
