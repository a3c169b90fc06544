import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import MsgReaderModule, { type FieldsData } from '@kenjiuno/msgreader';
import { decompressRTF } from '@kenjiuno/decompressrtf';
import iconv from 'iconv-lite';
import { deEncapsulateSync } from 'rtf-stream-parser';
import type { CoverageNote } from '#knowledge';
import { decodeText } from './decode-text.js';
import { type Message, documentOfMessage } from './message-blocks.js';
import { DocumentCorrupt } from './parse-errors.js';
import { readRtf } from './parse-rtf.js';
import type { ParseLimits, ParseSetting, ParsedDocument } from './parsed-document.js';

/** The package is CommonJS: its class is the default of its default. */
const MsgReader = MsgReaderModule.default;

/** Read an Outlook message: head, the text or else the HTML of its body, attachments. */
export async function parseMsg(path: string, _limits: ParseLimits, { unpack }: ParseSetting): Promise<ParsedDocument> {
  const bytes = await readFile(path);
  const { reader, fields } = read(bytes);
  const people = (kind: string) =>
    fields.recipients
      ?.filter(({ recipType }) => recipType === kind)
      .map(({ name, smtpAddress, email }) => named(name, smtpAddress ?? email))
      .join(', ') || null;
  const formatted = await formattedBody(fields);
  const message: Message = {
    subject: fields.subject ?? null,
    from: named(fields.senderName, fields.senderSmtpAddress ?? fields.senderEmail) || null,
    to: people('to'),
    cc: people('cc'),
    date: fields.clientSubmitTime ?? fields.messageDeliveryTime ?? fields.creationTime ?? null,
    text: fields.body ?? null,
    ...formatted,
    messageId: headerOf(fields.headers, 'Message-ID'),
    inReplyTo: headerOf(fields.headers, 'In-Reply-To'),
    attachments: (fields.attachments ?? [])
      .filter(({ attachmentHidden }) => !attachmentHidden)
      .map((attachment) => ({
        name: nameOf(attachment),
        bytes: () => reader.getAttachment(attachment).content,
      })),
  };
  return documentOfMessage(message, bytes.length, unpack);
}

type Formatted = Pick<Message, 'html' | 'body' | 'notes'>;

/** HTML as it is or wrapped into rich text, as Outlook stores it; else that rich text itself, where nothing plainer is there. */
async function formattedBody(fields: FieldsData): Promise<Formatted> {
  const { bodyHtml, html, compressedRtf, body } = fields;
  if (bodyHtml?.trim()) return { html: bodyHtml };
  if (html && html.length > 0) return { html: decodeText(html, encodingOf(fields)).text };
  if (!compressedRtf || body?.trim()) return { html: null };
  try {
    return await ofRichText(unpacked(compressedRtf));
  } catch (error) {
    if (!(error instanceof DocumentCorrupt)) throw error;
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

function encodingOf({ internetCodepage: page, messageCodepage }: FieldsData): string | undefined {
  if (page === undefined) return messageCodepage === undefined ? undefined : `cp${messageCodepage}`;
  if (page > 28590 && page < 28606) return `iso-8859-${page - 28590}`;
  return NUMBERED[page] ?? `cp${page}`;
}

/** An attached message has a subject for its name. */
function nameOf({ fileName, fileNameShort, name, innerMsgContent }: FieldsData): string {
  const called = fileName ?? fileNameShort ?? name ?? 'attachment';
  return innerMsgContent && !/\.msg$/i.test(called) ? `${called}.msg` : called;
}

function headerOf(headers: string | undefined, name: string): string | null {
  return new RegExp(`^${name}:\\s*(<[^>\\r\\n]+>)`, 'im').exec(headers ?? '')?.[1] ?? null;
}

/** Messages of old versions are not in Unicode; the first reading tells in which code page the second is to be made. */
function read(bytes: Buffer) {
  try {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const first = new MsgReader(buffer);
    const fields = first.getFileData();
    const ansiEncoding = `cp${fields.messageCodepage ?? fields.internetCodepage ?? ''}`;
    if (!iconv.encodingExists(ansiEncoding)) return { reader: first, fields };
    const reader = new MsgReader(buffer);
    reader.parserConfig = { ansiEncoding };
    return { reader, fields: reader.getFileData() };
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
    throw new DocumentCorrupt('Outlook message', reason, { cause: error });
  }
}

function named(name: string | undefined, address: string | undefined): string {
  // Inside one organisation addresses may be entries of its directory, which say nothing to a reader.
  if (name && !address?.includes('@')) return name;
  if (!name || !address || name === address) return name ?? address ?? '';
  return `${name} <${address}>`;
}
