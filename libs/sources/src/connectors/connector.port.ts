import type { Failure, Metadata } from '#knowledge';

/** One file, object, message or page of a source. */
export interface RemoteEntry {
  /** Names it within its source, for as long as it is the same one. */
  readonly remoteId: string;
  /** Where it belongs in the collection, `/`-separated. */
  readonly path: string;
  /** Differs whenever the bytes do: an ETag, a hash, time and size. */
  readonly version: string;
  readonly sizeBytes: number | null;
  readonly title?: string;
  readonly metadata: Metadata;
  /** Handed back by {@link KnownEntries} at the next run. */
  readonly memo?: Record<string, unknown>;
}

/** A part of a source that could not be looked at, and why. */
export type UnseenPlace = Failure & { readonly path: string };

/** A part of what a source holds, as it was just listed. */
export interface RemotePage {
  readonly entries: readonly RemoteEntry[];
  /** Parts that could not be looked at. With any, nothing counts as gone: it may only be out of sight. */
  readonly unseen: readonly UnseenPlace[];
  /** Parts that are closed to the source and that it does not hold itself. They hide nothing if they always were closed. */
  readonly closed?: readonly UnseenPlace[];
  /** Why the listing ends before everything was looked at. Nothing counts as gone then either. */
  readonly cutShort?: Failure;
}

/** What the last run knew of an entry, for connectors that can ask whether something changed. */
export type KnownEntries = (
  remoteIds: readonly string[],
) => Promise<ReadonlyMap<string, { readonly version: string; readonly memo: Record<string, unknown> | null }>>;

/**
 * One side of a source, open for one run.
 * Whatever concerns the source as a whole (unreachable, refused) is thrown by `list`; what concerns one entry by `fetch`.
 */
export abstract class Connector {
  /** Everything that is there, in pages that fit into memory, each entry once. */
  abstract list(known: KnownEntries, signal: AbortSignal): AsyncIterable<RemotePage>;

  /**
   * Write an entry's bytes into a new file.
   * @param limitBytes Most that may be written. @throws EntryTooLarge, EntryUnreadable
   */
  abstract fetch(entry: Pick<RemoteEntry, 'remoteId' | 'version'>, to: string, signal: AbortSignal): Promise<void>;

  abstract close(): Promise<void>;
}
