import type { EntityManager } from 'typeorm';

const TABLES = [
  'passwords',
  'totp_factors',
  'recovery_codes',
  'passkeys',
  'federated_identities',
  'known_browsers',
  'sign_in_steps',
];

/** Forget all ways in which somebody signs in, and what they are called elsewhere, in the caller's transaction. */
export async function forgetAccount(manager: EntityManager, userId: string): Promise<void> {
  for (const table of TABLES) await manager.query(`DELETE FROM ${table} WHERE user_id = $1`, [userId]);
}
