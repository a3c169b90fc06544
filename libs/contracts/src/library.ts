import { z } from 'zod';
import { collectionName, failure, matterNumber, metadata, pageUnit } from './common.js';
import { revisionCoverage } from './coverage.js';

/** `scratch` collections are for evaluations: indexed apart, and searched only when they are named. */
export const createCollection = z.strictObject({
  name: collectionName,
  kind: z.enum(['library', 'scratch']).default('library'),
});
export type CreateCollection = z.infer<typeof createCollection>;

/** Absent members stay as they are. */
export const changeCollection = z.strictObject({
  /** Name of an installed model that writes, or null for the generator in use. */
  generator: z.string().trim().min(1).max(120).nullable().optional(),
  /** Whether a question put to it must name a matter; for administrators. */
  requiresMatter: z.boolean().optional(),
});
export type ChangeCollection = z.infer<typeof changeCollection>;

/** Of what the reader may see; `pending` waits to be read or indexed. */
export const documentCounts = z.object({ live: z.number().int(), failed: z.number().int(), pending: z.number().int() });
export type DocumentCounts = z.infer<typeof documentCounts>;

/** A collection in the reader's sight. */
export const collectionView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['library', 'scratch']),
  /** Name of the model that answers questions put to this collection alone; null: the generator in use. */
  generator: z.string().nullable(),
  /** Whether a question put to it must name a matter. */
  requiresMatter: z.boolean(),
  documents: documentCounts,
});
export type CollectionView = z.infer<typeof collectionView>;
/** Every collection in sight, by name. */
export const collectionList = z.object({ collections: z.array(collectionView) });

/** queued → chunked → live → superseded; `failed` from any of them. */
export const revisionState = z.enum(['queued', 'chunked', 'live', 'superseded', 'failed']);

/** Something that was not read, or not surely; without a page where it concerns the whole file. */
export const coverageNote = failure.extend({ page: z.number().int().optional() });

/** One file that was sent for a document, and what became of it. */
export const revisionView = z.object({
  id: z.string(),
  number: z.number().int(),
  state: revisionState,
  fileName: z.string(),
  mediaType: z.string(),
  pageUnit,
  sizeBytes: z.number().int(),
  sha256: z.string(),
  pages: z.number().int(),
  chunks: z.number().int(),
  failure: failure.nullable(),
  /** What was not read (pages without text, skipped images, …). */
  notes: z.array(coverageNote),
  /** What was read of it and what was not; null while it has not been read. */
  coverage: revisionCoverage.nullable().optional(),
  /** Words that a contract or law gives a meaning of its own, and the clause that does; places are offsets in its text. */
  definedTerms: z
    .array(z.object({ term: z.string(), clause: z.string().nullable(), start: z.number().int() }))
    .optional(),
  /** Language of its text (ISO 639-1); null where that is not plain. */
  language: z.string().nullable().optional(),
  createdAt: z.string(),
  liveAt: z.string().nullable(),
});
export type RevisionView = z.infer<typeof revisionView>;

/** A document with the two revisions that matter now; its detail has all. */
export const documentView = z.object({
  id: z.string(),
  collection: z.object({ id: z.string(), name: z.string() }),
  /** The document that it came out of: the archive of a file, the message of an attachment. */
  parentId: z.string().nullable(),
  title: z.string(),
  path: z.string(),
  metadata,
  /** The matter that it is under. */
  matter: z.object({ id: z.string(), number: z.string(), name: z.string() }).nullable(),
  /** State of the newest revision. */
  state: revisionState,
  /** The revision that answers come from now; null until one is live. */
  current: revisionView.nullable(),
  /** The newest revision, live or not. */
  latest: revisionView,
  removedAt: z.string().nullable(),
});
export type DocumentView = z.infer<typeof documentView>;

/** What the extractor model read out of the current revision; every value stands in its text. People's own metadata wins. */
export const proposedMetadata = z.object({
  revision: z.string(),
  /** Keys as they can be filtered by; several values of one key are several entries. `title` is shown only. */
  values: z.array(z.object({ key: z.string(), value: z.string(), quote: z.string() })),
  model: z.object({ name: z.string(), sha256: z.string().nullable() }),
  at: z.string(),
});
export type ProposedMetadata = z.infer<typeof proposedMetadata>;

