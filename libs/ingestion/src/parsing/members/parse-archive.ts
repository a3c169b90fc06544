import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { SIGNED } from '../coverage-notes.js';
import { DocumentCorrupt, UnsupportedType } from '../parse-errors.js';
import type { Block, ParsedDocument } from '../parsed-document.js';
import { ArchiveNothingRead } from './archive-errors.js';
import { MemberSink } from './member-sink.js';
import { gunzipped } from './read-gzip.js';
import { looksLikeTar } from './looks-like-tar.js';
import { readTar } from './read-tar.js';
import { readZip } from './read-zip.js';
import { signedContent } from '../signed-content.js';
import type { Unpack } from './unpack.js';

const TAR_BLOCK = 512;

/**
 * Read an archive: its files become documents of their own; it has their names for a text.
 * @param password Opens the locked files of a ZIP archive.
 * @param fileName What the archive is called: a gzip file holds one file of that name without its `.gz`, a signed one without its `.p7m`.
 * @throws ArchiveTooDeep, ArchiveTooManyMembers, ArchiveTooLarge, ArchiveBomb, ArchiveNothingRead, DocumentCorrupt, DocumentEncrypted, WrongPassword
 */
export async function parseArchive(
  path: string,
  type: 'zip' | 'tar' | 'gz' | 'p7m',
  fileName: string,
  unpack: Unpack | null,
  password?: string,
): Promise<ParsedDocument> {
  if (!unpack) throw new UnsupportedType('an archive, and there is no place to unpack it to', type);
  const sink = new MemberSink(unpack, (await stat(path)).size);
  sink.requireDepth();
  if (type === 'zip') await readZip(path, sink, password);
  else if (type === 'tar') await readTar(createReadStream(path), sink);
  else if (type === 'gz') await readGzip(path, fileName, sink);
  else await readSigned(path, fileName, sink);
  const skipped = sink.notes.filter(({ code }) => code === 'member.not_read');
  if (sink.members.length === 0) throw new ArchiveNothingRead(skipped.length, skipped[0] ?? null);
  return {
    title: null,
    metadata: {},
    blocks: sink.members.map(({ name }): Block => ({ kind: 'list-item', text: name, level: 1, page: 1 })),
    pageCount: 1,
    notes: type === 'p7m' ? [...sink.notes, SIGNED] : sink.notes,
    members: sink.members,
  };
}

/** `smime.p7m` and other names without an extension are messages. */
async function readSigned(path: string, fileName: string, sink: MemberSink): Promise<void> {
  const content = signedContent(await readFile(path));
  if (!content) throw new DocumentCorrupt('signed file', 'it holds no more than a signature');
  const name = fileName.replace(/\.p7m$/i, '');
  await sink.add(extname(name) === '' ? `${name}.eml` : name, [content]);
}

async function readGzip(path: string, fileName: string, sink: MemberSink): Promise<void> {
  const { head, all } = await peeked(gunzipped(path), TAR_BLOCK);
  if (looksLikeTar(head)) await readTar(all, sink);
  else await sink.add(fileName.replace(/\.(?:gz|tgz)$/i, ''), all);
}

/** The first bytes of a stream, at least so many if there are, and the whole stream. */
async function peeked(
  bytes: AsyncGenerator<Buffer>,
  count: number,
): Promise<{ head: Buffer; all: AsyncGenerator<Buffer> }> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < count) {
    const next = await bytes.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield head;
    yield* bytes;
  }
  return { head, all: all() };
}
