import type { Checkpoint } from '#audit';
import type { AnswerDocument, CitationView } from '#contracts';
import type { AnswerRecord, RecordedAnswer } from '#decisions';

type Citation = RecordedAnswer['trace']['citations'][number];
type Trace = Omit<RecordedAnswer['trace'], 'passages'>;

/** The quoted answerer is no model, and says so. */
const QUOTED_MODEL = { name: 'quoted', sha256: null };

export const viewCitation = ({
  n,
  documentId,
  revisionId,
  revision,
  title,
  page,
  headingPath,
  quote,
  span,
}: Citation): CitationView => ({
  ...{ n, title, page, quote },
  document: documentId,
  revision: revisionId,
  revisionNumber: revision,
  heading: headingPath.join(' › '),
  span: [span.start, span.end],
});

export const viewAnswer = (answer: RecordedAnswer): AnswerDocument => ({
  record: answer.recordId,
  question: answer.question,
  ...viewTrace(answer.trace),
  coverage: { ...answer.coverage },
  log: { index: answer.log.index, checkpoint: viewCheckpoint(answer.log.checkpoint) },
});

/** A stored record as the answer it was, with the checkpoint that its log entry was given. */
export const viewStoredAnswer = (
  { id, body, logIndex }: AnswerRecord,
  checkpoint: Checkpoint | null,
): AnswerDocument => ({
  record: id,
  question: body.asked.question,
  ...viewTrace(body.trace),
  coverage: { ...body.corpus.coverage },
  log: { index: logIndex, checkpoint: checkpoint ? viewCheckpoint(checkpoint) : '' },
});

const viewCheckpoint = ({ size, root }: Checkpoint): string => `${size}:${root}`;

function viewTrace(
  trace: Trace,
): Pick<
  AnswerDocument,
  'outcome' | 'mode' | 'answer' | 'sentences' | 'citations' | 'refusal' | 'model' | 'timings_ms'
> {
  const { outcome, mode, answer, sentences, citations, refusal, model, timingsMs } = trace;
  return {
    ...{ outcome, mode, answer },
    sentences: sentences.map((sentence) => ({ ...sentence, citations: [...sentence.citations] })),
    citations: citations.map(viewCitation),
    refusal: refusal && { code: refusal.code, message: refusal.message },
    model: model ? { ...model } : QUOTED_MODEL,
    timings_ms: Object.fromEntries(Object.entries(timingsMs).map(([name, ms]) => [name, Math.round(ms * 10) / 10])),
  };
}
