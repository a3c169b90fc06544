import { readFile } from 'node:fs/promises';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { decodeText, hasByteOrderMark } from './decode-text.js';
import { type Message, documentOfMessage, documentOfMessages } from './message-blocks.js';
import { DocumentCorrupt, DocumentTooComplex } from './parse-errors.js';
import { DEFAULT_PARSE_LIMITS, type ParseLimits, type ParsedDocument } from './parsed-document.js';

const LIMITS = { maxNestingDepth: 50 };

/** Read an e-mail message (RFC 5322 with MIME) through postal-mime: head, and the text or else the HTML of its body. */
export async function parseEml(path: string): Promise<ParsedDocument> {
  const bytes = await readFile(path);
  const decoded = decodeText(bytes);
  // A mail is bytes in several encodings; only an editor's copy in UTF-16 or UTF-32 is one text.
  const isCopy = hasByteOrderMark(bytes) || /^utf-?(?:16|32)/i.test(decoded.encoding);
  const message = await messageOf(isCopy ? Buffer.from(decoded.text.replace(/^\ufeff/, '')) : bytes);
  if (Object.values<string | readonly string[] | null>({ ...message }).every((field) => !field?.length))
    throw new DocumentCorrupt('e-mail message', 'it has neither a head nor a body');
  return documentOfMessage(message);
}

/** Read a mailbox (RFC 4155): every message on a page of its own, in the order of the file. */
export async function parseMbox(path: string, limits: ParseLimits = DEFAULT_PARSE_LIMITS): Promise<ParsedDocument> {
  const mails = splitMailbox(await readFile(path));
  if (mails.length > limits.maxPages) throw new DocumentTooComplex('messages', limits.maxPages);
  const messages: Message[] = [];
  for (const mail of mails) messages.push(await messageOf(mail));
  return documentOfMessages(messages);
}

async function messageOf(bytes: Uint8Array): Promise<Message> {
  const mail = await parseMail(bytes);
  const people = (addresses: readonly Address[] | undefined) => addresses?.map(person).join(', ') || null;
  return {
    subject: mail.subject ?? null,
    from: mail.from ? person(mail.from) : null,
    to: people(mail.to),
    cc: people(mail.cc),
    date: mail.date ?? null,
    text: mail.text ?? null,
    html: mail.html ?? null,
    attachments: mail.attachments
      .filter(({ related }) => !related)
      .map(({ filename, mimeType }) => filename ?? `without a name (${mimeType})`),
  };
}

async function parseMail(bytes: Uint8Array): Promise<Email> {
  try {
    return await new PostalMime(LIMITS).parse(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
    throw new DocumentCorrupt('e-mail message', reason, { cause: error });
  }
}

function person(address: Address): string {
  if (address.group) return `${address.name}: ${address.group.map(person).join(', ')}`;
  return address.name ? `${address.name} <${address.address}>` : (address.address ?? '');
}

/** A line "From …" after an empty one begins a message; such lines inside a message were marked by ">" when it was stored. */
function splitMailbox(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1');
  const starts = [...text.matchAll(/(?:^|\r?\n\r?\n)(From [^\r\n]+\r?\n)/g)].map(
    (match) => match.index + match[0].length - match[1]!.length,
  );
  return starts.map((start, i) => {
    const mail = text.slice(text.indexOf('\n', start) + 1, starts[i + 1]);
    return Buffer.from(mail.replace(/^>(>*From )/gm, '$1'), 'latin1');
  });
}
