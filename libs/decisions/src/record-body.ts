import type { AnswerMode, AnswerSentence, AnswerTrace, PreviousExchange } from '#answering';
import { type CoverageGap, type Passage, type Principal, sha256Hex } from '#knowledge';
import type { RevisionHashes } from '#library';

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
  /**
   * The exchange that it follows up as the client told it, where that names no record, its question with the words that it leaves out of
   * those told before it; not checked against any record.
   */
  readonly told?: PreviousExchange | null;
  /** What the question serves, in the asker's words. */
  readonly purpose?: string | null;
  /** For whom the asker asks: a person, a client, a department. */
  readonly onBehalfOf?: string | null;
  /** ISO date or time: the library is to answer as it stood then. */
  readonly asOf?: string | null;
}

/** What version 2 of a record adds to the trace. */
type SinceVersion2 = 'answerMode' | 'condensed' | 'constraint' | 'models' | 'plan' | 'prompt' | 'sentences' | 'steps';

/** A trace as it was sealed: records of version 1 lack what was kept later. */
export type SealedTrace = Omit<AnswerTrace, 'passages' | SinceVersion2> &
  Partial<Pick<AnswerTrace, Exclude<SinceVersion2, 'prompt' | 'sentences'>>> & {
    readonly prompt: (Omit<NonNullable<AnswerTrace['prompt']>, 'boundary'> & { readonly boundary?: string }) | null;
    readonly sentences: readonly (Pick<AnswerSentence, 'text' | 'support' | 'citations'> & Partial<AnswerSentence>)[];
  };

/** How much of what was asked could be searched when it was. */
export interface SealedCoverage {
  readonly searched: number;
  readonly unreadable: number;
  /** Documents of which text was missing; some of them by id, those behind the answer first. In records since it is counted. */
  readonly partly?: {
    readonly documents: number;
    readonly listed: readonly {
      readonly documentId: string;
      readonly revisionId: string;
      readonly gaps: readonly CoverageGap[];
    }[];
  };
}

/** Everything that shows, years later, how an answer came about. Sealed as canonical JSON. */
export interface RecordBody {
  /**
   * 2 since answers keep their steps, models and the reasons of each verdict; 3 since they keep purpose, rights, revision
   * hashes and model files, and are salted. Older records stay as they were sealed.
   */
  readonly version: 1 | 2 | 3;
  /** 32 random bytes, hexadecimal: without them nobody can guess an erased record from its hash. Since version 3. */
  readonly salt?: string;
  readonly id: string;
  readonly askedAt: string;
  readonly askedBy: { readonly id: string; readonly name: string; readonly role: string; readonly via: string };
  readonly asked: AskedQuestion;
  /** Last library change that the search could see, and how many documents that meant. */
  readonly corpus: {
    readonly change: number;
    readonly coverage: SealedCoverage;
    readonly indexTables: readonly string[];
    /** Library change as of which it was searched; null for the newest. Since version 3. */
    readonly asOf?: number | null;
    /** Ids of the only collections that were searched; empty means all in sight. Since version 3. */
    readonly collections?: readonly string[];
    readonly fusionWeight?: number | null;
  };
  /** What the asker might see. Since version 3. */
  readonly access?: {
    /** Grows with each change of rights: {@link AuditLog.accessNumber}. */
    readonly number: number;
    /** The change of access that the visibility knew as the last; see `access report`. */
    readonly version?: number;
    /** Hash of the visibility that every search was held to. */
    readonly visibilitySha256: string;
    /** Hash of the canonical {@link RecordAnnex}, which is not for the asker. */
    readonly annexSha256: string;
  };
  /** Files of the models that took part, by role. Since version 3. */
  readonly modelFiles?: Readonly<Record<string, SealedModelFile>>;
  readonly service: { readonly version: string; readonly runtime: string };
  readonly passages: readonly SealedPassage[];
  readonly trace: SealedTrace;
}

/**
 * What belongs to a record and is not for everybody who may read it: how much was kept from the asker would tell them that
 * there is something. The salt keeps its hash from telling the number.
 */
export interface RecordAnnex {
  readonly version: 1;
  readonly salt: string;
  /** Live documents of the collections that were asked which the asker may not see. */
  readonly hiddenDocuments: number;
}

/** The file of a model that took part in an answer, as it was then. `quantization` as its header names it; null where that is unknown. */
export interface SealedModelFile {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly quantization: string | null;
}

/** A retrieved passage by reference and hash: its text stands in the revision, which stays. */
export interface SealedPassage {
  readonly rank: number;
  readonly chunkId: string;
  readonly documentId: string;
  readonly revisionId: string;
  /** Number of the revision within its document. Since version 3, like the two hashes and the headings. */
  readonly revision?: number;
  readonly revisionSha256?: string | null;
  readonly revisionTextSha256?: string | null;
  readonly headingPath?: readonly string[];
  readonly title: string;
  readonly page: number;
  readonly span: readonly [number, number];
  readonly textSha256: string;
  readonly score: number;
  readonly scores: Passage['scores'];
  /** Number under which the model read it; null when it did not. */
  readonly promptNumber: number | null;
  /** Chunk id of the retrieved passage that it was read beside; absent where it was retrieved by itself alone. */
  readonly neighbourOf?: string;
}

/**
 * Passages as a record keeps them: hashes instead of text, ranks from 1 in the order given. Hashes of a revision that
 * is not in the map are null.
 */
export function sealPassages(
  passages: readonly (Passage & { readonly promptNumber: number | null; readonly neighbourOf?: string })[],
  revisions: ReadonlyMap<string, RevisionHashes>,
): SealedPassage[] {
  return passages.map((passage, i) => ({
    rank: i + 1,
    chunkId: passage.chunkId,
    documentId: passage.documentId,
    revisionId: passage.revisionId,
    revision: passage.revision,
    revisionSha256: revisions.get(passage.revisionId)?.sha256 ?? null,
    revisionTextSha256: revisions.get(passage.revisionId)?.textSha256 ?? null,
    headingPath: passage.headingPath,
    title: passage.title,
    page: passage.page,
    span: [passage.span.start, passage.span.end],
    textSha256: sha256Hex(passage.text),
    score: passage.score,
    scores: passage.scores,
    promptNumber: passage.promptNumber,
    ...(passage.neighbourOf && { neighbourOf: passage.neighbourOf }),
  }));
}

/** Who asked, as a record keeps it. */
export const askedBy = ({ userId, name, role, via }: Principal): RecordBody['askedBy'] => ({
  id: userId,
  name,
  role,
  via,
});

/** Ids of all documents of which passages were found for it, each once. */
export const documentsOf = ({ passages }: RecordBody): string[] => [
  ...new Set(passages.map(({ documentId }) => documentId)),
];
