import { useMutation, useQuery } from '@tanstack/react-query';
import { fetchSession, signOut } from '../api/api-client.js';
import { keys } from './keys.js';

/** Who is signed in; `data` is null for nobody. */
export const useSession = () =>
  useQuery({ queryKey: keys.session, queryFn: ({ signal }) => fetchSession(signal), staleTime: 5 * 60_000 });

/** Ends the session, and leaves by loading the sign-in page anew so that nothing of it stays in memory. */
export const useSignOut = () =>
  useMutation({ mutationFn: signOut, onSuccess: () => window.location.assign('/sign-in') });
