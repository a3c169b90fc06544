import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.js';
import { keys } from './keys.js';

/** Where the service said when, the reader is told at once, and shown how long it is. */
export const isWorthRetrying = (error: Error): boolean =>
  error instanceof ApiError && error.retryAt === null && (error.status === 0 || error.status === 503);

/** Of a session: what is refused at the door of signing in says nothing about one. */
const isSessionOver = ({ code }: ApiError) => code === 'auth.required';

/** A reply of 401 anywhere means that the session is over; `RequireSession` then asks the reader to sign in. */
export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ApiError && error.status === 401 && isSessionOver(error)) endSession(client);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (count, error) => count < 2 && isWorthRetrying(error), networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

/** Whose session it was stays known: what they were typing waits for them, and for nobody else. */
export function endSession(client: QueryClient): void {
  if (client.getQueryData(keys.session)) client.setQueryData(keys.sessionEnded, true);
  else client.setQueryData(keys.session, null);
}
