import { z } from 'zod';
import {
  asOfMoment,
  collectionNames,
  coverage,
  failure,
  failureEvent,
  matterNumber,
  metadata,
  spanPair,
  pageUnit,
} from './common.js';
import { recordFeedback } from './feedback.js';

/**
 * `auto`: the generator writes, where there is one; otherwise quotations. `quote_only`: the generator only chooses among stored
 * sentences, so that every sentence of the answer is verbatim. `quoted`: quotations without any model.
 */
export const answerMode = z.enum(['auto', 'quote_only', 'quoted']);
export type AnswerMode = z.infer<typeof answerMode>;

/** Collections by name or id; none means all that the asker may see. Every pair of `filter` must hold. */
export const askQuestion = z.strictObject({
  question: z.string().trim().min(1, 'Type a question.').max(2_000),
  collections: collectionNames.default([]),
  filter: metadata.default({}),
  /** Client or matter number that the question belongs to; kept on the record. */
  matter: matterNumber.optional(),
  /** A role, a model's name, or `quoted` to ask for quotations without a model. */
  model: z.string().trim().min(1).max(200).optional(),
  /** How to answer; `auto` when left out. See {@link answerMode}. */
  answerMode: answerMode.optional(),
  /** Record id of the answer that this question follows up. */
  followUp: z.uuid().optional(),
  /** What the question serves; kept on the record. */
  purpose: z.string().trim().min(1).max(300).optional(),
  /** For whom it is asked: a person, a client, a department; kept on the record. */
  onBehalfOf: z.string().trim().min(1).max(200).optional(),
  /** Answer from the library as it stood at this moment. See {@link asOfMoment}. */
  asOf: asOfMoment.optional(),
});
export type AskQuestion = z.infer<typeof askQuestion>;

/**
 * `verbatim`: the sentence stands so in its source; `supported`: its source says the same; `unsupported`: none was
 * found that does.
 */
export const support = z.enum(['verbatim', 'supported', 'unsupported']);
export type Support = z.infer<typeof support>;

/** One place that sentences rest on, by its number `n` from 1. `span` is in UTF-16 units of the revision's text. */
export const citationView = z.object({
  n: z.number().int(),
  document: z.string(),
  revision: z.string(),
  revisionNumber: z.number().int(),
  title: z.string(),
  page: z.number().int(),
  /** Absent from answers recorded before the kind of file was kept. */
  pageUnit: pageUnit.optional(),
  heading: z.string(),
  /** Clause of a contract, law or policy that the quote begins in, as it is cited (`§ 5 Abs. 2`, `12.3`); null in others. */
  clause: z.string().nullable().optional(),
  /** Exactly the stored text at `span`. */
  quote: z.string(),
  span: spanPair,
});
export type CitationView = z.infer<typeof citationView>;

/** What the verdict on a sentence rests on. Answers recorded before these were kept have none. */
export const supportSignals = z.object({
  /** Share of the sentence's content words that its evidence holds, in [0, 1]; numbers and dates count as held. */
  overlap: z.number(),
  /** Numbers, dates and amounts of the sentence that its evidence does not hold or says of something else, as written. */
  missingNumbers: z.array(z.string()),
  /** Names and identifiers of the sentence that its evidence does not hold or says of something else, as written. */
  missingNames: z.array(z.string()),
  /** Whether sentence and evidence disagree on whether something is so. */
  negationDiffers: z.boolean(),
  /** Cosine of sentence and evidence by the embedder, in [-1, 1]; null when it was not asked. */
  similarity: z.number().nullable(),
  /** The reranker's score of the evidence for the sentence; null when none is installed. */
  reranker: z.number().nullable(),
});
export type SupportSignals = z.infer<typeof supportSignals>;

/** Why a sentence is unsupported whose citation was dropped, as records keep it. */
export const SOURCE_LOST = 'Its source did not match the stored text.';

/** One sentence of an answer, its verdict, and the numbers of its citations. */
export const sentenceView = z.object({
  text: z.string(),
  support,
  citations: z.array(z.number().int()),
  /** The verdict's reason for people: "The number 14 does not occur in the source." Empty in old records. */
  why: z.string(),
  /** Null in old records, and where it lost its source: then they did not decide. */
  signals: supportSignals.nullable(),
});
export type SentenceView = z.infer<typeof sentenceView>;

/** Why a step was taken or skipped as it was, or what it lacked. */
export const stepReason = z.object({
  /**
   * `time_up`: the steps before it took all the time; `asked_whole`: the step before found nothing to put in; `filled_in`: searched
   * for with what the step before found, `words` is the question; `missing`: `words` stand in nothing that was found.
   */
  code: z.enum(['time_up', 'asked_whole', 'filled_in', 'missing']),
  words: z.array(z.string()),
});
export type StepReason = z.infer<typeof stepReason>;

/** One search of a question that was taken apart, or the only one. */
export const answerStep = z.object({
  /** What was searched for, rewritten where it leaned on something said before. */
  question: z.string(),
  /** Passages that it found and that the steps before it had not. */
  passages: z.number().int(),
  /** `skipped`: an earlier step did not give what this one needs, or time was up. */
  outcome: z.enum(['found', 'not_enough', 'nothing', 'skipped']),
  /** For people: why this step, or what was wrong. May be empty. */
  note: z.string(),
  /** The note as a code and the words that it holds; null where there is no note, absent from old records. */
  reason: stepReason.nullable().optional(),
  /** Words that were searched for besides those of the question, which says the same in words of every day; absent from old records. */
  besides: z.array(z.string()).optional(),
});
export type AnswerStep = z.infer<typeof answerStep>;

