import type { RecordBody } from './record-body.js';

/**
 * What a record can be found by beside who asked and when.
 * @returns Names of the models that took part in any role, and the verdicts that one of its sentences has; each once, in
 *   alphabetical order.
 */
export function notesOf({ trace }: RecordBody): { readonly models: string[]; readonly verdicts: string[] } {
  const { model, models, retrieval, sentences } = trace;
  // Records of version 1 keep the embedder with what was retrieved.
  const others = models ? Object.values(models).map((one) => one?.name) : [retrieval.embedder];
  return {
    models: distinct([model?.name, ...others].flatMap((name) => (name ? namesOf(name) : []))),
    verdicts: distinct((sentences ?? []).map(({ support }) => support)),
  };
}

/** An embedder is noted with the beginning of its file's hash, since vectors depend on it: it is found by its name alone as well. */
const namesOf = (name: string): string[] => [name, name.replace(/@[0-9a-f]{12}$/, '')];

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
