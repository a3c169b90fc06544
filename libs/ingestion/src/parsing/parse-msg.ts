import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import MsgReaderModule, { type FieldsData } from '@kenjiuno/msgreader';
import { decompressRTF } from '@kenjiuno/decompressrtf';
import iconv from 'iconv-lite';
import { deEncapsulateSync } from 'rtf-stream-parser';
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

/** HTML as it is or wrapped into rich text, as Outlook stores it; else that rich text itself, where nothing plainer is there. */
async function formattedBody(fields: FieldsData): Promise<Pick<Message, 'html' | 'body'>> {
  const { bodyHtml, html, compressedRtf, body } = fields;
  if (bodyHtml?.trim()) return { html: bodyHtml };
  if (html && html.length > 0) return { html: decodeText(html, encodingOf(fields)).text };
  if (!compressedRtf || body?.trim()) return { html: null };
  try {
    return await ofRichText(Buffer.from(decompressRTF([...compressedRtf])));
  } catch {
    return { html: null };
  }
}

async function ofRichText(rtf: Buffer): Promise<Pick<Message, 'html' | 'body'>> {
  if (!/\\fromhtml1?\b/.test(rtf.toString('latin1', 0, RTF_HEAD_BYTES))) {
    const { blocks } = await readRtf(Readable.from([rtf]));
    return { html: null, body: blocks };
  }
  const { text } = deEncapsulateSync(rtf, { decode: (bytes, encoding) => iconv.decode(bytes, encoding), mode: 'html' });
  return { html: String(text) };
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
