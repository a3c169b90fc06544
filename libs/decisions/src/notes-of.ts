import { canonicalJson } from '#knowledge';
import { nameOfEmbedder } from '#models';
import type { RecordBody } from './record-body.js';

/** What a record can be found by beside who asked and when. */
export interface RecordNotes {
  /** Names of the models that took part in any role, each once, in alphabetical order. */
  readonly models: string[];
  /** Verdicts that one of its sentences has, each once, in alphabetical order. */
  readonly verdicts: string[];
}

/** All that a record can be found by, as far as this version of the service reads it from its text. */
export function notesOf({ trace }: RecordBody): RecordNotes {
  const { model, models, retrieval, sentences } = trace;
  // Records of version 1 keep the embedder with what was retrieved.
  const others = models ? Object.values(models).map((one) => one?.name) : [retrieval.embedder];
  return {
    models: distinct([model?.name, ...others].flatMap((name) => (name ? namesOf(name) : []))),
    verdicts: distinct((sentences ?? []).map(({ support }) => support)),
  };
}

/**
 * Whether what was noted of a record is true of its text: all its verdicts, and no model that did not take part. Models may be
 * missing, except for the one that wrote it: notes are written once, and earlier versions of the service noted fewer names.
 */
export function areTrue({ models, verdicts }: RecordNotes, body: RecordBody): boolean {
  const { model } = body.trace;
  const known = notesOf(body);
  return (
    models.every((name) => known.models.includes(name)) &&
    (model === null || models.includes(model.name)) &&
    canonicalJson(verdicts) === canonicalJson(known.verdicts)
  );
}

/** An embedder is noted with the beginning of its file's hash, since vectors depend on it: it is found by its name alone as well. */
const namesOf = (name: string): string[] => [name, nameOfEmbedder(name)];

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
