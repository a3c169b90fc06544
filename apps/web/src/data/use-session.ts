import type { SessionView } from '#contracts';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { fetchSession, signOut } from '../api/api-client.js';
import { isSameReader } from './enter.js';
import { keys } from './keys.js';
import { tellOtherTabs } from './other-tabs.js';
import { endSession } from './query-client.js';
import { useTelling } from './use-telling.js';

/**
 * Who is signed in, or was until the session ended (`useHasEnded`); `data` is null for nobody.
 * @param isWanted False while that is about to change anyway.
 */
export const useSession = (isWanted = true) =>
  useQuery({
    queryKey: keys.session,
    queryFn: async ({ signal, client }) => keptIn(client, await fetchSession(signal)),
    staleTime: 5 * 60_000,
    // Somebody else may have signed in in another tab, without this one hearing of it.
    refetchOnWindowFocus: 'always',
    enabled: isWanted,
  });

/** Whether the session of `useSession` is over. */
export const useHasEnded = (): boolean =>
  useQuery({ queryKey: keys.sessionEnded, queryFn: () => false, enabled: false, initialData: false }).data;

/** A session may end, and another begin, in another tab of the browser. */
function keptIn(client: QueryClient, session: SessionView | null): SessionView | null {
  const before = client.getQueryData<SessionView | null>(keys.session) ?? null;
  // Who comes from an identity provider comes by a page that is loaded anew.
  if (session !== null && before === null) tellOtherTabs();
  if (session === null) endSession(client);
  else if (before && !isSameReader(before, session)) {
    // Loading anew can be put off, as by an upload that asks first: nothing of this page is for who comes now.
    endSession(client);
    window.location.reload();
    return before;
  } else if (client.getQueryData(keys.sessionEnded) === true) {
    client.setQueryData(keys.sessionEnded, false);
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
  }
  return session ?? before;
}

/** Ends the session, and leaves by loading the sign-in page anew so that nothing of it stays in memory. */
export const useSignOut = () =>
  useTelling({
    mutationFn: signOut,
    onSuccess: () => {
      tellOtherTabs();
      window.location.assign('/sign-in');
    },
  });
