import { KnowledgeError, failureOf, isDiskFull } from '#knowledge';
import { dieWithParent } from './parent-watch.js';
import { DocumentCorrupt, noRoomToUnpack, parseCrashed } from './parse-errors.js';
import { parseFile } from './parse-file.js';
import type { ParseReply, ParseRequest } from './parser-messages.js';

// Entry of a parser process: one request at a time over IPC, one reply each. It ends when its parent hangs up or dies.
dieWithParent();
process.on('disconnect', () => process.exit(0));
process.on('message', (request: ParseRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});

async function answer({ path, limits, ...setting }: ParseRequest): Promise<ParseReply> {
  try {
    const document = await parseFile(path, limits, setting);
    return { ok: true, document, rssBytes: process.memoryUsage.rss() };
  } catch (error) {
    const coded = codedFailure(error);
    const { kind, retryable } = coded;
    return { ok: false, failure: { ...failureOf(coded), kind, retryable }, rssBytes: process.memoryUsage.rss() };
  }
}

/** Whatever a parser throws without a code is its way of saying that the file makes no sense. */
function codedFailure(error: unknown): KnowledgeError {
  if (error instanceof KnowledgeError) return error;
  if (isDiskFull(error)) return noRoomToUnpack();
  if (error instanceof Error && 'syscall' in error && 'code' in error)
    return parseCrashed(`the file could not be opened: ${String(error.code)}`);
  // The class only: the message may quote the document.
  return new DocumentCorrupt('document', error instanceof Error ? error.name : 'unknown reason');
}
