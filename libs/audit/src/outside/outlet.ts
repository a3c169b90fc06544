import type { SignedCheckpoint } from '../signed-checkpoints.js';

/** Where a checkpoint may go; deliveries are kept by it, so the words stay. */
export type OutletKind = 'folder' | 'store' | 'email' | 'witness';

/** A place outside the database that checkpoints are brought to. */
export interface CheckpointOutlet {
  readonly kind: OutletKind;
  /** For people; unique among those of its kind. */
  readonly name: string;
  /** Not more often than this; 0 for every checkpoint. */
  readonly everyMs: number;
  /** Safe to run twice with the same checkpoint. @throws KnowledgeError saying what to do. */
  deliver(checkpoint: SignedCheckpoint): Promise<void>;
  /** What lies there and contradicts the log, one sentence each; nothing where a place can't be read back. */
  problems?(): Promise<string[]>;
}

/** What a place outside is known by, in the tables and in messages: `kind:name`. */
export const placeOf = ({ kind, name }: Pick<CheckpointOutlet, 'kind' | 'name'>): string => `${kind}:${name}`;
