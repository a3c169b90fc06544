import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import PostalMime, { type Address, type Attachment as MimePart, type Email } from 'postal-mime';
import { decodeText, hasByteOrderMark, withSignsOfWindows } from './decode-text.js';
import { extensionOf } from './document-formats.js';
import { type Attachment, type Message, documentOfMessage } from './message-blocks.js';
import { DocumentCorrupt } from './parse-errors.js';
import type { ParseLimits, ParseSetting, ParsedDocument } from './parsed-document.js';
import { signedContent } from './signed-content.js';

const OPTIONS = { maxNestingDepth: 50, forceRfc822Attachments: true };

/** Pictures that are smaller are logos and lines: within the text of a message, and attached to it. */
const LEAST_INLINE_BYTES = 15_000;
const LEAST_ATTACHED_BYTES = 4_000;

/** Read an e-mail message (RFC 5322 with MIME) through postal-mime: head, the text or else the HTML of its body, attachments. */
export async function parseEml(path: string, _limits: ParseLimits, { unpack }: ParseSetting): Promise<ParsedDocument> {
  const bytes = await readFile(path);
  const decoded = decodeText(bytes);
  // A mail is bytes in several encodings; only an editor's copy in UTF-16 or UTF-32 is one text.
  const isCopy = hasByteOrderMark(bytes) || /^utf-?(?:16|32)/i.test(decoded.encoding);
  const message = await readMessage(isCopy ? Buffer.from(decoded.text.replace(/^\ufeff/, '')) : bytes);
  const { subject, from, to, cc, date, text, html, attachments } = message;
  if ([subject, from, to, cc, date, text, html, attachments].every((field) => !field?.length))
    throw new DocumentCorrupt('e-mail message', 'it has neither a head nor a body');
  return documentOfMessage(message, bytes.length, unpack);
}

/** One message out of its bytes. @throws DocumentCorrupt */
export async function readMessage(stored: Uint8Array, wrapped = 0): Promise<Message> {
  const bytes = withReadableHead(stored);
  const mail = await parseMail(bytes);
  const enclosed = wrapped < MOST_WRAPPED ? enclosedIn(mail) : null;
  if (enclosed) return withHeadOf(mail, await readMessage(enclosed, wrapped + 1));
  const signatures = mail.attachments.filter(isSignature);
  return {
    subject: mail.subject ?? null,
    from: mail.from ? person(mail.from) : null,
    to: people(mail.to),
    cc: people(mail.cc),
    date: mail.date ?? null,
    text: mail.text?.trim() || mail.html ? (mail.text ?? null) : (signedText(bytes) ?? unpartedText(bytes, mail)),
    html: mail.html ?? null,
    messageId: mail.messageId ?? null,
    inReplyTo: mail.inReplyTo ?? null,
    attachments: mail.attachments.filter((part) => !isSignature(part) && !isTrifle(part)).map(toAttachment),
    isSigned: signatures.length > 0,
  };
}

/** Signed, locked and signed again is the most that mail programs do. */
const MOST_WRAPPED = 3;

/** A message that lies within its signature, instead of beside it; a signed file that was attached to no words stays one. */
function enclosedIn({ headers, text, html, attachments }: Email): Uint8Array | null {
  const [only, ...others] = attachments;
  if (!only || others.length > 0 || text?.trim() || html || !ENCLOSING.test(only.mimeType)) return null;
  const isWhole = ENCLOSING.test(headers.find(({ key }) => key === 'content-type')?.value ?? '');
  const name = only.filename?.trim() ?? '';
  const isMessage = name === '' || (isWhole ? !NAMES_A_FILE.test(name) : /^smime\.p7m$/i.test(name));
  return isMessage ? signedContent(bytesOf(only.content)) : null;
}

const ENCLOSING = /^\s*application\/(?:x-)?pkcs7-mime\s*(?:;|$)/i;
/** `lease.pdf.p7m` */
const NAMES_A_FILE = /\.[^.]+\.p7m$/i;

/** What is signed has the text alone; who writes to whom stands around it. */
function withHeadOf({ subject, from, to, cc, date, messageId, inReplyTo }: Email, message: Message): Message {
  return {
    ...message,
    subject: subject ?? message.subject,
    from: from ? person(from) : message.from,
    to: people(to) ?? message.to,
    cc: people(cc) ?? message.cc,
    date: date ?? message.date,
    messageId: messageId ?? message.messageId,
    inReplyTo: inReplyTo ?? message.inReplyTo,
    isSigned: true,
  };
}

async function parseMail(bytes: Uint8Array): Promise<Email> {
  try {
    return withSigns(await new PostalMime(OPTIONS).parse(bytes));
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
    throw new DocumentCorrupt('e-mail message', reason, { cause: error });
  }
}

function withSigns(mail: Email): Email {
  const { subject, text, html } = mail;
  return {
    ...mail,
    ...(subject && { subject: withSignsOfWindows(subject) }),
    ...(text && { text: withSignsOfWindows(text) }),
    ...(html && { html: withSignsOfWindows(html) }),
  };
}

/**
 * What was signed, of a message whose signed part has no head of its own and does not begin with the empty line that would
 * say so; signing tools write such.
 */
