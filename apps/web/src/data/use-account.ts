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

export const useAccount = () => useQuery({ queryKey: keys.account, queryFn: ({ signal }) => fetchAccount(signal) });
export const useWays = () =>
  useQuery({ queryKey: keys.ways, queryFn: ({ signal }) => fetchWays(signal), staleTime: 5 * 60_000 });

export const useSetPassword = () => useSensitiveChange(setPassword, touched);
export const useBeginApp = () => useSensitiveChange(() => beginApp(), []);
export const useConfirmApp = () => useSensitiveChange(confirmApp, touched);
export const useDropApp = () => useSensitiveChange(() => dropApp(), touched);
export const useRenewCodes = () => useSensitiveChange(() => renewCodes(), touched);
export const useAddPasskey = () => useSensitiveChange(addPasskey, touched);
export const useDropPasskey = () => useSensitiveChange(dropPasskey, touched);
export const useLinkProvider = () => useSensitiveChange(() => linkProvider(), []);
export const useUnlinkProvider = () => useSensitiveChange(unlinkProvider, [keys.account]);