/** A document that this one is part of, or that is part of it. */
export const relatedDocument = z.object({
  id: z.string(),
  title: z.string(),
  path: z.string(),
  /** State of its newest revision. */
  state: revisionState,
  isRemoved: z.boolean(),
});
export type RelatedDocument = z.infer<typeof relatedDocument>;

/** A document with all its revisions, newest first, and its place among archives and messages. */
export const documentDetail = documentView.extend({
  /** What it came out of; null for a file that was sent, and where that may not be seen. */
  parent: relatedDocument.nullable(),
  /** What came out of it directly, by path, removed ones too. */
  members: z.array(relatedDocument),
  revisions: z.array(revisionView),
  /** Null while no extractor has read it. */
  proposed: proposedMetadata.nullable(),
});
export type DocumentDetail = z.infer<typeof documentDetail>;

/** Pages of documents in sight, last changed first. */
export const documentQuery = z.strictObject({
  collection: collectionName.optional(),
  state: z.enum(['live', 'failed', 'pending']).optional(),
  /** Matches title and path, without case. */
  text: z.string().trim().max(200).optional(),
  /** Only what came out of this document. */
  parent: z.uuid().optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type DocumentQuery = z.infer<typeof documentQuery>;
/** One page; `total` counts all that match. */
export const documentList = z.object({ documents: z.array(documentView), total: z.number().int() });
export type DocumentList = z.infer<typeof documentList>;

/** Text fields beside the `files` of a multipart upload. `paths` (JSON array) names each file's place in the collection. */
export const uploadFields = z.strictObject({
  collection: collectionName.default('Library'),
  paths: z.string().max(2_000_000).optional(),
  /** Number of the matter that the files come under; a file's metadata `matter` goes before it. */
  matter: matterNumber.optional(),
  /** JSON array, one metadata object (or null) a file; keys `title` and any filterable field. */
  metadata: z.string().max(4_000_000).optional(),
});

/** `unchanged`: the document's newest revision has these very bytes; `revised`: it got a new one. */
export const uploadedDocument = z.object({
  path: z.string(),
  documentId: z.string(),
  revisionId: z.string(),
  outcome: z.enum(['accepted', 'unchanged', 'revised']),
});
/** Why a file was not taken; the others of its upload were. */
export const rejectedFile = failure.extend({ path: z.string() });
export type RejectedFile = z.infer<typeof rejectedFile>;
/** What became of each file. Reading them goes on afterwards. */
export const uploadResult = z.object({
  accepted: z.number().int(),
  unchanged: z.number().int(),
  revised: z.number().int(),
  rejected: z.array(rejectedFile),
  documents: z.array(uploadedDocument),
});
export type UploadResult = z.infer<typeof uploadResult>;

/** Ask which of these files the collection already holds unchanged, so that they need not be sent. */
export const checkFiles = z.strictObject({
  collection: collectionName.default('Library'),
  files: z
    .array(z.strictObject({ path: z.string().min(1).max(1_000), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .max(2_000),
});
export type CheckFiles = z.infer<typeof checkFiles>;
/** Paths that need not be sent, because their documents have these very bytes. */
export const checkResult = z.object({ unchanged: z.array(z.string()) });

/** What is left out stays. `matter` is a number, or null for none. */
export const changeDocument = z.strictObject({ matter: matterNumber.nullable() });
export type ChangeDocument = z.infer<typeof changeDocument>;

/** With neither of them, everything that failed and that the caller may see. */
export const retryFailed = z.strictObject({ collection: collectionName.optional(), documentId: z.uuid().optional() });
export type RetryFailed = z.infer<typeof retryFailed>;

/** The password of a locked document: used for one reading, kept nowhere. Space around it belongs to it. */
export const unlockDocument = z.strictObject({ password: z.string().min(1).max(255) });
export type UnlockRequest = z.infer<typeof unlockDocument>;

/** The whole text. Pages are spans of it, `[start, end)` in UTF-16 units, and so are citations. */
export const revisionText = z.object({
  revisionId: z.string(),
  documentId: z.string(),
  title: z.string(),
  number: z.number().int(),
  isSuperseded: z.boolean(),
  mediaType: z.string(),
  pageUnit,
  fileName: z.string(),
  text: z.string(),
  pages: z.array(z.object({ page: z.number().int(), start: z.number().int(), end: z.number().int() })),
});
export type RevisionText = z.infer<typeof revisionText>;
