import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type PostgresBinaries, binariesIn } from './binaries.js';
import { type PostgresOwner, canReach } from './owner.js';

/** Where binaries and cluster are run from. */
export interface Placement {
  readonly binaries: PostgresBinaries;
  /** Holds `cluster/` and `postgres.log`; belongs to the owner. */
  readonly folder: string;
  /** True when root's private folders made it move out of the data folder. */
  readonly isMoved: boolean;
}

/** Says in the data folder where the cluster is instead. */
export const NOTE = 'MOVED-TO';

/** Base of what moves: a folder that every system user may enter. */
const SHARED_BASE = '/var/lib/chancery';

/**
 * Decide where PostgreSQL lives: in the data folder, unless the server's own user can't reach it there
 * (a clone below a 0700 home folder, started by root); then below `/var/lib/chancery`, with a note of it in the data folder.
 * The choice is made once per data folder and kept.
 */
export function placePostgres(wanted: string, binaries: PostgresBinaries, owner: PostgresOwner | null): Placement {
  mkdirSync(wanted, { recursive: true });
  if (!owner) return { binaries, folder: wanted, isMoved: false };
  return { binaries: reachableBinaries(binaries, owner), ...reachableFolder(wanted, owner) };
}

function reachableFolder(wanted: string, owner: PostgresOwner): { folder: string; isMoved: boolean } {
  const note = join(wanted, NOTE);
  if (existsSync(note)) return { folder: own(readFileSync(note, 'utf8').trim(), owner), isMoved: true };
  if (canReach(owner, dirname(wanted))) return { folder: own(wanted, owner), isMoved: false };
  // A name of its own: a data folder that was deleted and made again must not meet its old cluster.
  const folder = join(SHARED_BASE, 'clusters', randomBytes(8).toString('hex'));
  own(folder, owner);
  writeFileSync(note, `${folder}\n`);
  return { folder, isMoved: true };
}

function own(folder: string, owner: PostgresOwner): string {
  mkdirSync(folder, { recursive: true });
  chownSync(folder, owner.uid, owner.gid);
  return folder;
}

function reachableBinaries(binaries: PostgresBinaries, owner: PostgresOwner): PostgresBinaries {
  if (canReach(owner, binaries.postgres)) return binaries;
  const version = createHash('sha256').update(readFileSync(binaries.postgres)).digest('hex').slice(0, 12);
  const target = join(SHARED_BASE, 'binaries', version);
  if (!existsSync(join(target, 'bin', 'postgres'))) {
    // Copied beside and renamed, so that a start that was killed half-way leaves nothing that looks whole.
    const draft = `${target}.${process.pid}`;
    mkdirSync(dirname(target), { recursive: true });
    cpSync(binaries.root, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  }
  return binariesIn(target);
}
