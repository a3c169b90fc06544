import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchSession, signOut } from '../api/api-client.js';
import { keys } from './keys.js';

/** Who is signed in; `data` is null for nobody. */
export const useSession = () =>
  useQuery({ queryKey: keys.session, queryFn: ({ signal }) => fetchSession(signal), staleTime: 5 * 60_000 });

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      client.clear();
      client.setQueryData(keys.session, null);
    },
  });
}
