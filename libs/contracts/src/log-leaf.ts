/** What an entry of the log says. */
export interface LogLeaf {
  readonly index: number;
  /** ISO date-time. */
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  readonly subject: Readonly<Record<string, unknown>>;
}

/**
 * Read an entry's own text.
 * @returns Null for what no service wrote: somebody edited the table. Whoever asks says so; nobody may break on it.
 */
export function readLeaf(leaf: string): LogLeaf | null {
  const said = parsed(leaf);
  if (!isObject(said)) return null;
  const { index, at, kind, actor, subject } = said;
  const isEntry = typeof index === 'number' && [at, kind, actor].every((each) => typeof each === 'string');
  return isEntry && isObject(subject) ? (said as unknown as LogLeaf) : null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
