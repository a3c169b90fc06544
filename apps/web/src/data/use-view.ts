import type { BeginView, RunningViewBody } from '#contracts';
import { beginView, endView, fetchWouldBeCited } from '../api/view-client.js';
import { useSensitiveChange } from './use-sensitive-change.js';
import { useSession } from './use-session.js';
import { useTelling } from './use-telling.js';

/** With whose eyes an administrator looks; null: with their own. */
export const useView = (): RunningViewBody | null => useSession().data?.view ?? null;

/** The pages are loaded anew on both ways, so that nothing that one of the two saw stays in memory. */
export function useBeginView() {
  const begin = useSensitiveChange(beginView, []);
  return {
    begin: (view: BeginView, onError: (error: Error) => void) =>
      begin.mutate(view, { onSuccess: () => window.location.assign('/library'), onError }),
    // Begun, it leads to a page that is loaded anew.
    isBeginning: begin.isPending || begin.isSuccess,
  };
}

/** Leads to the people page, loaded anew. */
export const useEndView = () =>
  useTelling({ mutationFn: endView, onSuccess: () => window.location.assign('/admin/people') });

/** Asks over the whole of what that person sees; asked when somebody presses for it, and kept nowhere. */
export const useWouldBeCited = () =>
  useTelling({ mutationFn: (question: string) => fetchWouldBeCited({ question, collections: [] }) });
