import type { CoverageNote } from '#knowledge';
import { SIGNED, noteOf } from './coverage-notes.js';
import { metadataOf, sensibleTitle } from './document-facts.js';
import { MemberSink } from './members/member-sink.js';
import type { Unpack } from './members/unpack.js';
import { readHtml } from './parse-html.js';
import type { Block, ParsedDocument } from './parsed-document.js';
import { blocksOfPlainText } from './plain-text-blocks.js';

/** A message, whatever kind of file it came in. */
export interface Message {
  readonly subject: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly cc: string | null;
  /** ISO 8601, or as the message states it. */
  readonly date: string | null;
  readonly text: string | null;
  /** Read when there is no plain text, or when that is only a stub of it. */
  readonly html: string | null;
  /** The body where it is neither, already read. */
  readonly body?: readonly Block[];
  /** What was not read of its body. */
  readonly notes?: readonly CoverageNote[];
  /** Identity within its thread, with angle brackets. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly attachments: readonly Attachment[];
  /** Signed in a way that was not checked. */
  readonly isSigned?: boolean;
}

/** A file that a message carries. */
export interface Attachment {
  readonly name: string;
  /** Its bytes, read when asked for. */
  readonly bytes: () => Uint8Array;
}

/**
 * One message as a document: its head and its body; attachments become members below `attachments/`.
 * @param sizeBytes Size of the file that the message came in.
 * @param unpack Without it attachments are only named, in notes.
 */
export async function documentOfMessage(
  message: Message,
  sizeBytes: number,
  unpack: Unpack | null,
): Promise<ParsedDocument> {
  const sink = unpack && new MemberSink(unpack, sizeBytes);
  const notes = await takeAttachments(message, sink);
  const body = bodyOf(message);
  return {
    title: sensibleTitle(message.subject),
    metadata: metadataOf([
      ['author', message.from],
      ['to', message.to],
      ['cc', message.cc],
      ['date', isoDay(message.date)],
      ['subject', message.subject],
      ['message_id', message.messageId],
      ['in_reply_to', message.inReplyTo],
    ]),
    blocks: blocksOfMessage(message, body.blocks),
    pageCount: 1,
    notes: [
      ...(message.notes ?? []),
      ...body.notes,
      ...notes,
      ...(sink?.notes ?? []),
      ...(message.isSigned ? [SIGNED] : []),
    ],
    ...(sink && sink.members.length > 0 && { members: sink.members }),
  };
}

async function takeAttachments({ attachments }: Message, sink: MemberSink | null): Promise<CoverageNote[]> {
  if (!sink || sink.isTooDeep) return attachments.map(({ name }) => skipped(name, sink !== null));
  for (const { name, bytes } of attachments) await sink.add(`attachments/${name.replace(/[\\/]/g, '_')}`, [bytes()]);
  return [];
}

function skipped(name: string, isTooDeep: boolean): CoverageNote {
  const message = isTooDeep
    ? `The attachment ${name} was not read: it lies deeper in other messages and archives than is opened here (ARCHIVE_DEPTH).`
    : `The attachment ${name} was not read; upload it as a document of its own.`;
  return noteOf('attachment.skipped', message, { name, reason: isTooDeep ? 'too_deep' : 'no_place' });
}

function blocksOfMessage(message: Message, body: readonly Block[]): Block[] {
  const page = 1;
  const head = [
    ['From', message.from],
    ['To', message.to],
    ['Cc', message.cc],
    ['Date', message.date],
  ]
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}`);
  return [
    { kind: 'heading' as const, text: message.subject?.trim() || 'Message without a subject', level: 1, page },
    ...(head.length > 0 ? [{ kind: 'paragraph' as const, text: head.join('\n'), page }] : []),
    // Headings inside a message are parts of it.
    ...body.map((block) => ({
      ...block,
      page,
      ...(block.level && block.kind === 'heading' && { level: block.level + 1 }),
    })),
  ];
}

/** HTML with this many characters more than twice those of the plain text says what that leaves out. */
const STUB_CHARS = 100;

/** Both say the same in most messages; where the plain text only asks for another program, the HTML is the message. */
function bodyOf({ text, html, body = [] }: Message): {
  readonly blocks: readonly Block[];
  readonly notes: readonly CoverageNote[];
} {
  const plain = blocksOfPlainText(text ?? '');
  const formatted = html?.trim() ? readHtml(html) : { blocks: body, notes: [] };
  const isStub = charsOf(formatted.blocks) > 2 * charsOf(plain) + STUB_CHARS;
  return plain.length === 0 || isStub ? formatted : { blocks: plain, notes: [] };
}

const charsOf = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + block.text.length, 0);

/** The day in UTC, `YYYY-MM-DD`; null for what is not a date. */
export function isoDay(date: string | null): string | null {
  const parsed = new Date(date ?? Number.NaN);
  return Number.isNaN(parsed.getTime()) ? null : parsed.toISOString().slice(0, 10);
}
