import { readFileSync, readdirSync } from 'node:fs';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * A process and everything it started, grandchildren included.
 * @param named Only those whose command line holds this.
 */
export function processTree(root: number, named = ''): number[] {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]));
  const isBelow = (pid: number): boolean => pid === root || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  return pids.filter((pid) => isBelow(pid) && (read(pid, 'cmdline') ?? '').includes(named));
}

/** Resident memory; null when the process has ended meanwhile. */
export function residentBytes(pid: number): number | null {
  const statm = read(pid, 'statm');
  return statm === null ? null : Number(statm.split(' ')[1]) * 4_096;
}

/** The fourth field of `stat`; the second, the name, is in brackets and may hold anything. */
function parentOf(pid: number): number {
  const stat = read(pid, 'stat');
  return stat === null ? 0 : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** A file of `/proc`; null when the process has ended meanwhile. */
export function read(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
