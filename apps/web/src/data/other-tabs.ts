import type { QueryClient } from '@tanstack/react-query';
import { keys } from './keys.js';

/** A channel does not hear itself, so one serves for both. */
const channel = new BroadcastChannel('chancery.session');

/** To the other tabs of this browser: somebody signed in here, or out. */
export const tellOtherTabs = (): void => channel.postMessage(null);

/** Who is signed in is looked at anew once another tab says that it changed: a page for signing in that lies open beside it, too. */
export function heedOtherTabs(client: QueryClient): void {
  channel.onmessage = () => void client.refetchQueries({ queryKey: keys.session });
}
