import { type LoggedAccess, type LoggedSide, pairOf } from './access-state.js';
import type { FoundAccess, FoundPerson, FoundWall } from './access-tables.js';
import { hashOfIds } from './follow-entry.js';

/** Who sees so many knows enough. */
const MOST_PROBLEMS = 100;

/** Where the tables say something else than the log, one sentence each; at most a hundred. */
export function compareAccess(logged: LoggedAccess, found: FoundAccess): string[] {
  return [
    ...peopleProblems(logged, found),
    ...memberProblems(logged, found),
    ...grantProblems(logged, found),
    ...wallProblems(logged, found),
  ].slice(0, MOST_PROBLEMS);
}

function peopleProblems(logged: LoggedAccess, { people, history }: FoundAccess): string[] {
  const isAdded = (id: string) => (logged.people.get(id)?.addedAt ?? null) !== null;
  const strangers = [...people.keys()].filter((id) => !isAdded(id));
  // Before first administrators were made with an entry, each installation had one without.
  const first = !logged.hasFirst && strangers.length === 1 ? strangers[0] : undefined;
  const putIn = strangers
    .filter((id) => id !== first)
    .map((id) => `Person ${id}: no entry of the log adds them; they were put into the table.`);
  const known = [...people].filter(([id]) => id === first || isAdded(id));
  const gone = [...logged.people]
    .filter(([id, { addedAt }]) => addedAt !== null && !people.has(id))
    .map(([id, { addedAt }]) => `Person ${id}: entry ${addedAt} adds them, and the table does not have them.`);
  return [...putIn, ...gone, ...known.flatMap(([id, row]) => personProblems(id, logged, row, history.get(id)))];
}

function personProblems(id: string, logged: LoggedAccess, row: FoundPerson, past: FoundPerson | undefined): string[] {
  const said = logged.people.get(id) ?? { role: 'administrator', isSuspended: false, ownerId: null, entry: null };
  const by = said.entry === null ? 'by the log' : `by entry ${said.entry} of the log`;
  const differs = (where: string, other: FoundPerson | undefined) =>
    other && inWords(other) === inWords(said)
      ? []
      : [`Person ${id}: ${by} ${inWords(said)}, by the table ${where} ${other ? inWords(other) : 'nothing'}.`];
  return [...differs('users', row), ...differs('person_roles', past)];
}

const inWords = ({ role, isSuspended, ownerId }: FoundPerson): string =>
  [role, ...(isSuspended ? ['suspended'] : []), ...(ownerId === null ? [] : [`answered for by ${ownerId}`])].join(', ');

function memberProblems({ members }: LoggedAccess, found: FoundAccess): string[] {
  const more = [...found.members].filter((key) => !members.has(key));
  const less = [...members].filter(([key]) => !found.members.has(key));
  const pair = (key: string) => `Group ${pairOf(key)[0]}, person ${pairOf(key)[1]}`;
  return [
    ...more.map((key) => `${pair(key)}: by the table a member, by the log not.`),
    ...less.map(([key, entry]) => `${pair(key)}: by entry ${entry} of the log a member, by the table not.`),
  ];
}

function grantProblems({ grants }: LoggedAccess, found: FoundAccess): string[] {
  const keys = new Set([...grants.keys(), ...found.grants.keys()]);
  return [...keys].flatMap((key) => {
    const [said, row] = [grants.get(key), found.grants.get(key) ?? 'none'];
    if ((said?.access ?? 'none') === row) return [];
    const [subject, object] = pairOf(key);
    const by = said ? `by entry ${said.entry} of the log "${said.access}"` : 'by the log "none"';
    return [`Grant of ${object} to ${subject}: ${by}, by the table "${row}".`];
  });
}

const NO_WALL: FoundWall = { barred: [], around: [], takenOut: [] };

function wallProblems({ walls }: LoggedAccess, found: FoundAccess): string[] {
  const ids = new Set([...walls.keys(), ...found.walls.keys()]);
  return [...ids].flatMap((id) => {
    const [said, row] = [walls.get(id), found.walls.get(id) ?? NO_WALL];
    return [
      ...(isSide(said?.barred, row.barred, row.takenOut) ? [] : [wallProblem(id, 'bars', said?.barred, row.barred)]),
      ...(isSide(said?.around, row.around) ? [] : [wallProblem(id, 'stands around', said?.around, row.around)]),
    ];
  });
}

/** With what was taken out because its group was removed, the ids must give the hash of the entry. */
function isSide(said: LoggedSide | undefined, ids: readonly string[], takenOut: FoundWall['takenOut'] = []): boolean {
  if (!said) return ids.length === 0;
  const since = takenOut.filter(({ id, version }) => said.removed.get(id) === version).map(({ id }) => id);
  return hashOfIds(new Set([...ids, ...since])) === said.sha256;
}

function wallProblem(id: string, verb: string, said: LoggedSide | undefined, ids: readonly string[]): string {
  const table = ids.length === 0 ? 'nobody and nothing' : [...ids].sort().join(', ');
  const log = said ? `entry ${said.entry} of the log names others` : 'the log knows of none';
  return `Wall ${id}: by the table it ${verb} ${table}; ${log}.`;
}
