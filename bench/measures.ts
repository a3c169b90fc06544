import { linkSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** Of values in any order; NaN of none. @param share In [0, 1). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? NaN;
}

export const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

export const secondsSince = (started: number): number => (performance.now() - started) / 1000;

/** Processor time of this process, which other work on the machine changes little. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The most memory that this process ever had resident, in bytes. */
export const peakMemory = (): number => process.resourceUsage().maxRSS * 1024;

/** How busy the machine is, for a reader of times: on two processors, anything above 2 makes them longer. */
export const load = (): string => `load ${loadavg()[0]!.toFixed(1)}`;

/** Size of all files below a folder; what vanishes meanwhile counts nothing. */
export function bytesBelow(folder: string): number {
  return filesBelow(folder).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** The same files under another folder, without their bytes once more: an index never writes into a file that it has. */
export function linkAll(from: string, to: string): void {
  for (const file of filesBelow(from)) {
    const copy = join(to, relative(from, file));
    mkdirSync(dirname(copy), { recursive: true });
    linkSync(file, copy);
  }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
