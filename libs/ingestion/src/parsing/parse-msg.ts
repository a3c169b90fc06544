import { readFile } from 'node:fs/promises';
import MsgReaderModule from '@kenjiuno/msgreader';
import iconv from 'iconv-lite';
import { documentOfMessage } from './message-blocks.js';
import { DocumentCorrupt } from './parse-errors.js';
import type { ParsedDocument } from './parsed-document.js';

/** The package is CommonJS: its class is the default of its default. */
const MsgReader = MsgReaderModule.default;

/** Read an Outlook message: head, and the text or else the HTML of its body. */
export async function parseMsg(path: string): Promise<ParsedDocument> {
  const bytes = await readFile(path);
  const fields = read(bytes);
  const people = (kind: string) =>
    fields.recipients
      ?.filter(({ recipType }) => recipType === kind)
      .map(({ name, smtpAddress, email }) => named(name, smtpAddress ?? email))
      .join(', ') || null;
  return documentOfMessage({
    subject: fields.subject ?? null,
    from: named(fields.senderName, fields.senderSmtpAddress ?? fields.senderEmail) || null,
    to: people('to'),
    cc: people('cc'),
    date: fields.clientSubmitTime ?? fields.messageDeliveryTime ?? fields.creationTime ?? null,
    text: fields.body ?? null,
    html: fields.bodyHtml ?? (fields.html ? new TextDecoder().decode(fields.html) : null),
    attachments: (fields.attachments ?? [])
      .filter(({ attachmentHidden }) => !attachmentHidden)
      .map(({ fileName, fileNameShort, name }) => fileName ?? fileNameShort ?? name ?? 'without a name'),
  });
}

/** Messages of old versions are not in Unicode; the first reading tells in which code page the second is to be made. */
function read(bytes: Buffer) {
  try {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const fields = new MsgReader(buffer).getFileData();
    const ansiEncoding = `cp${fields.messageCodepage ?? fields.internetCodepage ?? ''}`;
    if (!iconv.encodingExists(ansiEncoding)) return fields;
    const reader = new MsgReader(buffer);
    reader.parserConfig = { ansiEncoding };
    return reader.getFileData();
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
    throw new DocumentCorrupt('Outlook message', reason, { cause: error });
  }
}

function named(name: string | undefined, address: string | undefined): string {
  if (!name || !address || name === address) return name ?? address ?? '';
  return `${name} <${address}>`;
}
