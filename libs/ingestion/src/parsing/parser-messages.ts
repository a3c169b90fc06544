import type { ErrorKind, Failure } from '#knowledge';
import type { ReadDocument, ParseLimits, ParseSetting } from './parsed-document.js';

/** To the parser process: read one file. */
export interface ParseRequest extends ParseSetting {
  readonly path: string;
  readonly limits: ParseLimits;
}

/** What crosses the process border of a KnowledgeError. */
export interface ReportedFailure extends Failure {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
}

/** From the parser process: exactly one for each request. `rssBytes` is its resident memory afterwards. */
export type ParseReply =
  | { readonly ok: true; readonly document: ReadDocument; readonly rssBytes: number }
  | { readonly ok: false; readonly failure: ReportedFailure; readonly rssBytes: number };
