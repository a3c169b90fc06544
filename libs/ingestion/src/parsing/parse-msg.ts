import { readFile } from 'node:fs/promises';
import MsgReaderModule, { type FieldsData } from '@kenjiuno/msgreader';
import iconv from 'iconv-lite';
import { type Message, documentOfMessage } from './message-blocks.js';
import { formattedBody, named } from './outlook-body.js';
import { DocumentCorrupt } from './parse-errors.js';
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
