import { isUtf8 } from 'node:buffer';
import { type Entry, type ZipFile, getFileNameLowLevel, openPromise } from 'yauzl';
import { DocumentCorrupt, DocumentEncrypted, WrongPassword } from '../parse-errors.js';
import type { LockedZip } from './locked-zip.js';
import { spelledName } from './spelled-name.js';
import { IS_LINK, MemberDamaged, type MemberSink } from './member-sink.js';

const FORMAT = 'ZIP archive';
const UTF8_FLAG = 0x800;
const TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/** What became of a member that has a password. */
type Locked = 'locked' | 'wrong' | 'opened';

/**
 * Hand the files of a ZIP archive to a sink, in the order of its directory.
 * @param password Opens those that are locked.
 * @throws DocumentCorrupt; DocumentEncrypted, WrongPassword when all of it is locked and nothing opened.
 */
export async function readZip(path: string, sink: MemberSink, password?: string): Promise<void> {
  const zip = await opened(path);
  const outcomes = new Set<Locked | void>();
  let key: LockedZip | null = null;
  try {
    if (password !== undefined) key = await unlocked(path, password);
    for await (const entry of entriesOf(zip)) outcomes.add(await take(zip, entry, sink, key));
  } finally {
    await key?.close();
    zip.close();
  }
  if (sink.members.length > 0) return;
  if (outcomes.has('wrong')) throw new WrongPassword(FORMAT);
  if (outcomes.has('locked')) throw new DocumentEncrypted(FORMAT);
}

async function take(zip: ZipFile, entry: Entry, sink: MemberSink, key: LockedZip | null): Promise<Locked | void> {
  const name = nameOf(entry);
  if (/[\\/]$/.test(name)) return;
  if (((entry.externalFileAttributes >>> 16) & TYPE_MASK) === SYMBOLIC_LINK) return sink.skip(name, IS_LINK);
  if (entry.isEncrypted()) return takeLocked(entry.relativeOffsetOfLocalHeader, name, sink, key);
  let bytes: AsyncIterable<Buffer>;
  try {
    bytes = await zip.openReadStreamPromise(entry);
  } catch (error) {
    return sink.skip(name, {
      code: 'damaged',
      message: `it is damaged or packed in an unknown way (${reasonOf(error)}).`,
    });
  }
  await sink.add(name, guarded(bytes));
}

async function takeLocked(offset: number, name: string, sink: MemberSink, key: LockedZip | null): Promise<Locked> {
  const fits = key && (await key.fits(offset));
  if (fits) {
    await sink.add(name, key.bytesOf(offset));
    // Damage may as well be a wrong password that passed by chance.
    return key.damaged.has(offset) ? 'wrong' : 'opened';
  }
  if (fits === false) {
    sink.skip(name, {
      code: 'document.wrong_password',
      message: 'it has another password than the one that was given.',
    });
    return 'wrong';
  }
  sink.skip(name, {
    code: 'document.encrypted',
    message: 'it is protected by a password. Unpack the archive and send the files.',
  });
  return 'locked';
}

async function unlocked(path: string, password: string): Promise<LockedZip> {
  const { LockedZip } = await import('./locked-zip.js');
  try {
    return await LockedZip.open(path, password);
  } catch (error) {
    throw corrupt(error);
  }
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

/**
 * Many programs write UTF-8 without saying so; what is not valid UTF-8 is in the code page of the machine that packed it: of Japan or
 * Russia where its bytes spell that, else of the first PCs.
 */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const isStated = (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0;
  const spelled = isStated || isUtf8(raw) ? null : spelledName(raw);
  if (spelled !== null) return spelled;
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

const corrupt = (error: unknown): DocumentCorrupt => new DocumentCorrupt(FORMAT, reasonOf(error), { cause: error });
