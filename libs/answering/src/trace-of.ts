import type { CodeOfDetail, ParticularsOf } from '#contracts';
import type { Failure, Passage } from '#knowledge';
import type { GeneratorModel } from '#models';
import type { AnswerTrace, QuestionInput, TracedPassage, UsedModels } from './answer-trace.js';
import type { Draft } from './draft-answer.js';
import type { SettledAnswer } from './evidence/settle-answer.js';
import type { ComposedPrompt } from './generating/compose-prompt.js';
import type { PlannedQuestion } from './planning/plan-question.js';
import { rewriteOf } from './question/condense-question.js';
import type { Condensed } from './question/rewrite.js';
import { RETRIEVED_PASSAGES, type Reading } from './reading/read-library.js';
import { mergedPassages, type TakenStep } from './reading/take-steps.js';
import { addressesModel } from './text/addresses-model.js';

/** A question with everything that was found for it. */
export interface Asking {
  readonly input: QuestionInput;
  readonly condensed: Condensed | null;
  /** As understood: the follow-up condensed, or as typed. */
  readonly question: string;
  readonly planned: PlannedQuestion | null;
  /** At least one. */
  readonly steps: readonly TakenStep[];
  /** The generator's, or null when quoting without one. */
  readonly model: GeneratorModel | null;
  /** The model that took the question apart, if one did. */
  readonly reasoner: GeneratorModel | null;
}

/** Moments in ms on one clock. */
export interface Marks {
  readonly started: number;
  readonly read: number;
  readonly ended: number;
}

/** Put together what a record needs. */
export function traceOf(asking: Asking, draft: Draft, marks: Marks): AnswerTrace {
  const { input, condensed, planned, steps, model } = asking;
  const { settled, refusal, writing } = draft;
  const readings = steps.flatMap(({ reading }) => reading ?? []);
  const last = readings.at(-1)!;
  const { passages: _, ...retrieval } = last.retrieval;
  const rewrite = rewriteOf(input.question, condensed);
  const isByLine = writing === null || writing.constraint.schema === 'quotes' || input.answerMode === 'quote_only';
  return {
    outcome: refusal ? 'refused' : 'answered',
    mode: model === null ? 'quoted' : 'generated',
    answerMode: input.answerMode ?? 'auto',
    answer: settled.sentences.map(({ text }) => text).join(isByLine ? '\n' : ' '),
    sentences: settled.sentences,
    citations: settled.citations,
    refusal,
    passages: tracedPassages(mergedPassages(readings), draft),
    prompt: writing && {
      templateSha256: writing.prompt.templateSha256,
      messagesSha256: writing.prompt.messagesSha256,
      boundary: writing.prompt.boundary,
    },
    constraint: writing?.constraint ?? null,
    model,
    models: modelsOf(asking, last),
    parameters: writing?.parameters ?? null,
    condensed,
    rewrites: rewrite ? [rewrite] : [],
    plan: planned?.traced ?? null,
    steps: steps.map(({ step }) => step),
    tokenCounts: writing && { prompt: writing.written.promptTokens, completion: writing.written.completionTokens },
    ranAlone: writing?.written.ranAlone ?? null,
    rawOutput: writing?.written.output ?? null,
    reasoning: writing?.written.reasoning ?? null,
    retrieval: { ...retrieval, query: last.query, limit: RETRIEVED_PASSAGES, evidence: last.evidence },
    timingsMs: timingsOf(readings, marks),
    warnings: warningsOf(asking, draft),
  };
}

function modelsOf({ model, reasoner }: Asking, { retrieval }: Reading): UsedModels {
  const named = (used: { name: string; sha256: string | null } | null) =>
    used && { name: used.name, sha256: used.sha256 };
  const { rerank } = retrieval;
  return {
    embedder: retrieval.embedder === null ? null : { name: retrieval.embedder, sha256: null },
    // One that failed or was too slow had no part in it.
    reranker: rerank?.outcome === 'done' ? { name: rerank.model, sha256: rerank.sha256 } : null,
    generator: named(model),
    reasoner: named(reasoner),
  };
}

