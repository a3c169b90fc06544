import type { SessionView } from '#contracts';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from '../data/keys.js';

/** Somebody is signed in now. */
export async function enter(client: QueryClient, session: SessionView): Promise<void> {
  // An earlier "nobody is signed in" may still be on its way and would undo this.
  await client.cancelQueries({ queryKey: keys.session });
  // Whoever was signed in before saw other things.
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
  client.setQueryData(keys.session, session);
}
