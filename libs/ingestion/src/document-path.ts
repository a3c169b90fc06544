import { BadFileName } from './ingestion-errors.js';

/** Characters that a document's path may have. */
export const LONGEST_PATH = 1_000;

/**
 * The place of a file within its collection, from what the sender called it.
 * It is a name, never a file system path: nothing is ever written to it. Back slashes become `/`, empty and `.` parts go.
 * @throws BadFileName for `..`, absolute or drive paths, control characters, and invisible or direction-changing ones,
 *   which make one name look like another.
 */
export function documentPath(given: string): string {
  // Unpaired surrogates can't be stored and can't be typed again.
  if (!given.isWellFormed()) throw new BadFileName('unicode');
  // Space around a separator is no part of a name; taking it away first keeps the checks below true of the result.
  const path = given
    .normalize('NFC')
    .replace(/\s*[\\/]\s*/g, '/')
    .trim();
  if (/\p{Cc}/u.test(path)) throw new BadFileName('control');
  if (/[\p{Cf}\u2028\u2029]/u.test(path.replace(/[\u200c\u200d]/g, ''))) throw new BadFileName('invisible');
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw new BadFileName('outside');
  const clean = parts.join('/');
  if (path.startsWith('/') || /^[A-Za-z]:\//.test(clean)) throw new BadFileName('absolute');
  if (clean === '') throw new BadFileName('empty');
  if (clean.length > LONGEST_PATH) throw new BadFileName('long', LONGEST_PATH);
  return clean;
}

/** The last part of a path, for extensions and downloads. */
export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A readable title from a file name, until the file itself says better. */
export function titleFromPath(path: string): string {
  const name = fileNameOf(path).replace(/\.[A-Za-z0-9]{1,10}$/, '');
  return name.replace(/[_-]+/g, ' ').trim() || fileNameOf(path);
}
