import { isUtf8 } from 'node:buffer';
import { type Entry, type ZipFile, getFileNameLowLevel, openPromise } from 'yauzl';
import { DocumentCorrupt, DocumentEncrypted } from '../parse-errors.js';
import { MemberDamaged, type MemberSink } from './member-sink.js';

const UTF8_FLAG = 0x800;
const TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/** Hand the files of a ZIP archive to a sink, in the order of its directory. @throws DocumentCorrupt, DocumentEncrypted */
export async function readZip(path: string, sink: MemberSink): Promise<void> {
  const zip = await opened(path);
  let locked = 0;
  try {
    for await (const entry of entriesOf(zip)) if ((await take(zip, entry, sink)) === 'locked') locked++;
  } finally {
    zip.close();
  }
  if (locked > 0 && sink.members.length === 0) throw new DocumentEncrypted('ZIP archive');
}

async function take(zip: ZipFile, entry: Entry, sink: MemberSink): Promise<'locked' | void> {
  const name = nameOf(entry);
  if (/[\\/]$/.test(name)) return;
  if (((entry.externalFileAttributes >>> 16) & TYPE_MASK) === SYMBOLIC_LINK) return sink.skip(name, 'it is a link.');
  if (entry.isEncrypted()) {
    sink.skip(name, 'it is protected by a password. Unpack the archive and send the files.');
    return 'locked';
  }
  let bytes: AsyncIterable<Buffer>;
  try {
    bytes = await zip.openReadStreamPromise(entry);
  } catch (error) {
    return sink.skip(name, `it is damaged or packed in an unknown way (${reasonOf(error)}).`);
  }
  await sink.add(name, guarded(bytes));
}

/** Names are not checked here: a member called `../x` is made safe, not taken for the damage of the whole archive. */
async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch (error) {
    throw corrupt(error);
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  const entries = zip.eachEntry()[Symbol.asyncIterator]();
  for (;;) {
    const next = await entries.next().catch((error: unknown) => {
      throw corrupt(error);
    });
    if (next.done) return;
    yield next.value;
  }
}

/** Many programs write UTF-8 without saying so; what is not valid UTF-8 is in the code page of the first PCs. */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const flags = isUtf8(raw) ? entry.generalPurposeBitFlag | UTF8_FLAG : entry.generalPurposeBitFlag;
  return getFileNameLowLevel(flags, raw, entry.extraFields, true);
}

/** A file whose bytes do not unpack stops none of the others. */
async function* guarded(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pieces = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await pieces.next().catch((error: unknown) => {
        throw new MemberDamaged(reasonOf(error));
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await pieces.return?.();
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 120) : 'unknown reason');

const corrupt = (error: unknown): DocumentCorrupt =>
  new DocumentCorrupt('ZIP archive', reasonOf(error), { cause: error });
