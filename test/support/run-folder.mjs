/**
 * Everything that a run of tests puts into temporary folders, its services too, lies in one folder that says which process it is
 * of. The folder goes when the run ends; what a killed run left goes when the next one begins.
 */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const PREFIX = 'chancery-run-';
/** In the folder: the number of the process that runs the tests. */
const OWNER = '.owner';
/** Where PostgreSQL's own user can't enter a data folder, a cluster is elsewhere, and a note in the data folder says where. */
const CLUSTERS = '/var/lib/chancery/clusters';
const NOTE = 'MOVED-TO';

/** Make the folder of this run, once for all of its tiers, and let `tmpdir()` be it here and in every process begun from here. */
export function openRunFolder() {
  if (globalThis.closeRunFolder) return;
  for (const left of sweepRunFolders())
    console.warn(`A run of tests that was killed left ${left}, which can't be removed.`);
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // PostgreSQL's own user can enter it then.
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, OWNER), String(process.pid));
  process.env.TMPDIR = folder;
  globalThis.closeRunFolder = () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    globalThis.closeRunFolder = undefined;
    remove(folder);
  };
}

/**
 * Remove the folders of runs whose process is gone, with the clusters that they name, unless a living process still uses one.
 * Nothing else is touched: not what bears no owner, nor a cluster that no such folder names.
 * @param where Where runs make their folders, and where clusters are that were moved out of one.
 * @returns Folders of killed runs that could not be removed whole.
 */
export function sweepRunFolders({ temporary = tmpdir(), clusters = CLUSTERS } = {}) {
  const folders = readdirSync(temporary)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => join(temporary, name));
  return folders.filter(isAbandoned).filter((folder) => {
    const moved = clustersNamedIn(folder, clusters);
    if ([folder, ...moved].some(isInUse)) return false;
    return [...moved, folder].map(remove).includes(false);
  });
}

function isAbandoned(folder) {
  const owner = Number(readIfThere(join(folder, OWNER)));
  return Number.isInteger(owner) && owner > 0 && !isAlive(owner);
}

/** Clusters elsewhere that the notes in a folder name, as far as they lie where such clusters are made. */
function clustersNamedIn(folder, clusters) {
  const notes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => basename(path) === NOTE);
  const named = notes.map((path) => (readIfThere(join(folder, path)) ?? '').trim());
  return named.filter((path) => /^[0-9a-f]{16}$/.test(basename(path)) && path === join(clusters, basename(path)));
}

/** Whether a living process works in a folder, was told of it, or has it for its temporary files. Where nobody can say: yes. */
function isInUse(folder) {
  if (!existsSync('/proc/self/environ')) return true;
  const others = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  return others.some((pid) => mentions(pid, folder));
}

function mentions(pid, folder) {
  const told = ['cmdline', 'environ'].map((file) => readIfThere(`/proc/${pid}/${file}`) ?? '');
  return [...told, linkIfThere(`/proc/${pid}/cwd`)].some((text) => text.includes(folder));
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** @returns Whether nothing is left of it. */
function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    return true;
  } catch {
    // Something is mounted there, or a process that is about to end still writes.
    return false;
  }
}

/** Null where there is no such file, or none that may be read. */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function linkIfThere(path) {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
