import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authenticator } from '#access';
import type { AuditLog } from '#audit';

/**
 * What `up` does for people on one machine, done by an API that was started alone (in a container, say): see to the first
 * administrator, leave a key for the command line in the data folder, and say where to sign in.
 * @param service Where it answers, and the file of its own certificate, which the command line compares.
 * @returns The portal's address with a one-time token.
 */
export async function introduce(
  authenticator: Authenticator,
  log: AuditLog,
  dataDir: string,
  service: { readonly url: string; readonly certificate: string | undefined },
  portalUrl: string,
): Promise<string> {
  const keyFile = join(dataDir, 'secrets', 'key');
  for (const folder of ['secrets', 'run']) mkdirSync(join(dataDir, folder), { recursive: true, mode: 0o700 });
  const kept = existsSync(keyFile) ? readFileSync(keyFile, 'utf8').trim() : null;
  const { administratorId, key } = await authenticator.bootstrap(kept, (manager, event) =>
    log.append([event], manager),
  );
  writeFileSync(keyFile, key, { mode: 0o600 });
  writeFileSync(join(dataDir, 'run', 'service.json'), JSON.stringify({ ...service, token: key, pid: process.pid }), {
    mode: 0o600,
  });
  const link = await authenticator.issue(administratorId, 'link', { name: 'printed at start' });
  return `${portalUrl}/sign-in#${link.secret}`;
}
