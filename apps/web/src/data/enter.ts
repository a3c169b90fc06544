import type { SessionView } from '#contracts';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from './keys.js';
import { tellOtherTabs } from './other-tabs.js';

const OF_THE_SESSION: ReadonlySet<unknown> = new Set([keys.session[0], keys.sessionEnded[0]]);

/** Whether two sessions are of the same person, looking with the same eyes. */
export const isSameReader = (one: SessionView, other: SessionView): boolean =>
  one.user.id === other.user.id && one.view?.id === other.view?.id;

/**
 * Somebody is signed in now. Who was signed in before finds everything as they left it; of what anybody else had before
 * them nothing stays, on the page or in memory.
 */
export async function enter(client: QueryClient, session: SessionView): Promise<void> {
  const before = client.getQueryData<SessionView | null>(keys.session);
  tellOtherTabs();
  if (before && !isSameReader(before, session)) return window.location.reload();
  // An earlier "nobody is signed in" may still be on its way and would undo this.
  await client.cancelQueries();
  client.setQueryData(keys.session, session);
  client.setQueryData(keys.sessionEnded, false);
  if (before) return client.invalidateQueries({ predicate: isOfOthers });
  client.removeQueries({ predicate: isOfOthers });
}

const isOfOthers = ({ queryKey }: { queryKey: readonly unknown[] }) => !OF_THE_SESSION.has(queryKey[0]);
