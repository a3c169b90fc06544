import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authenticator } from '#access';

/**
 * What `up` does for people on one machine, done by an API that was started alone (in a container, say): see to the first
 * administrator, leave a key for the command line in the data folder, and say where to sign in.
 * @returns The portal's address with a one-time token.
 */
export async function introduce(
  authenticator: Authenticator,
  dataDir: string,
  url: string,
  portalUrl: string,
): Promise<string> {
  const keyFile = join(dataDir, 'secrets', 'key');
  for (const folder of ['secrets', 'run']) mkdirSync(join(dataDir, folder), { recursive: true, mode: 0o700 });
  const kept = existsSync(keyFile) ? readFileSync(keyFile, 'utf8').trim() : null;
  const { administratorId, key } = await authenticator.bootstrap(kept);
  writeFileSync(keyFile, key, { mode: 0o600 });
  const service = { url, token: key, pid: process.pid };
  writeFileSync(join(dataDir, 'run', 'service.json'), JSON.stringify(service), { mode: 0o600 });
  const link = await authenticator.issue(administratorId, 'link', { name: 'printed at start' });
  return `${portalUrl}/sign-in#${link.secret}`;
}
