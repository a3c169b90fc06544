import { z } from 'zod';
import { collectionNames, coverage, metadata, spanPair } from './common.js';

export const askQuestion = z.strictObject({
  question: z.string().trim().min(1, 'Type a question.').max(2_000),
  collections: collectionNames.default([]),
  filter: metadata.default({}),
  /** Client or matter number that the question belongs to; kept on the record. */
  matter: z.string().trim().min(1).max(100).optional(),
  /** A role, a model's name, or `quoted` to ask for quotations without a model. */
  model: z.string().trim().min(1).max(200).optional(),
  /** Record id of the answer that this question follows up. */
  followUp: z.uuid().optional(),
});
export type AskQuestion = z.infer<typeof askQuestion>;

export const support = z.enum(['verbatim', 'supported', 'unsupported']);
export type Support = z.infer<typeof support>;

export const citationView = z.object({
  n: z.number().int(),
  document: z.string(),
  revision: z.string(),
  revisionNumber: z.number().int(),
  title: z.string(),
  page: z.number().int(),
  heading: z.string(),
  /** Exactly the stored text at `span`. */
  quote: z.string(),
  span: spanPair,
});
export type CitationView = z.infer<typeof citationView>;

export const sentenceView = z.object({ text: z.string(), support, citations: z.array(z.number().int()) });
export type SentenceView = z.infer<typeof sentenceView>;

export const logReceipt = z.object({
  /** Position of the entry in the log, from 0. */
  index: z.number().int(),
  /** `size:root` after the entry was appended. */
  checkpoint: z.string(),
});

/** A finished answer; also the payload of the `done` event. */
export const answerDocument = z.object({
  record: z.string(),
  question: z.string(),
  outcome: z.enum(['answered', 'refused']),
  mode: z.enum(['generated', 'quoted']),
  answer: z.string(),
  sentences: z.array(sentenceView),
  citations: z.array(citationView),
  /** Why nothing was answered and what was searched; null when answered. */
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  coverage,
  model: z.object({ name: z.string(), sha256: z.string().nullable() }).catchall(z.unknown()),
  timings_ms: z.record(z.string(), z.number()),
  log: logReceipt,
});
export type AnswerDocument = z.infer<typeof answerDocument>;

/** Server-sent events of `POST /api/v1/questions` with `Accept: text/event-stream`. */
export const answerEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('status'),
    data: z.object({
      stage: z.enum(['retrieving', 'reading', 'answering', 'checking', 'recording']),
      message: z.string(),
    }),
  }),
  z.object({ event: z.literal('token'), data: z.object({ text: z.string() }) }),
  z.object({ event: z.literal('citation'), data: citationView }),
  z.object({ event: z.literal('done'), data: answerDocument }),
  z.object({
    event: z.literal('error'),
    data: z.object({ code: z.string(), message: z.string(), correlationId: z.string() }),
  }),
]);
export type AnswerEvent = z.infer<typeof answerEvent>;

export const recordSummary = z.object({
  id: z.string(),
  question: z.string(),
  outcome: z.enum(['answered', 'refused']),
  mode: z.enum(['generated', 'quoted']),
  askedBy: z.string(),
  matter: z.string().nullable(),
  createdAt: z.string(),
  logIndex: z.number().int(),
});
export type RecordSummary = z.infer<typeof recordSummary>;
export const recordList = z.object({ records: z.array(recordSummary), total: z.number().int() });

/** A sealed record: `body` is what was sealed, `sha256` the hash of its canonical JSON, which the log entry holds. */
export const recordDetail = recordSummary.extend({
  sha256: z.string(),
  body: z.record(z.string(), z.unknown()),
  answer: answerDocument,
});
export type RecordDetail = z.infer<typeof recordDetail>;
