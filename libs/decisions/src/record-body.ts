import type { AnswerMode, AnswerSentence, AnswerTrace } from '#answering';
import { type Passage, type Principal, sha256Hex } from '#knowledge';
import type { ScopeCoverage } from '#retrieval';

/** What a person asked, as it came in. */
export interface AskedQuestion {
  readonly question: string;
  /** Collection names as given; empty means everything the person may see. */
  readonly collections: readonly string[];
  readonly filter: Readonly<Record<string, string>>;
  readonly matter: string | null;
  readonly model: string | null;
  /** `auto` when absent. */
  readonly answerMode?: AnswerMode;
  /** Record that this question follows up. */
  readonly followUp: string | null;
  /** The exchange that it follows up as the client told it, where that names no record; not checked against any. */
  readonly told?: { readonly question: string; readonly answer: string } | null;
}

/** What version 2 of a record adds to the trace. */
type SinceVersion2 = 'answerMode' | 'condensed' | 'constraint' | 'models' | 'plan' | 'prompt' | 'sentences' | 'steps';

/** A trace as it was sealed: records of version 1 lack what was kept later. */
export type SealedTrace = Omit<AnswerTrace, 'passages' | SinceVersion2> &
  Partial<Pick<AnswerTrace, Exclude<SinceVersion2, 'prompt' | 'sentences'>>> & {
    readonly prompt: (Omit<NonNullable<AnswerTrace['prompt']>, 'boundary'> & { readonly boundary?: string }) | null;
    readonly sentences: readonly (Pick<AnswerSentence, 'text' | 'support' | 'citations'> & Partial<AnswerSentence>)[];
  };

/** Everything that shows, years later, how an answer came about. Sealed as canonical JSON. */
export interface RecordBody {
  /** 2 since answers keep their steps, models and the reasons of each verdict; older records stay as they were sealed. */
  readonly version: 1 | 2;
  readonly id: string;
  readonly askedAt: string;
  readonly askedBy: { readonly id: string; readonly name: string; readonly role: string; readonly via: string };
  readonly asked: AskedQuestion;
  /** Last library change that the search could see, and how many documents that meant. */
  readonly corpus: {
    readonly change: number;
    readonly coverage: ScopeCoverage;
    readonly indexTables: readonly string[];
  };
  readonly service: { readonly version: string; readonly runtime: string };
  readonly passages: readonly SealedPassage[];
  readonly trace: SealedTrace;
}

/** A retrieved passage by reference and hash: its text stands in the revision, which stays. */
export interface SealedPassage {
  readonly rank: number;
  readonly chunkId: string;
  readonly documentId: string;
  readonly revisionId: string;
  readonly title: string;
  readonly page: number;
  readonly span: readonly [number, number];
  readonly textSha256: string;
  readonly score: number;
  readonly scores: Passage['scores'];
  /** Number under which the model read it; null when it did not. */
  readonly promptNumber: number | null;
}

export function sealPassages(
  passages: readonly (Passage & { readonly promptNumber: number | null })[],
): SealedPassage[] {
  return passages.map((passage, i) => ({
    rank: i + 1,
    chunkId: passage.chunkId,
    documentId: passage.documentId,
    revisionId: passage.revisionId,
    title: passage.title,
    page: passage.page,
    span: [passage.span.start, passage.span.end],
    textSha256: sha256Hex(passage.text),
    score: passage.score,
    scores: passage.scores,
    promptNumber: passage.promptNumber,
  }));
}

export const askedBy = ({ userId, name, role, via }: Principal): RecordBody['askedBy'] => ({
  id: userId,
  name,
  role,
  via,
});
