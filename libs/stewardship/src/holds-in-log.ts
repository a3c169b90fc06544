import type { LogLeaf } from '#contracts';
import { sha256Hex } from '#knowledge';
import type { Hold } from '#library';

/** What the log says of one hold. */
interface LoggedHold {
  readonly kind: string;
  /** Id of what is held, or the hash of a matter's number with its salt. */
  readonly object: string;
  readonly placedBy: string;
  /** The entry that places it. */
  readonly entry: number;
  lifted?: { readonly by: string; readonly entry: number };
}

/** A hold as the table has it. */
export type FoundHold = Omit<Hold, 'reason' | 'placedAt' | 'liftReason'>;

/** By id. */
export type LoggedHolds = Map<string, LoggedHold>;

/** Go on from what the log said so far to what it says with one entry more, which places or lifts a hold. @param holds Changed in place. */
export function followHold(holds: LoggedHolds, { kind, actor, subject, index }: LogLeaf): void {
  const id = String(subject['hold']);
  if (kind === 'hold.placed') {
    const [of, object] = [String(subject['kind']), String(subject['object'])];
    holds.set(id, { kind: of, object, placedBy: actor, entry: index });
  } else {
    const held = holds.get(id);
    if (held) held.lifted = { by: actor, entry: index };
  }
}

/** Where the table says something else than the log, one sentence each. */
export function holdProblems(logged: LoggedHolds, found: readonly FoundHold[]): string[] {
  const ids = new Set(found.map(({ id }) => id));
  const gone = [...logged].filter(([id]) => !ids.has(id));
  return [
    ...found.flatMap((hold) => problemsOf(hold, logged.get(hold.id))),
    ...gone.map(
      ([id, { entry }]) => `Hold ${id}: entry ${entry} of the log places it, and the table does not have it.`,
    ),
  ];
}

function problemsOf(hold: FoundHold, said: LoggedHold | undefined): string[] {
  const name = `Hold ${hold.id}`;
  if (!said) return [`${name}: no entry of the log places it; it was put into the table.`];
  const { entry, lifted } = said;
  return [
    ...(isPlacedAs(hold, said)
      ? []
      : [`${name}: it does not cover what entry ${entry} of the log says; it was edited.`]),
    ...(hold.liftedAt && !lifted ? [`${name}: by the table it is lifted, and no entry of the log lifts it.`] : []),
    ...(lifted && !hold.liftedAt
      ? [`${name}: entry ${lifted.entry} of the log lifts it, and by the table it stands.`]
      : []),
    ...(lifted && hold.liftedAt && lifted.by !== hold.liftedBy
      ? [`${name}: by the table somebody else lifted it than by entry ${lifted.entry} of the log.`]
      : []),
  ];
}

function isPlacedAs({ kind, object, loggedObject, placedBy }: FoundHold, said: LoggedHold): boolean {
  if (kind !== said.kind || placedBy !== said.placedBy) return false;
  if (kind !== 'matter') return object === said.object;
  // Before numbers were salted, the log had the hash of the number alone.
  return (
    sha256Hex(loggedObject ?? object) === said.object && (loggedObject === null || wordsIn(loggedObject) === object)
  );
}

/** The number of a matter that was salted; undefined in what was written over. */
function wordsIn(salted: string): unknown {
  try {
    return (JSON.parse(salted) as { words?: unknown } | null)?.words;
  } catch {
    return undefined;
  }
}