function signedText(bytes: Uint8Array): string | null {
  const mail = Buffer.from(bytes).toString('utf8');
  const boundary = /^Content-Type:\s*multipart\/signed\b(?:[^\n]|\n[ \t])*?boundary="?([^";\r\n]+)/im.exec(mail)?.[1];
  const part = boundary === undefined ? undefined : mail.split(`--${boundary}`)[1]?.trim();
  return part && !/^[\w-]+:/.test(part) ? part : null;
}

/** What follows the head of a message that says it is in parts, of which none begins. */
function unpartedText(bytes: Uint8Array, { attachments }: Email): string | null {
  const [head = '', body = ''] = partedAtHead(Buffer.from(bytes).toString('latin1'));
  if (attachments.length > 0 || !/^Content-Type:\s*multipart\//im.test(head)) return null;
  return decodeText(Buffer.from(body, 'latin1')).text.trim() || null;
}

const HEAD_END = /\r?\n\r?\n/;

/** The head with the empty line that ends it, and what is behind it. */
function partedAtHead(mail: string): string[] {
  const end = HEAD_END.exec(mail);
  return end ? [mail.slice(0, end.index + end[0].length), mail.slice(end.index + end[0].length)] : [mail];
}

/**
 * A message as the standard has it: empty lines before the head and ends of lines of old Macs are mended, and letters that nothing
 * says the encoding of, as old programs wrote them, are put into UTF-8.
 */
function withReadableHead(stored: Uint8Array): Uint8Array {
  const start = stored.findIndex((byte) => byte !== 0x0a && byte !== 0x0d);
  const bytes = start > 0 ? stored.subarray(start) : stored;
  const hasLines = bytes.includes(0x0a) || !bytes.includes(0x0d);
  if (hasLines && isUtf8(bytes)) return asItIs(bytes);
  const mail = Buffer.from(bytes).toString('latin1');
  const [head = '', body = ''] = partedAtHead(hasLines ? mail : mail.replaceAll('\r', '\n'));
  const isBare = !/charset\s*=|^Content-Type:(?!\s*text\/plain)/im.test(head);
  // A head is in the encoding of its body, where that says which.
  const stated = /charset\s*=\s*"?([\w:.-]{2,40})/i.exec(mail)?.[1];
  const { encoding } = decodeText(bytes, stated);
  return Buffer.concat([inUtf8(head, encoding), isBare ? inUtf8(body, encoding) : Buffer.from(body, 'latin1')]);
}

/** Programs that say ASCII and send UTF-8: it holds both. */
function asItIs(bytes: Uint8Array): Uint8Array {
  if (bytes.every((byte) => byte < 0x80)) return bytes;
  const mail = Buffer.from(bytes).toString('utf8');
  return Buffer.from(mail.replace(/(\bcharset\s{0,5}=\s{0,5}"?)us-ascii\b/gi, '$1utf-8'));
}

/** Bytes, given as characters of one byte each, as UTF-8; what is in it already stays. */
function inUtf8(text: string, encoding: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes : Buffer.from(iconv.decode(bytes, encoding));
}

const isSignature = ({ mimeType }: MimePart): boolean =>
  /^application\/(?:(?:x-)?pkcs7-signature|pgp-signature)$/i.test(mimeType);

/** What an archived page looks like and does, beside what it says. */
const LOOKS = /^(?:text\/css|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i;

const isTrifle = ({ related, content, mimeType }: MimePart): boolean =>
  (related === true && LOOKS.test(mimeType)) ||
  (/^image\//i.test(mimeType) && sizeOf(content) < (related ? LEAST_INLINE_BYTES : LEAST_ATTACHED_BYTES));

/** Kinds of plain text whose extension says more than theirs. */
const NAMED_BY_USE: Readonly<Record<string, string>> = { 'text/calendar': 'ics', 'text/vcard': 'vcf' };

function toAttachment(part: MimePart, index: number): Attachment {
  const isMessage = /^message\/rfc822$/i.test(part.mimeType);
  const extension = isMessage ? 'eml' : (NAMED_BY_USE[part.mimeType.toLowerCase()] ?? extensionOf(part.mimeType));
  const unnamed = isMessage ? 'message' : `attachment ${index + 1}`;
  const given = withSignsOfWindows(part.filename?.trim() ?? '') || unnamed;
  // Forwarded messages are often called by their subject alone.
  const isPlain = !/\.[A-Za-z0-9]{1,10}$/.test(given) || (isMessage && !/\.eml$/i.test(given));
  return { name: isPlain && extension ? `${given}.${extension}` : given, bytes: () => bytesOf(part.content) };
}

const bytesOf = (content: MimePart['content']): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content as ArrayBuffer);

const sizeOf = (content: MimePart['content']): number =>
  typeof content === 'string' ? content.length : content.byteLength;

const people = (addresses: readonly Address[] | undefined): string | null => addresses?.map(person).join(', ') || null;

function person(address: Address): string {
  if (address.group) return `${address.name}: ${address.group.map(person).join(', ')}`;
  const name = withSignsOfWindows(address.name);
  if (!address.address) return name;
  return name ? `${name} <${address.address}>` : address.address;
}
