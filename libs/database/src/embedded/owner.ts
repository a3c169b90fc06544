import { spawnSync } from 'node:child_process';
import { EmbeddedPostgresFailed } from '../errors.js';

/** The system user that PostgreSQL runs as; null when it runs as the user of this process. */
export interface PostgresOwner {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function lookUp(name: string): PostgresOwner | null {
  const id = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout?.trim();
  const [uid, gid] = [id('-u'), id('-g')];
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : null;
}

/**
 * PostgreSQL refuses to run as root, so root hands it to the system user `postgres`, made here when missing.
 * @throws EmbeddedPostgresFailed when no such user can be found or made.
 */
export function postgresOwner(): PostgresOwner | null {
  if (process.getuid?.() !== 0) return null;
  const found = lookUp('postgres');
  if (found) return found;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const made = lookUp('postgres') ?? lookUp('nobody');
  if (made) return made;
  throw new EmbeddedPostgresFailed(
    'PostgreSQL refuses to run as root and no system user "postgres" could be made. Start Chancery as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether that user can enter every folder on the way to `path` and read it. */
export function canReach(owner: PostgresOwner, path: string): boolean {
  const test = spawnSync('/bin/sh', ['-c', 'test -r "$0" && { test ! -d "$0" || test -x "$0"; }', path], {
    uid: owner.uid,
    gid: owner.gid,
    cwd: '/',
  });
  return test.status === 0;
}
