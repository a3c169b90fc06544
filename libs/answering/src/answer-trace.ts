import type { Support } from '#contracts';
import type { Metadata, Passage, Span } from '#knowledge';
import type { GeneratorModel } from '#models';
import type { Retrieval } from '#retrieval';
import type { Evidence, Refusal } from './quoting/should-abstain.js';

export interface QuestionInput {
  readonly question: string;
  /** Index tables to search, as retrieval wants them. */
  readonly tables: readonly string[];
  /** The embedder that the tables were made with. */
  readonly embedder?: string | null;
  /** Ids of the only collections to search; empty means every visible one. */
  readonly collections: readonly string[];
  readonly filter: Metadata;
  /** Sequence number, or null for now. */
  readonly asOf: number | null;
  /** Live documents in scope, for refusals to name; null when nobody counted. */
  readonly documentsSearched: number | null;
  /** `auto` (the default) asks the generator where there is one; `quoted` never does. */
  readonly mode?: 'quoted' | 'auto';
  /** The exchange that this question follows up. */
  readonly previous?: PreviousExchange | null;
}

export interface PreviousExchange {
  readonly question: string;
  readonly answer: string;
}

export type AnswerProgress =
  | { readonly type: 'stage'; readonly stage: 'retrieving' | 'reading' | 'answering' | 'checking' }
  /** Text as it is written, without citation markers; provisional until the run resolves. */
  | { readonly type: 'token'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: Citation };

export interface Citation {
  /** From 1, in order of first use. */
  readonly n: number;
  readonly documentId: string;
  readonly revisionId: string;
  /** Revision number within its document, from 1. */
  readonly revision: number;
  readonly title: string;
  /** Page of the passage's first character, from 1; the library knows the page of any other offset. */
  readonly page: number;
  readonly headingPath: readonly string[];
  /** Exactly the stored text at `span`. */
  readonly quote: string;
  readonly span: Span;
  readonly chunkId: string;
}

export interface AnswerSentence {
  readonly text: string;
  readonly support: Support;
  /** Numbers of its citations; none when it is unsupported. */
  readonly citations: readonly number[];
}

/** A passage that was retrieved, and under which number the model read it; null when it did not. */
export type TracedPassage = Passage & { readonly promptNumber: number | null };

/** A changed question, and why. */
export interface Rewrite {
  readonly from: string;
  readonly to: string;
  readonly reason: 'pronoun' | 'ellipsis';
}

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
  /** Everything retrieved, best first. */
  readonly passages: readonly TracedPassage[];
  /** Hashes of the template and of the canonical JSON of the messages; null when no model was asked. */
  readonly prompt: { readonly templateSha256: string; readonly messagesSha256: string } | null;
  readonly model: GeneratorModel | null;
  readonly parameters: GenerationParameters | null;
  readonly rewrites: readonly Rewrite[];
  readonly tokenCounts: { readonly prompt: number; readonly completion: number } | null;
  /** What the model wrote, markers included; null when none was asked. */
  readonly rawOutput: string | null;
  readonly reasoning: string | null;
  readonly retrieval: Omit<Retrieval, 'passages'> & {
    readonly query: string;
    readonly limit: number;
    readonly evidence: Evidence;
  };
  /** `answer` includes the checks. */
  readonly timingsMs: Readonly<Record<'retrieve' | 'read' | 'answer' | 'total', number>>;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}
