import type { Passage } from '#knowledge';
import type { AnswerProgress } from './answer-trace.js';
import { bindAnswer, citeBound } from './evidence/bind-answer.js';
import type { ScoreSupport } from './evidence/score-support.js';
import { settleAnswer, type SettledAnswer } from './evidence/settle-answer.js';
import { declines } from './generating/parse-output.js';
import { writeAnswer, type Assignment, type Writing } from './generating/write-answer.js';
import { quoteAnswer } from './quoting/quote-answer.js';
import type { Quote } from './quoting/select-quotes.js';
import type { Refusal } from './quoting/should-abstain.js';

/** What one of the answerers made of what was read. */
export interface Draft {
  readonly settled: SettledAnswer;
  readonly refusal: Refusal | null;
  /** null when no model was asked. */
  readonly writing: Writing | null;
  /** What was quoted, where sentences were quoted. */
  readonly quotes: readonly Quote[];
  /** Every passage that its citations may name. */
  readonly read: readonly Passage[];
}

/** Adds to quotations what their passages were cut off from; see `completeQuotes`. */
export type Complete = (quotes: readonly Quote[]) => Promise<Quote[]>;

type Emit = (event: AnswerProgress) => void;

const NOTHING: SettledAnswer = { sentences: [], citations: [], dropped: [] };

/** No answer, and why. */
export const refused = (refusal: Refusal): Draft => ({
  settled: NOTHING,
  refusal,
  writing: null,
  quotes: [],
  read: [],
});

/** Quote stored sentences as they stand. */
export function draftQuotes(quotes: readonly Quote[], emit: Emit): Draft {
  const { sentences, citations } = quoteAnswer(quotes);
  emit({ type: 'stage', stage: 'checking' });
  const read = quotes.map(({ passage }) => passage);
  const settled = settleAnswer(sentences, citations, read);
  settled.sentences.forEach(({ text }, i) => emit({ type: 'token', text: i === 0 ? text : `\n${text}` }));
  const refusal = settled.sentences.length === 0 ? unsupported('No whole sentence could be quoted.') : null;
  return { settled, refusal, writing: null, quotes, read };
}

/** Let a model write or choose, then check every sentence. @throws as {@link writeAnswer} */
export async function draftWithModel(
  assignment: Assignment,
  support: ScoreSupport,
  complete: Complete,
  emit: Emit,
  signal: AbortSignal,
): Promise<Draft> {
  const writing = await writeAnswer(assignment, emit, signal);
  emit({ type: 'stage', stage: 'checking' });
  const quotes = await complete(writing.chosen);
  const { sentences, citations } =
    assignment.answerMode === 'quote_only'
      ? quoteAnswer(quotes)
      : citeBound(await support.run(bindAnswer(writing.sentences, writing.prompt.passages), signal));
  const read = [...writing.prompt.passages, ...quotes.map(({ passage }) => passage)];
  const settled = settleAnswer(sentences, citations, read);
  const refusal = refusalOf(settled, writing);
  return { settled: refusal ? NOTHING : settled, refusal, writing, quotes, read };
}

/** A model's answer counts when at least one sentence of it rests on the documents. */
function refusalOf({ sentences }: SettledAnswer, { written, constraint }: Writing): Refusal | null {
  if (sentences.some(({ support, text }) => support !== 'unsupported' && !declines(text))) return null;
  const isEmptyList = sentences.length === 0 && constraint.isKept && written.finishReason === 'stop';
  if (isEmptyList || sentences.some(({ text }) => declines(text))) {
    return {
      code: 'answer.model_declined',
      message: 'The model read the passages that were found and says that they do not answer the question.',
    };
  }
  if (sentences.length === 0 && written.finishReason === 'length' && written.reasoning !== '') {
    return {
      code: 'answer.unsupported',
      message:
        'The model was still thinking when its room for an answer was used up. Ask a narrower question, or choose a model that thinks less.',
    };
  }
  return unsupported(
    sentences.length === 0
      ? 'The model wrote nothing.'
      : 'Nothing that the model wrote is supported by the passages that were found.',
  );
}

function unsupported(message: string): Refusal {
  return { code: 'answer.unsupported', message: `${message} Ask again in other words, or look at the passages.` };
}
