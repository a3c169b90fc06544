import { clauseAt } from '#knowledge';
import type { ParsedRevision, RevisionRecord } from '#library';
import { CHUNK_LIMITS, chunkText, clauseMarks, definedTerms } from './chunking/index.js';
import { detectLanguage } from './describing/index.js';
import { type ReadDocument, assembleText } from './parsing/index.js';

/** What the file says of itself completes what the sender said; the sender's word wins. */
export function toParsedRevision(parsed: ReadDocument, revision: RevisionRecord): ParsedRevision {
  const assembled = assembleText(parsed.blocks);
  const { title: given, ...metadata } = revision.metadata;
  const marks = clauseMarks(assembled.text, assembled.blocks);
  const language = detectLanguage(assembled.text);
  const title = given ?? parsed.title ?? revision.title;
  return {
    title,
    metadata: { ...(language === null ? {} : { language }), ...parsed.metadata, ...metadata },
    language,
    text: assembled.text,
    pages: assembled.pages,
    pageCount: parsed.pageCount,
    notes: parsed.notes,
    coverage: parsed.coverage,
    chunks: chunkText(assembled, CHUNK_LIMITS, marks),
    definedTerms: marks.length > 0 ? definedTerms(assembled.text, (offset) => clauseAt(marks, offset)) : [],
  };
}
