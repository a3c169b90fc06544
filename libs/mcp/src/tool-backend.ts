import type {
  AnswerDocument,
  AskQuestion,
  CollectionView,
  CreateDecision,
  DecisionDetail,
  PrecedentList,
  RevisionText,
  SearchRequest,
  SearchResult,
} from '#contracts';
import type { Failure } from '#knowledge';

/** What one person may do and see, wherever it is done: in the service itself, or at the other end of its HTTP API. */
export interface ToolBackend {
  collections(): Promise<readonly CollectionView[]>;
  search(request: SearchRequest): Promise<SearchResult>;
  /** @param tell Told what is being done, in words. @param signal Stops answering. */
  ask(question: AskQuestion, tell: (message: string) => void, signal: AbortSignal): Promise<AnswerDocument>;
  revisionText(revisionId: string): Promise<RevisionText>;
  /** Best first. */
  searchDecisions(query: string, limit: number): Promise<PrecedentList>;
  recordDecision(draft: CreateDecision): Promise<DecisionDetail>;
  /** What of a failure may be told; everything unexpected is logged or kept. */
  failureOf(error: unknown): Failure;
}
