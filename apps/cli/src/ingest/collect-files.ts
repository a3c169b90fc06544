import { realpathSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { RejectedFile } from '#contracts';
import { FileUnreadable } from '../client/errors.js';

/** A regular file that may be read. */
export interface FoundFile {
  readonly kind: 'file';
  /** Where it lies on this machine. */
  readonly location: string;
  /** Its place in the collection, with `/` between folders, in NFC. */
  readonly path: string;
  readonly sizeBytes: number;
}

/** Something that is left out on purpose, and is no failure. */
export interface SkippedEntry {
  readonly kind: 'skipped';
  readonly path: string;
  readonly reason: 'hidden' | 'link loop' | 'not a file';
}

/** Every entry of a folder is one of these, so that nothing is passed over in silence. */
export type Found = FoundFile | SkippedEntry | ({ readonly kind: 'rejected' } & RejectedFile);

/**
 * Every file under the given paths, folders walked depth first in code-unit order of their names.
 * A file's `path` is relative to the parent of the folder that was given (`ingest /x/handbooks` gives
 * `handbooks/a/b.md`); a file that was given itself has its base name.
 * Hidden files are skipped unless they were given themselves. Links are followed, except back into a folder
 * that is being walked. What can't be read is `rejected` with `file.unreadable`; the walk goes on.
 */
export function* collectFiles(given: readonly string[]): Generator<Found> {
  const taken = new Map<string, string>();
  for (const entry of given) {
    const location = resolve(entry);
    for (const found of walk(location, dirname(location), [])) {
      if (found.kind !== 'file') yield found;
      else yield* unlessTaken(found, taken);
    }
  }
}

/** The same file given twice counts once; two files for one place in the collection are one too many. */
function* unlessTaken(file: FoundFile, taken: Map<string, string>): Generator<Found> {
  const first = taken.get(file.path);
  if (first === undefined) {
    taken.set(file.path, file.location);
    yield file;
  } else if (first !== file.location) {
    const message = `${first} already takes the place "${file.path}". Ingest one of the two from its parent folder.`;
    yield { kind: 'rejected', path: file.path, code: 'file.duplicate_path', message };
  }
}

function* walk(location: string, base: string, above: readonly string[]): Generator<Found> {
  const path = placeOf(location, base);
  try {
    const stat = statSync(location);
    if (stat.isFile()) yield { kind: 'file', location, path, sizeBytes: stat.size };
    else if (!stat.isDirectory()) yield { kind: 'skipped', path, reason: 'not a file' };
    else yield* walkFolder(location, base, above);
  } catch (error) {
    const { code, message } = new FileUnreadable(path, error);
    yield { kind: 'rejected', path, code, message };
  }
}

function* walkFolder(location: string, base: string, above: readonly string[]): Generator<Found> {
  const real = realpathSync(location);
  if (above.includes(real)) {
    yield { kind: 'skipped', path: placeOf(location, base), reason: 'link loop' };
    return;
  }
  const names = readdirSync(location).sort(byCodeUnit);
  for (const name of names) {
    const child = join(location, name);
    if (name.startsWith('.')) yield { kind: 'skipped', path: placeOf(child, base), reason: 'hidden' };
    else yield* walk(child, base, [...above, real]);
  }
}

function placeOf(location: string, base: string): string {
  // As the service stores it: file systems differ in how they spell an accented letter.
  return (relative(base, location) || basename(location)).split(sep).join('/').normalize('NFC');
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
