import { z } from 'zod';

/** What records and original files are encrypted under. */
export const vaultStatus = z.object({
  /** Where the key comes from. */
  source: z.enum(['data folder', 'file', 'command']),
  /** A name of the key that tells nothing about it. */
  key: z.string(),
  /** Data keys: one for each record and each original file. */
  items: z.int(),
  /** Data keys that are still under an older key; rotate again to finish. */
  behind: z.int(),
  /** Records from before there was a vault that still stand in clear; the worker encrypts them. */
  unsealed: z.int(),
});
export type VaultStatusView = z.infer<typeof vaultStatus>;

/** The state after it. */
export const vaultRotation = vaultStatus.extend({
  /** Data keys that this rotation encrypted anew. */
  rewrapped: z.int(),
});
export type VaultRotation = z.infer<typeof vaultRotation>;
