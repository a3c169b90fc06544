const FENCE = /^(?:\ufeff)?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const ENTRY = /^([A-Za-z][\w .-]{0,60}?)[ \t]*:[ \t]+(\S.*)$/;
const MAX_CHARS = 50_000;

/** A text file parted into the facts at its head and the rest. */
export interface FrontMatter {
  /** Simple `key: value` lines in their order; lists and nested values are left out. */
  readonly entries: readonly (readonly [string, string])[];
  /** The text below the front matter. */
  readonly body: string;
}

/** Take YAML front matter off the start of a Markdown text. A leading rule (`---`) that is no front matter stays where it is. */
export function splitFrontMatter(text: string): FrontMatter {
  if (!text.startsWith('---') && !text.startsWith('\ufeff---')) return { entries: [], body: text };
  const match = FENCE.exec(text.slice(0, MAX_CHARS));
  if (!match) return { entries: [], body: text };
  const entries: [string, string][] = [];
  for (const line of match[1]!.split(/\r?\n/)) {
    const [, key, value] = ENTRY.exec(line) ?? [];
    if (key && value && !/^[[{&*!|>#]/.test(value)) entries.push([key, unquote(value)]);
  }
  if (entries.length === 0 && !/^[\w .-]+:/m.test(match[1]!)) return { entries: [], body: text };
  return { entries, body: text.slice(match[0].length) };
}

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(value);
  if (!quoted) return value.replace(/\s+#.*$/, '').trim();
  return quoted[1] === '"' ? quoted[2]!.replace(/\\(["\\])/g, '$1') : quoted[2]!.replaceAll("''", "'");
}
