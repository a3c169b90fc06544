import { readFileSync } from 'node:fs';
import type { SupervisedProcess } from './supervised-process.js';

const LOOK_EVERY_MS = 2_000;
const PAGE_BYTES = 4_096;

/** Recycle processes that grow past their limit. Only where the kernel tells (`/proc`); elsewhere nothing happens. */
export function watchMemory(processes: readonly SupervisedProcess[]): () => void {
  const timer = setInterval(() => {
    for (const each of processes) {
      const used = each.pid === null ? null : residentBytes(each.pid);
      if (used !== null && each.memoryBytes !== null && used > each.memoryBytes) {
        each.recycle(
          `uses ${Math.round(used / 1e6)} MB, more than its limit of ${Math.round(each.memoryBytes / 1e6)} MB; starting it anew`,
        );
      }
    }
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function residentBytes(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return null;
  }
}
