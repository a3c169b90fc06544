import { Readable } from 'node:stream';
import { decompressRTF } from '@kenjiuno/decompressrtf';
import iconv from 'iconv-lite';
import { deEncapsulateSync } from 'rtf-stream-parser';
import type { CoverageNote } from '#knowledge';
import { decodeText } from './decode-text.js';
import type { Message } from './message-blocks.js';
import { DocumentCorrupt, DocumentTooComplex } from './parse-errors.js';
import { readRtf } from './parse-rtf.js';

/** What Outlook stores of a message's body, in any of its kinds of files. */
export interface OutlookBody {
  readonly body?: string;
  readonly bodyHtml?: string;
  readonly html?: Uint8Array;
  readonly compressedRtf?: Uint8Array;
  /** Windows' numbers of encodings. */
  readonly internetCodepage?: number;
  readonly messageCodepage?: number;
}

type Formatted = Pick<Message, 'html' | 'body' | 'notes'>;

/** HTML as it is or wrapped into rich text, as Outlook stores it; else that rich text itself, where nothing plainer is there. */
export async function formattedBody(stored: OutlookBody): Promise<Formatted> {
  const { bodyHtml, html, compressedRtf, body } = stored;
  if (bodyHtml?.trim()) return { html: bodyHtml };
  if (html && html.length > 0) return { html: decodeText(html, encodingOf(stored)).text };
  if (!compressedRtf || body?.trim()) return { html: null };
  try {
    return await ofRichText(unpacked(compressedRtf));
  } catch (error) {
    if (!(error instanceof DocumentCorrupt || error instanceof DocumentTooComplex)) throw error;
    return { html: null, notes: [DAMAGED] };
  }
}

const DAMAGED: CoverageNote = {
  code: 'page.unreadable',
  message: 'The body of the message is damaged and was not read.',
  page: 1,
};

const PACKED_HEAD_BYTES = 16;
/** Two bytes refer to seventeen at most. */
const MOST_GROWTH = 9;

/**
 * Rich text as Outlook packs it. Whoever unpacks it goes by the sizes that it states, so they are looked at before.
 * @throws DocumentCorrupt
 * @see MS-OXRTFCP 2.1.3
 */
function unpacked(packed: Uint8Array): Buffer {
  const { byteLength: length } = packed;
  const head = new DataView(packed.buffer, packed.byteOffset, length);
  const isWhole = length >= PACKED_HEAD_BYTES && head.getUint32(0, true) + 4 <= length;
  if (!isWhole || head.getUint32(4, true) > length * MOST_GROWTH) throw new DocumentCorrupt(BODY, 'it is cut off');
  return Buffer.from(told(() => decompressRTF([...packed])));
}

async function ofRichText(rtf: Buffer): Promise<Formatted> {
  if (!/\\fromhtml1?\b/.test(rtf.toString('latin1', 0, RTF_HEAD_BYTES))) {
    const { blocks, notes } = await readRtf(Readable.from([rtf]));
    return { html: null, body: blocks, notes };
  }
  const decode = (bytes: Buffer, encoding: string): string => iconv.decode(bytes, encoding);
  return { html: String(told(() => deEncapsulateSync(rtf, { decode, mode: 'html' })).text) };
}

const BODY = 'body of the Outlook message';

/** What a foreign reader made of it. @throws DocumentCorrupt */
function told<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DocumentCorrupt(BODY, error instanceof Error ? error.message.slice(0, 120) : 'unknown reason', {
      cause: error,
    });
  }
}

const RTF_HEAD_BYTES = 1_000;

/** Windows' numbers of encodings that are not called by them; the others are code pages. */
const NUMBERED: Readonly<Record<number, string>> = {
  ...{
    20127: 'ascii',
    20866: 'koi8-r',
    21866: 'koi8-u',
    51932: 'euc-jp',
    51949: 'euc-kr',
    54936: 'gb18030',
    65001: 'utf-8',
  },
};

function encodingOf({ internetCodepage, messageCodepage }: OutlookBody): string | undefined {
  const page = internetCodepage ?? messageCodepage;
  return page === undefined ? undefined : encodingNumbered(page);
}

/** What an encoding is called that has this number in Windows. */
export function encodingNumbered(page: number): string {
  if (page > 28590 && page < 28606) return `iso-8859-${page - 28590}`;
  return NUMBERED[page] ?? `cp${page}`;
}

/** A person as heads of messages show them. */
export function named(name: string | undefined, address: string | undefined): string {
  // Inside one organisation addresses may be entries of its directory, which say nothing to a reader.
  if (name && !address?.includes('@')) return name;
  if (!name || !address || name === address) return name ?? address ?? '';
  return `${name} <${address}>`;
}
