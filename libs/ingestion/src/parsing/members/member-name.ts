/** A name from inside a container, made safe to be part of a document's path. */
export interface MemberName {
  /** `/`-separated, never empty, without `.`, `..`, drive letters, control or direction-changing characters. */
  readonly name: string;
  /** Whether the container called it otherwise. */
  readonly isChanged: boolean;
}

const LONGEST_PART = 200;

/**
 * Make a member's name harmless. Archives may name their members as they like (`../../etc/passwd`, `C:\a`): here a name only
 * places a document below its container, and nothing is ever written to it.
 */
export function memberName(given: string): MemberName {
  const plain = given.toWellFormed().normalize('NFC').replaceAll('\\', '/');
  const parts = plain
    .split('/')
    .map(safePart)
    .filter((part) => part !== '' && !/^\.+$/.test(part));
  if (/^[A-Za-z]:$/.test(parts[0] ?? '')) parts.shift();
  const name = parts.join('/') || 'unnamed';
  return { name, isChanged: name !== given.normalize('NFC') };
}

/** White space around a part would make two names look like one. */
function safePart(part: string): string {
  const clean = part
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .replace(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .trim();
  return clean.length <= LONGEST_PART ? clean : shortened(clean);
}

/** Keeps the extension, which says what the file is. */
function shortened(part: string): string {
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(part)?.[0] ?? '';
  return (
    part
      .slice(0, LONGEST_PART - extension.length - 1)
      .toWellFormed()
      .replace('\ufffd', '') +
    '…' +
    extension
  );
}

/** `report.pdf`, then `report (2).pdf`: the first form of a name that is not taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const dot = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.index ?? name.length;
  for (let n = 2, free = name; ; n++) {
    if (!taken.has(free)) return free;
    free = `${name.slice(0, dot)} (${n})${name.slice(dot)}`;
  }
}

/** What operating systems leave in archives beside the files that people put there. */
export const isSystemFile = (name: string): boolean =>
  /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);
