import { stat } from 'node:fs/promises';
import { KnowledgeError } from '#knowledge';
import { enclosedFile } from './enclosed-file.js';
import { MemberSink, TOO_DEEP } from './members/member-sink.js';
import { partAt } from './part-relations.js';
import type { Block, ParsedDocument, ParseSetting } from './parsed-document.js';
import { readXmlLeniently } from './read-xml.js';
import { ZipParts } from './zip-parts.js';

/** Where Office files keep the files embedded in them. Objects of other programs (`.bin`) are containers without a name. */
const EMBEDDED = /^(?:word|ppt|xl)\/embeddings\/([^/]+)$/;

/**
 * Add the files embedded in an Office document as its members. What a chart is drawn from is embedded, too.
 * @param parsed What its own parser made of it.
 */
export async function withEmbedded(
  path: string,
  parsed: ParsedDocument,
  maxBytes: number,
  { unpack }: ParseSetting,
): Promise<ParsedDocument> {
  if (!unpack) return parsed;
  const sink = new MemberSink(unpack, (await stat(path)).size);
  await ZipParts.use(path, 'Office file', maxBytes, async (parts) => {
    for (const [part, name] of await embeddedIn(parts)) {
      if (sink.isTooDeep) sink.skip(`embedded/${name}`, TOO_DEEP);
      else if (OBJECT.test(name)) await addObject(sink, name, await bytesOf(parts, part));
      else await sink.add(`embedded/${name}`, [(await bytesOf(parts, part)) ?? new Uint8Array()]);
    }
  });
  return withMembers(parsed, sink);
}

const OBJECT = /\.bin$/i;

const isPdf = (bytes: Buffer): boolean => bytes.toString('latin1', 0, 5) === '%PDF-';

/** An object may be no more than the wrapping of a file; what else it may be, only its own program knows. */
async function addObject(sink: MemberSink, part: string, object: Buffer | null): Promise<void> {
  const file = object && enclosedFile(object);
  if (file)
    await sink.add(`embedded/${file.name ?? part.replace(OBJECT, isPdf(file.bytes) ? '.pdf' : '')}`, [file.bytes]);
  else sink.skip(`embedded/${part}`, { code: 'foreign_object', message: 'it is an object of another program.' });
}

const RELATIONS = /^word\/_rels\/(document\d*\.xml)\.rels$/;

/** Parts that are files of their own, with their names: also those of which Word makes text only when it opens the document. */
async function embeddedIn(parts: ZipParts): Promise<Map<string, string>> {
  const found = new Map(parts.names.flatMap((part) => nameOf(part, EMBEDDED)));
  for (const [relations, document] of parts.names.flatMap((part) => nameOf(part, RELATIONS)))
    readXmlLeniently((await parts.text(relations)) ?? '<none/>', {
      open: (_, attribute) => {
        if (!/\/aFChunk$/.test(attribute('Type') ?? '') || attribute('TargetMode') === 'External') return;
        const part = partAt(attribute('Target') ?? '', `word/${document}`);
        if (part !== null && parts.has(part)) found.set(part, part.slice(part.lastIndexOf('/') + 1));
      },
    });
  return found;
}

function nameOf(part: string, pattern: RegExp): [string, string][] {
  const name = pattern.exec(part)?.[1];
  return name === undefined ? [] : [[part, name]];
}

/** A document with what was found inside it. */
export function withMembers(parsed: ParsedDocument, sink: MemberSink): ParsedDocument {
  if (sink.members.length === 0 && sink.notes.length === 0) return parsed;
  const members = [...(parsed.members ?? []), ...sink.members];
  // What is nothing but a frame around other files has their names for a text.
  const isFrame = parsed.blocks.every(({ text }) => text.trim() === '');
  const names = sink.members.map(({ name }): Block => ({ kind: 'list-item', text: name, level: 1, page: 1 }));
  return {
    ...parsed,
    blocks: isFrame ? names : parsed.blocks,
    notes: [...parsed.notes, ...sink.notes],
    ...(members.length > 0 && { members }),
  };
}

/** A damaged part stops none of the others. */
async function bytesOf(parts: ZipParts, part: string): Promise<Buffer | null> {
  try {
    return await parts.bytes(part);
  } catch (error) {
    if (error instanceof KnowledgeError && error.kind === 'invalid') return null;
    throw error;
  }
}
