import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { KnowledgeError } from '#knowledge';
import { DocumentCorrupt } from '../parse-errors.js';
import { IS_LINK, type MemberSink } from './member-sink.js';

const FILES = new Set(['file', 'contiguous-file']);
const LINKS = new Set(['link', 'symlink']);

/** Hand the files of a TAR archive to a sink, in its order. @throws DocumentCorrupt */
export async function readTar(bytes: AsyncIterable<Uint8Array>, sink: MemberSink): Promise<void> {
  const unpacking = extract();
  const source = Readable.from(bytes, { objectMode: false });
  source.on('error', (error) => unpacking.destroy(error));
  source.pipe(unpacking);
  try {
    for await (const entry of unpacking) {
      const { name, type } = entry.header;
      if (FILES.has(type ?? 'file')) await sink.add(name, entry as AsyncIterable<Uint8Array>);
      else if (LINKS.has(type ?? '')) sink.skip(name, IS_LINK);
      entry.resume();
    }
  } catch (error) {
    if (error instanceof KnowledgeError) throw error;
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
    throw new DocumentCorrupt('TAR archive', reason, { cause: error });
  } finally {
    source.destroy();
  }
}
