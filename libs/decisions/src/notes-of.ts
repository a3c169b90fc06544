import type { RecordBody } from './record-body.js';

/**
 * What a record can be found by beside who asked and when.
 * @returns Names of the models that took part in any role, and the verdicts that one of its sentences has; each once, in
 *   alphabetical order.
 */
export function notesOf({ trace }: RecordBody): { readonly models: string[]; readonly verdicts: string[] } {
  const { model, models, sentences } = trace;
  const took = [model, ...Object.values(models ?? {})].flatMap((one) => one?.name ?? []);
  return { models: distinct(took), verdicts: distinct((sentences ?? []).map(({ support }) => support)) };
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
