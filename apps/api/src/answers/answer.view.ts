import type { Checkpoint } from '#audit';
import type { AnswerDocument, AskQuestion, CitationView, SearchedView, SentenceView, UsedModels } from '#contracts';
import type { AnswerRecord, AskedQuestion, RecordedAnswer, SealedTrace } from '#decisions';
import { pageUnitOf } from '#knowledge';
import { viewPartly } from '../library/coverage.view.js';

type Citation = RecordedAnswer['trace']['citations'][number];

/** The quoted answerer is no model, and says so. */
const QUOTED_MODEL = { name: 'quoted', sha256: null };

/** A question as it came over the wire. */
export const toAsked = ({
  question,
  collections,
  filter,
  matter,
  model,
  answerMode = 'auto',
  followUp,
  purpose,
  onBehalfOf,
  asOf,
}: AskQuestion): AskedQuestion => ({
  ...{ question, collections, filter, answerMode },
  matter: matter ?? null,
  model: model ?? null,
  followUp: followUp ?? null,
  purpose: purpose ?? null,
  onBehalfOf: onBehalfOf ?? null,
  asOf: asOf ?? null,
});

/**
 * Without the chunk's id, which means nothing outside. `pageUnit` is absent where the record did not keep the media
 * type.
 */
export const viewCitation = ({
  n,
  documentId,
  revisionId,
  revision,
  title,
  mediaType,
  page,
  headingPath,
  clause,
  quote,
  span,
}: Citation): CitationView => ({
  ...{ n, title, page, quote },
  ...(mediaType !== undefined && { pageUnit: pageUnitOf(mediaType) }),
  document: documentId,
  revision: revisionId,
  revisionNumber: revision,
  heading: headingPath.join(' › '),
  clause: clause ?? null,
  span: [span.start, span.end],
});

/** An answer as it is given. Its passages are only counted; what was quoted of them is in the citations. */
export const viewAnswer = (answer: RecordedAnswer): AnswerDocument => ({
  record: answer.recordId,
  question: answer.question,
  ...viewTrace(answer.trace),
  searched: viewSearched(answer.asked, answer.trace, answer.coverage, answer.trace.passages),
  coverage: { ...answer.coverage, partly: viewPartly(answer.coverage.partly, ({ title }) => title) },
  log: { index: answer.log.index, checkpoint: viewCheckpoint(answer.log.checkpoint) },
});

/** Warnings of documents that are not behind the answer: who else may read it need not see these. */
const FOR_THE_ASKER: ReadonlySet<string> = new Set(['answer.instructions_left_out']);

/**
 * A stored record as the answer it was, with the checkpoint that its log entry was given.
 * @param titles Of documents that were read in part, as far as its reader may see them, by id.
 * @param isAsker Whether its reader asked it; nobody else is warned of documents that are not behind the answer.
 */
export const viewStoredAnswer = (
  { id, body, logIndex }: AnswerRecord,
  checkpoint: Checkpoint | null,
  titles: ReadonlyMap<string, string> = new Map(),
  isAsker = false,
): AnswerDocument => ({
  record: id,
  question: body.asked.question,
  ...viewTrace(body.trace, isAsker),
  searched: viewSearched(body.asked, body.trace, body.corpus.coverage, body.passages),
  coverage: viewSealedCoverage(body.corpus.coverage, titles),
  log: { index: logIndex, checkpoint: checkpoint ? viewCheckpoint(checkpoint) : '' },
});

function viewSealedCoverage(
  { searched, unreadable, partly }: AnswerRecord['body']['corpus']['coverage'],
  titles: ReadonlyMap<string, string>,
): AnswerDocument['coverage'] {
  const read = partly && { partly: viewPartly(partly, ({ documentId }) => titles.get(documentId) ?? null) };
  return { searched, unreadable, ...read };
}

const viewCheckpoint = ({ size, root }: Checkpoint): string => `${size}:${root}`;

type TraceView = Omit<AnswerDocument, 'record' | 'question' | 'searched' | 'coverage' | 'log' | 'turn'>;

function viewTrace(trace: SealedTrace, isAsker = true): TraceView {
  const { outcome, mode, answer, citations, refusal, model, timingsMs, reasoning } = trace;
  return {
    ...{ outcome, mode, answer },
    sentences: trace.sentences.map(viewSentence),
    citations: citations.map(viewCitation),
    refusal: refusal && { code: refusal.code, message: refusal.message },
    steps: (trace.steps ?? []).map((step) => ({ ...step })),
    reasoning: reasoning || null,
    warnings: trace.warnings
      .filter(({ code }) => isAsker || !FOR_THE_ASKER.has(code))
      .map((warning) => ({ ...warning })),
    model: model ? { ...model } : QUOTED_MODEL,
    models: viewModels(trace),
    timings_ms: Object.fromEntries(Object.entries(timingsMs).map(([name, ms]) => [name, Math.round(ms * 10) / 10])),
  };
}

const viewSentence = ({ text, support, citations, why, signals }: SealedTrace['sentences'][number]): SentenceView => ({
  ...{ text, support },
  citations: [...citations],
  why: why ?? '',
  signals: signals
    ? { ...signals, missingNumbers: [...signals.missingNumbers], missingNames: [...signals.missingNames] }
    : null,
});

/** Records of version 1 name the generator and the embedder only. */
function viewModels({ models, model, retrieval }: SealedTrace): UsedModels {
  if (models) return { ...models };
  return {
    embedder: retrieval.embedder === null ? null : { name: retrieval.embedder, sha256: null },
    reranker: null,
    generator: model && { name: model.name, sha256: model.sha256 },
    reasoner: null,
  };
}

function viewSearched(
  { collections, filter }: AskedQuestion,
  { steps, rewrites, retrieval, mode }: SealedTrace,
  coverage: { readonly searched: number },
  passages: readonly { readonly promptNumber: number | null }[],
): SearchedView {
  const questions = steps?.filter(({ outcome }) => outcome !== 'skipped').map(({ question }) => question);
  const read = passages.filter(({ promptNumber }) => promptNumber !== null).length;
  return {
    questions: questions ?? [retrieval.query],
    rewrites: rewrites.map((rewrite) => ({ ...rewrite })),
    collections: [...collections],
    filter: { ...filter },
    documents: coverage.searched,
    passagesFound: passages.length,
    // Without a model every sentence of what was found is weighed.
    passagesRead: mode === 'quoted' ? passages.length : read,
    mode: retrieval.mode,
    missing: [...retrieval.evidence.missing],
  };
}
