import type { RecordBody } from './record-body.js';

/**
 * What a record can be found by beside who asked and when.
 * @returns Names of the models that took part in any role, and the verdicts that one of its sentences has; each once, in
 *   alphabetical order.
 */
export function notesOf({ trace }: RecordBody): { readonly models: string[]; readonly verdicts: string[] } {
  const { model, models, sentences } = trace;
  const took = [model, ...Object.values(models ?? {})].flatMap((one) => one?.name ?? []);
  return {
    models: distinct(took.flatMap(namesOf)),
    verdicts: distinct((sentences ?? []).map(({ support }) => support)),
  };
}

/** An embedder is noted with the beginning of its file's hash, since vectors depend on it: it is found by its name alone as well. */
const namesOf = (name: string): string[] => [name, name.replace(/@[0-9a-f]{12}$/, '')];

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
