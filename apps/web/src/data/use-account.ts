import { useQuery } from '@tanstack/react-query';
import {
  addPasskey,
  beginApp,
  confirmApp,
  dropApp,
  dropPasskey,
  fetchAccount,
  fetchWays,
  linkProvider,
  renewCodes,
  setPassword,
  unlinkProvider,
} from '../api/account-client.js';
import { keys } from './keys.js';
import { useSensitiveChange } from './use-sensitive-change.js';

const touched = [keys.account, keys.session, keys.sessions];

/** The reader's own ways of signing in. */
export const useAccount = () => useQuery({ queryKey: keys.account, queryFn: ({ signal }) => fetchAccount(signal) });
/** The ways in at this address, also before anybody is signed in; kept for five minutes. */
export const useWays = () =>
  useQuery({ queryKey: keys.ways, queryFn: ({ signal }) => fetchWays(signal), staleTime: 5 * 60_000 });

/**
 * As all changes here, asks for a fresh sign-in where the last was long ago. Other sessions of the reader end: their
 * list is fetched anew.
 */
export const useSetPassword = () => useSensitiveChange(setPassword, touched);
/** Its `data` holds the secret until it is reset; nothing else changes before the app is confirmed. */
export const useBeginApp = () => useSensitiveChange(() => beginApp(), []);
/** Its result may hold recovery codes, which are nowhere else. */
export const useConfirmApp = () => useSensitiveChange(confirmApp, touched);
/** Also the session is fetched anew: what it may do can hang on a second factor. */
export const useDropApp = () => useSensitiveChange(() => dropApp(), touched);
/** Its result holds the only copy of the codes. */
export const useRenewCodes = () => useSensitiveChange(() => renewCodes(), touched);
/** Opens the browser's question. Fails with a `DOMException` where that is declined. */
export const useAddPasskey = () => useSensitiveChange(addPasskey, touched);
/** Takes the id of the passkey. */
export const useDropPasskey = () => useSensitiveChange(dropPasskey, touched);
/** Its result is an address; to take the browser there is left to whoever asked. */
export const useLinkProvider = () => useSensitiveChange(() => linkProvider(), []);
/** Takes the id of the link; only the account is fetched anew. */
export const useUnlinkProvider = () => useSensitiveChange(unlinkProvider, [keys.account]);
