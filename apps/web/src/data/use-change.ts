import { useQueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { useTelling } from './use-telling.js';

/**
 * A change after which, whether it succeeded or not, the replies under `touched` are fetched anew.
 * @param isSecret Whether what it was told is forgotten with the page part that told it, rather than some minutes later.
 */
export function useChange<In, Out>(
  change: (input: In) => Promise<Out>,
  touched: readonly QueryKey[],
  isSecret = false,
) {
  const client = useQueryClient();
  return useTelling({
    mutationFn: change,
    ...(isSecret && { gcTime: 0 }),
    onSettled: () => Promise.all(touched.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