function tracedPassages(retrieved: readonly Passage[], { writing, quotes }: Draft): TracedPassage[] {
  const quotedBeside = quotes.filter(({ beside }) => beside !== undefined);
  const beside = [...(writing?.prompt.passages ?? []), ...quotedBeside.map(({ passage }) => passage)];
  const hits = new Map([
    ...quotedBeside.map(({ passage, beside }) => [passage.chunkId, beside] as const),
    ...(writing?.prompt.neighbourOf ?? []),
  ]);
  const known = new Set(retrieved.map(({ chunkId }) => chunkId));
  const others = beside.filter(({ chunkId }) => !known.has(chunkId) && known.add(chunkId));
  return [...retrieved, ...others].map((passage) => {
    const neighbourOf = hits.get(passage.chunkId);
    return { ...passage, promptNumber: promptNumber(writing?.prompt, passage), ...(neighbourOf && { neighbourOf }) };
  });
}

function promptNumber(prompt: ComposedPrompt | undefined, passage: Passage): number | null {
  const place = prompt?.passages.findIndex(({ chunkId }) => chunkId === passage.chunkId) ?? -1;
  return place < 0 ? null : place + 1;
}

function timingsOf(readings: readonly Reading[], { started, read, ended }: Marks): AnswerTrace['timingsMs'] {
  const retrieve = readings.reduce((sum, { retrieval }) => sum + retrieval.timingsMs.total, 0);
  return { retrieve, read: Math.max(0, read - started - retrieve), answer: ended - read, total: ended - started };
}

function warningsOf({ steps, planned }: Asking, { settled, refusal, writing }: Draft): AnswerTrace['warnings'] {
  const warnings: Failure[] = [];
  const warn = (code: string, message: string) => warnings.push({ code, message });
  const tell = <C extends CodeOfDetail>(code: C, message: string, particulars: ParticularsOf<C>) =>
    warnings.push({ code, message, particulars });
  const isKeywordsOnly = steps.some(({ reading }) => reading?.retrieval.degraded);
  if (isKeywordsOnly) warn('answer.keywords_only', 'The embedder was not available: searched by keywords alone.');
  const without = steps.filter(({ step }) => step.outcome !== 'found').map(({ step }) => step.question);
  if (planned && !refusal && without.length > 0)
    tell(
      'answer.partial',
      `Nothing close enough was found for ${without.map(quoted).join(' and ')}: the answer leaves that out.`,
      { questions: without.join('\n') },
    );
  if (writing?.written.finishReason === 'length')
    warn('answer.cut_short', 'The model reached its limit of tokens: the answer may be incomplete.');
  if (settled.dropped.length > 0)
    tell(
      'answer.citation_dropped',
      `${settled.dropped.length} citations did not match the stored text and were dropped.`,
      { count: settled.dropped.length },
    );
  const told = writing?.prompt.passages ?? citedPassages(steps, settled);
  const titles = titlesAddressingModel(told);
  if (titles.length > 0)
    tell(
      'answer.instructions_in_source',
      `Text that reads like instructions to a language model stands in ${titles.map(quoted).join(', ')}. It was treated as data.`,
      { titles: titles.join('\n') },
    );
  // Neither their titles nor their number: nothing of them is in the answer, which others may read who see less.
  if (!writing && hasLeftOutBeside(told, steps))
    warn(
      'answer.instructions_left_out',
      'Text that came close to the question was not quoted, because it gives orders to language models.',
    );
  const unsupported = settled.sentences.filter(({ support }) => support === 'unsupported').length;
  if (unsupported > 0)
    tell(
      'answer.unsupported_sentences',
      `${unsupported} of ${settled.sentences.length} sentences are supported by no passage.`,
      { count: unsupported, of: settled.sentences.length },
    );
  return warnings;
}

function titlesAddressingModel(passages: readonly Passage[]): string[] {
  const titles = passages.filter(({ text }) => text.split('\n').some(addressesModel)).map(({ title }) => title);
  return [...new Set(titles)];
}

const quoted = (text: string): string => `“${text}”`;

/** Whether a passage was kept from being quoted, those aside of which the reader is told anyway. */
function hasLeftOutBeside(told: readonly Passage[], steps: readonly TakenStep[]): boolean {
  const known = new Set(told.map(({ chunkId }) => chunkId));
  return steps.some(({ reading }) => reading?.leftOut.some(({ chunkId }) => !known.has(chunkId)));
}

function citedPassages(steps: readonly TakenStep[], { citations }: SettledAnswer): Passage[] {
  const cited = new Set(citations.map(({ chunkId }) => chunkId));
  return mergedPassages(steps.flatMap(({ reading }) => reading ?? [])).filter(({ chunkId }) => cited.has(chunkId));
}
