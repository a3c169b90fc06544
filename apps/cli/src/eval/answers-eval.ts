import type { AnswerDocument } from '#contracts';
import { WrongUsage } from '../client/errors.js';
import { PATIENT, retrying } from '../client/retry.js';
import { rounded } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import type { Run } from '../run.js';
import { type AnswerOutcome, type AnswerScores, hasGoldAnswer, isRefused, summarise } from './answer-metrics.js';
import { type EvalQuestion, readQuestionSet } from './question-set.js';
import { evenSample } from './retrieval-eval.js';
import { withScratchCorpus } from './scratch-collection.js';

/** How answers are measured; `keep` leaves the set's own documents in the service afterwards. */
export interface AnswersOptions {
  /** Where the questions are put when their documents do not come with the set. */
  readonly collection?: string;
  /** Only so many questions, spread evenly over the set. */
  readonly limit?: number;
  readonly model?: string;
  readonly verbose: boolean;
  readonly keep: boolean;
}

/** What `eval answers` reports; the shape of its `--json`. */
export type AnswersReport = { readonly set: string } & AnswerScores;

/** The name by which gold documents know a cited document. */
type NameDocument = (documentId: string) => Promise<string>;

/** Ask every question of a set and compare the answers with what is known. */
export async function evaluateAnswers(run: Run, path: string, options: AnswersOptions): Promise<AnswersReport> {
  const { name, questions, corpus } = await readQuestionSet(path);
  if (corpus && options.collection !== undefined) {
    throw new WrongUsage('This set brings its own documents; leave --collection out.');
  }
  const asked = options.limit === undefined ? questions : evenSample(questions, options.limit);
  const outcomes = corpus
    ? await withScratchCorpus(run, corpus, options.keep, ({ collection, corpusIds }) =>
        askAll(run, asked, { ...options, collection }, async (id) => corpusIds.get(id) ?? id),
      )
    : await askAll(run, asked, { ...options, collection: options.collection ?? 'Samples' }, pathLookup(run));
  return { set: name, ...withFourDecimals(summarise(outcomes)) };
}

async function askAll(
  run: Run,
  questions: readonly EvalQuestion[],
  options: AnswersOptions & { readonly collection: string },
  nameOf: NameDocument,
): Promise<AnswerOutcome[]> {
  const shown = run.progress('Asking', questions.length);
  const outcomes: AnswerOutcome[] = [];
  try {
    // One at a time: a model answers one question at a time, and so the times are those of one person.
    for (const question of questions) {
      const outcome = await askOne(run, question, options, nameOf);
      outcomes.push(outcome);
      if (options.verbose) run.terminal.err(`${lineFor(question, outcome)}\n`);
      shown.advanceTo(outcomes.length);
    }
  } finally {
    shown.end();
  }
  return outcomes;
}

async function askOne(
  run: Run,
  { text, filter, goldDocuments, isUnanswerable, answers }: EvalQuestion,
  { collection, model }: AnswersOptions & { readonly collection: string },
  nameOf: NameDocument,
): Promise<AnswerOutcome> {
  const timed = async () => {
    const started = performance.now();
    const answer = await run.client.ask({ question: text, collections: [collection], filter, model });
    return { answer, elapsedMs: performance.now() - started };
  };
  const { answer, elapsedMs } = await retrying(timed, PATIENT, run.signal);
  const citesGold = goldDocuments.size === 0 ? null : await citesOneOf(answer, goldDocuments, nameOf);
  return { gold: { isUnanswerable, answers }, answer, citesGold, elapsedMs };
}

async function citesOneOf(answer: AnswerDocument, gold: ReadonlySet<string>, nameOf: NameDocument): Promise<boolean> {
  if (answer.outcome === 'refused') return false;
  const names = await Promise.all(answer.citations.map((citation) => nameOf(citation.document)));
  return names.some((name) => [...gold].some((wanted) => isSamePlace(name, wanted)));
}

/** Whether two paths name the same document, one perhaps from further up (`samples/hr/leave.md`, `hr/leave.md`). */
export function isSamePlace(one: string, other: string): boolean {
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);
}

function pathLookup(run: Run): NameDocument {
  const known = new Map<string, Promise<string>>();
  return (id) => {
    const path = known.get(id) ?? run.client.document(id).then((document) => document.path);
    known.set(id, path);
    return path;
  };
}

function lineFor(question: EvalQuestion, outcome: AnswerOutcome): string {
  const verdicts = [
    isRefused(outcome) ? `refused (${outcome.answer.refusal?.code ?? 'no reason'})` : 'answered',
    question.isUnanswerable ? 'unanswerable' : 'answerable',
    `cites gold: ${yesNo(outcome.citesGold)}`,
    `gold in answer: ${yesNo(question.answers.length === 0 ? null : hasGoldAnswer(outcome))}`,
    `${Math.round(outcome.elapsedMs)} ms`,
  ];
  return `${question.id}  ${verdicts.join(', ')}  ${oneLine(question.text)}`;
}

function yesNo(value: boolean | null): string {
  return value === null ? 'unknown' : value ? 'yes' : 'no';
}

function withFourDecimals(scores: AnswerScores): AnswerScores {
  const share = (value: number | null) => (value === null ? null : rounded(value, 4));
  return {
    ...scores,
    gold_in_citation: share(scores.gold_in_citation),
    gold_in_answer: share(scores.gold_in_answer),
    refused_unanswerable: share(scores.refused_unanswerable),
    false_refusals: share(scores.false_refusals),
  };
}
