import { MutationCache, type Query, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.js';
import { keys } from './keys.js';

/** Where the service said when, the reader is told at once, and shown how long it is. */
export const isWorthRetrying = (error: Error): boolean =>
  error instanceof ApiError && error.retryAt === null && (error.status === 0 || error.status === 503);

/** Whether it says nothing of what was asked for: the service, or what stands before it, does not answer for now. */
export const isAway = (error: unknown): boolean =>
  error instanceof ApiError && [0, 502, 503, 504].includes(error.status);

/** Of a session: what is refused at the door of signing in says nothing about one. */
const isSessionOver = (error: Error): boolean =>
  error instanceof ApiError && error.status === 401 && error.code === 'auth.required';

/**
 * A reply of 401 anywhere means that the session is over; `RequireSession` then asks the reader to sign in. What came before that,
 * or before a service went away, stays on the page, with what is typed there; signing in, or how the service is, tells when to ask for it again.
 */
export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (isSessionOver(error)) endSession(client);
  };
  let wasAway = false;
  const onQueryError = (error: Error, query: AnyQuery) => {
    onError(error);
    if (isSessionOver(error)) keepData(query);
    if (!isAway(error)) return;
    if (isStatus(query)) wasAway = true;
    else {
      keepData(query);
      // The one that is under way goes on: it would never come to its end where several fail one after another.
      void client.invalidateQueries({ queryKey: keys.status }, { cancelRefetch: false });
    }
  };
  const onQuerySuccess = (_data: unknown, query: AnyQuery) => {
    if (!wasAway || !isStatus(query)) return;
    wasAway = false;
    const isWanting = ({ state }: { state: { isInvalidated: boolean; error: unknown } }) =>
      state.isInvalidated || isAway(state.error);
    void client.refetchQueries({ type: 'active', predicate: isWanting });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: onQueryError, onSuccess: onQuerySuccess }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (count, error) => count < 2 && isWorthRetrying(error), networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

type AnyQuery = Query<unknown, unknown, unknown>;
const isStatus = ({ queryKey }: AnyQuery): boolean => queryKey[0] === keys.status[0];

function keepData(query: AnyQuery): void {
  if (query.state.data !== undefined) query.setState({ status: 'success', error: null, isInvalidated: true });
}

/** Whose session it was stays known: what they were typing waits for them, and for nobody else. */
export function endSession(client: QueryClient): void {
  if (client.getQueryData(keys.session)) client.setQueryData(keys.sessionEnded, true);
  else client.setQueryData(keys.session, null);
}