/** "What I searched": the same for answers and refusals. */
export const searchedView = z.object({
  /** Questions as they were put to the search, in order; more than one when the question was taken apart. */
  questions: z.array(z.string()),
  /** Why the question was not searched for as typed; empty when it was. */
  rewrites: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })),
  /** Names as asked; empty means every collection that the asker may see. */
  collections: z.array(z.string()),
  filter: metadata,
  /** Documents in scope. */
  documents: z.number().int(),
  /** Passages that the search returned. */
  passagesFound: z.number().int(),
  /** Passages whose text the answer was made from. */
  passagesRead: z.number().int(),
  mode: z.enum(['hybrid', 'keyword', 'vector']),
  /** Words of the question that occur in nothing that was found. */
  missing: z.array(z.string()),
});
export type SearchedView = z.infer<typeof searchedView>;

/** A model that took part, or null where its role was empty or not needed. */
export const usedModel = z.object({ name: z.string(), sha256: z.string().nullable() }).nullable();
/** What took part in an answer, by role. */
export const usedModels = z.object({
  embedder: usedModel,
  reranker: usedModel,
  generator: usedModel,
  reasoner: usedModel,
});
export type UsedModels = z.infer<typeof usedModels>;

/** Where the log has it, to be held against a checkpoint kept elsewhere. */
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
  refusal: failure.nullable(),
  coverage,
  searched: searchedView,
  /** At least one unless the library is empty. */
  steps: z.array(answerStep),
  /** What the model thought aloud; never part of the answer. Null when it did not. */
  reasoning: z.string().nullable(),
  /** What to know before relying on the answer. */
  warnings: z.array(failure),
  model: z.object({ name: z.string(), sha256: z.string().nullable() }).catchall(z.unknown()),
  models: usedModels,
  timings_ms: z.record(z.string(), z.number()),
  log: logReceipt,
  /** Where a conversation put it; only in the reply to a question that was asked within one. */
  turn: z.object({ conversation: z.string(), id: z.string() }).optional(),
});
export type AnswerDocument = z.infer<typeof answerDocument>;

/** Server-sent events of `POST /api/v1/questions` with `Accept: text/event-stream`. */
export const answerEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('status'),
    data: z.object({
      stage: z.enum(['condensing', 'planning', 'retrieving', 'reading', 'answering', 'checking', 'recording']),
      message: z.string(),
      /** The question of the step that begins; with `retrieving`, when there are several. */
      detail: z.string().optional(),
    }),
  }),
  z.object({ event: z.literal('reasoning'), data: z.object({ text: z.string() }) }),
  z.object({ event: z.literal('token'), data: z.object({ text: z.string() }) }),
  z.object({ event: z.literal('citation'), data: citationView }),
  z.object({ event: z.literal('done'), data: answerDocument }),
  failureEvent,
]);
export type AnswerEvent = z.infer<typeof answerEvent>;

/** A record in a list, without its answer. */
export const recordSummary = z.object({
  id: z.string(),
  question: z.string(),
  outcome: z.enum(['answered', 'refused']),
  mode: z.enum(['generated', 'quoted']),
  askedBy: z.string(),
  matter: z.string().nullable(),
  createdAt: z.string(),
  logIndex: z.number().int(),
  /** Certificate under which it was erased, question and asker included; null while it is there. */
  erasedBy: z.string().nullable(),
});
export type RecordSummary = z.infer<typeof recordSummary>;
/** What a list of records is narrowed to, each by itself. */
export const recordQuery = z.strictObject({
  /** Who asked. */
  person: z.uuid().optional(),
  /** Asked at this moment or later. */
  since: z.iso.datetime({ offset: true }).optional(),
  /** Asked before this moment. */
  until: z.iso.datetime({ offset: true }).optional(),
  matter: matterNumber.optional(),
  outcome: z.enum(['answered', 'refused']).optional(),
  mode: z.enum(['generated', 'quoted']).optional(),
  /** Name of a model that took part, in any role. */
  model: z.string().trim().min(1).max(200).optional(),
  /** A verdict that at least one sentence of the answer has. */
  verdict: support.optional(),
  /** Id of a collection of which a document was found for the answer. */
  collection: z.uuid().optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RecordQuery = z.infer<typeof recordQuery>;
/** One page, newest first; `total` counts all that match and are in sight. */
export const recordList = z.object({ records: z.array(recordSummary), total: z.number().int() });

/** A cited revision as it stands today; the answer stays as it was. */
export const citedSource = z.object({
  revision: z.string(),
  document: z.string(),
  /** `current`, `superseded` by another revision, `removed` with its document, `erased`, or `hidden` from the reader. */
  state: z.enum(['current', 'superseded', 'removed', 'erased', 'hidden']),
  /** What stands in its place now; null when it stands itself or nothing does. */
  present: z.object({ revision: z.string(), number: z.int() }).nullable(),
  /** Under which its document was erased; null while it is there. */
  certificate: z.string().nullable(),
});
export type CitedSource = z.infer<typeof citedSource>;

/** A sealed record: `body` is what was sealed, `sha256` the hash of its canonical JSON, which the log entry holds. */
export const recordDetail = recordSummary.extend({
  sha256: z.string(),
  body: z.record(z.string(), z.unknown()),
  answer: answerDocument,
  /** Each cited revision once. */
  sources: z.array(citedSource),
  /** What a page is to its reader, by revision, of the passages considered that may be seen today. */
  pageUnits: z.record(z.string(), pageUnit),
  /** Documents that were kept from the asker; only for those who may read other people's records, null otherwise. */
  hiddenDocuments: z.int().nullable(),
  /** Stands beside the record and is no part of what was sealed. */
  feedback: recordFeedback,
});
export type RecordDetail = z.infer<typeof recordDetail>;
