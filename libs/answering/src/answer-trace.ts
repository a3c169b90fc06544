import type { AnswerMode, AnswerStep, Support, SupportSignals, UsedModels } from '#contracts';
import type { Failure, Metadata, Passage, Span } from '#knowledge';
import type { GeneratorModel } from '#models';
import type { Retrieval } from '#retrieval';
import type { Lexicon } from '#search-index';
import type { Condensed, PreviousExchange, Rewrite } from './question/rewrite.js';
import type { PlanKind } from './planning/plan-by-rules.js';
import type { Evidence, Refusal } from './quoting/should-abstain.js';

export type { AnswerMode, AnswerStep, SupportSignals, UsedModels };

/** A question, with all that decides its answer besides the library and the models. */
export interface QuestionInput {
  readonly question: string;
  /** Index tables to search, as retrieval wants them. */
  readonly tables: readonly string[];
  /** The embedder that the tables were made with. */
  readonly embedder?: string | null;
  /** Share of the vectors that was measured for them; null or absent for the embedder's default. */
  readonly fusionWeight?: number | null;
  /** How their words were analysed; absent while there is no index. */
  readonly lexicon?: Lexicon;
  /** Ids of the only collections to search; empty means every visible one. */
  readonly collections: readonly string[];
  readonly filter: Metadata;
  /** Sequence number, or null for now. */
  readonly asOf: number | null;
  /** Live documents in scope, for refusals to name; null when nobody counted. */
  readonly documentsSearched: number | null;
  /** Whether everyday phrases are told by the words of rules, too; so it is when absent, and not for a record from before. */
  readonly knowsIdioms?: boolean;
  /** `auto` when absent. */
  readonly answerMode?: AnswerMode;
  /** Who writes: a role, the name of an installed model, or null for the generator in use. */
  readonly model?: string | null;
  /** The exchange that this question follows up. */
  readonly previous?: PreviousExchange | null;
  /** The marker between passages in the prompt, to repeat one; a random one when null or absent. */
  readonly boundary?: string | null;
}

/** What a run is at. Not every run passes through all of them; `retrieving` comes once for each search. */
export type AnswerStage = 'condensing' | 'planning' | 'retrieving' | 'reading' | 'answering' | 'checking';

/** What a run tells while it goes on. Nothing of it counts: the trace does, which may drop what was shown before. */
export type AnswerProgress =
  | { readonly type: 'stage'; readonly stage: AnswerStage; readonly detail?: string }
  /** What the model thinks aloud; never part of the answer. */
  | { readonly type: 'reasoning'; readonly text: string }
  /** Text as it is written, without citation markers; provisional until the run resolves. */
  | { readonly type: 'token'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: Citation };

/** A verbatim place in one revision that a sentence rests on. */
export interface Citation {
  /** From 1, in order of first use. */
  readonly n: number;
  readonly documentId: string;
  readonly revisionId: string;
  /** Revision number within its document, from 1. */
  readonly revision: number;
  readonly title: string;
  /** Of the file that was read; absent from answers recorded before it was kept. */
  readonly mediaType?: string;
  /** On which the quote begins, from 1. In older records it is the page on which its passage begins. */
  readonly page: number;
  readonly headingPath: readonly string[];
  /** The clause of a legal text that the quote begins in; absent from answers recorded before it was looked at. */
  readonly clause?: string | null;
  /** Exactly the stored text at `span`. */
  readonly quote: string;
  readonly span: Span;
  readonly chunkId: string;
}

/** One sentence of an answer with its verdict. */
export interface AnswerSentence {
  readonly text: string;
  readonly support: Support;
  /** Numbers of its citations; none when it is unsupported. */
  readonly citations: readonly number[];
  /** The verdict's reason, one sentence for people. */
  readonly why: string;
  /** What the verdict was weighed by; null where it lost its source, because then they did not decide. */
  readonly signals: SupportSignals | null;
}

/**
 * A passage that was retrieved, and under which number the model read it; null when it did not. One that was read because it
 * stands beside a retrieved one in the same section names that one.
 */
export type TracedPassage = Passage & { readonly promptNumber: number | null; readonly neighbourOf?: string };

/** How a question was taken apart; null where it was searched for as one. */
export interface TracedPlan {
  readonly kind: PlanKind;
  readonly by: 'rules' | 'reasoner';
  /** What the reasoner wrote, also when it was of no use; null when it was not asked. */
  readonly output: string | null;
}

/** What a model was asked to write with, kept so that the same can be asked again. */
export interface GenerationParameters {
  readonly temperature: number;
  readonly seed: number;
  readonly maxTokens: number;
}

/** Everything that a record needs to show, years later, how an answer came about. */
export interface AnswerTrace {
  readonly outcome: 'answered' | 'refused';
  readonly mode: 'generated' | 'quoted';
  /** The sentences, one after the other; the empty string when refused. */
  readonly answer: string;
  readonly sentences: readonly AnswerSentence[];
  readonly citations: readonly Citation[];
  /** null when answered. */
  readonly refusal: Refusal | null;
  /** Everything retrieved, best first; then what the model read, or a quotation needed, beside it. */
  readonly passages: readonly TracedPassage[];
  /**
   * Hashes of the template and of the canonical JSON of the messages, and the random marker that parts the passages in them
   * (the same passages under the same marker make the same messages again); null when no model was asked.
   */
  readonly prompt: {
    readonly templateSha256: string;
    readonly messagesSha256: string;
    readonly boundary: string;
  } | null;
  /** How the output was constrained, and whether the model's server kept to it; null when no model was asked. */
  readonly constraint: { readonly schema: 'sentences' | 'quotes' | 'none'; readonly isKept: boolean } | null;
  readonly answerMode: AnswerMode;
  readonly condensed: Condensed | null;
  readonly plan: TracedPlan | null;
  /** The searches, in order. */
  readonly steps: readonly AnswerStep[];
  readonly models: UsedModels;
  readonly model: GeneratorModel | null;
  readonly parameters: GenerationParameters | null;
  readonly rewrites: readonly Rewrite[];
  readonly tokenCounts: { readonly prompt: number; readonly completion: number } | null;
  /** Whether the model wrote nothing else meanwhile, so that the same request gives the same text again; null where nobody knows. */
  readonly ranAlone: boolean | null;
  /** What the model wrote, markers included; null when none was asked. */
  readonly rawOutput: string | null;
  readonly reasoning: string | null;
  readonly retrieval: Omit<Retrieval, 'passages'> & {
    readonly query: string;
    readonly limit: number;
    readonly evidence: Evidence;
  };
  /** `retrieve`: every step's search; `read`: condensing, planning and weighing; `answer` includes the checks. */
  readonly timingsMs: Readonly<Record<'retrieve' | 'read' | 'answer' | 'total', number>>;
  readonly warnings: readonly Failure[];
}
