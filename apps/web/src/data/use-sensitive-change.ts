import type { QueryKey } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.js';
import { confirmIdentity } from '../account/confirm-identity.js';
import { useChange } from './use-change.js';

/** A change that the service lets through only soon after a sign-in: where that was long ago, the person is asked, and it goes on. */
export function useSensitiveChange<In, Out>(change: (input: In) => Promise<Out>, touched: readonly QueryKey[]) {
  return useChange(async (input: In) => {
    try {
      return await change(input);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'auth.recent_sign_in_needed') throw error;
      await confirmIdentity();
      return change(input);
    }
  }, touched);
}
