import { useQuery } from '@tanstack/react-query';
import { fetchSession, signOut } from '../api/api-client.js';
import { keys } from './keys.js';
import { forgetSession } from './query-client.js';
import { useTelling } from './use-telling.js';

/** Who is signed in; `data` is null for nobody. @param isWanted False while that is about to change anyway. */
export const useSession = (isWanted = true) =>
  useQuery({
    queryKey: keys.session,
    queryFn: async ({ signal, client }) => {
      const session = await fetchSession(signal);
      if (!session) forgetSession(client);
      return session;
    },
    staleTime: 5 * 60_000,
    enabled: isWanted,
  });

/** Ends the session, and leaves by loading the sign-in page anew so that nothing of it stays in memory. */
export const useSignOut = () =>
  useTelling({ mutationFn: signOut, onSuccess: () => window.location.assign('/sign-in') });
