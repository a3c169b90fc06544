import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { MemberSink } from './members/member-sink.js';
import { isoDay } from './message-blocks.js';
import { readMessage } from './parse-email.js';
import { DocumentCorrupt, DocumentTooComplex, UnsupportedType } from './parse-errors.js';
import type { Block, ParseLimits, ParseSetting, ParsedDocument } from './parsed-document.js';

const LONGEST_SUBJECT = 80;

/**
 * Read a mailbox (RFC 4155): each message becomes a document of its own, with its attachments below it; the mailbox has the
 * list of them for a text, a thread's messages under its first. A message is named by its day, subject and identity, so that
 * a later copy of the same mailbox with more messages changes nothing about those that were there.
 */
export async function parseMbox(path: string, limits: ParseLimits, { unpack }: ParseSetting): Promise<ParsedDocument> {
  if (!unpack) throw new UnsupportedType('a mailbox, and there is no place to unpack it to', 'mbox');
  const file = await readFile(path);
  const sink = new MemberSink(unpack, file.length);
  sink.requireDepth();
  const listed: Listed[] = [];
  for (const bytes of splitMailbox(file)) {
    if (listed.length >= limits.maxPages) throw new DocumentTooComplex('messages', limits.maxPages);
    listed.push(await take(bytes, sink));
  }
  if (listed.length === 0) throw new DocumentCorrupt('mailbox', 'no line begins a message');
  return {
    title: null,
    metadata: {},
    blocks: inThreads(listed).map(({ line, depth }): Block => ({
      kind: 'list-item',
      text: line,
      level: depth,
      page: 1,
    })),
    pageCount: 1,
    notes: sink.notes,
    members: sink.members,
  };
}

interface Listed {
  readonly id: string | null;
  readonly inReplyTo: string | null;
  readonly line: string;
}

async function take(bytes: Buffer, sink: MemberSink): Promise<Listed> {
  const message = await readMessage(bytes).catch((error: unknown) => {
    if (error instanceof DocumentCorrupt) return null;
    throw error;
  });
  const identity = createHash('sha256')
    .update(message?.messageId ?? bytes)
    .digest('hex')
    .slice(0, 6);
  const subject = message?.subject?.trim() || 'Message without a subject';
  const day = isoDay(message?.date ?? null);
  const called = subject.replace(/[\\/]/g, '_').slice(0, LONGEST_SUBJECT).toWellFormed().trim();
  await sink.add(`${day ? `${day} ` : ''}${called} [${identity}].eml`, [bytes]);
  return {
    id: message?.messageId ?? null,
    inReplyTo: message?.inReplyTo ?? null,
    line: [day, message?.from, subject].filter(Boolean).join(' · '),
  };
}

/** Messages in the order of the file, each answer below what it answers where that stands before it. */
function inThreads(messages: readonly Listed[]): { line: string; depth: number }[] {
  const depths = new Map<string, number>();
  return messages.map(({ id, inReplyTo, line }) => {
    const depth = inReplyTo && depths.has(inReplyTo) ? Math.min(6, depths.get(inReplyTo)! + 1) : 1;
    if (id) depths.set(id, depth);
    return { line, depth };
  });
}

/** Such a line with a day and a time begins a message wherever it stands; any other only behind an empty line. */
const POSTMARK = /^From .*\b\d{1,2}:\d{2}(?::\d{2})?\b.*\b(?:19|20)\d{2}\b/;
/** It is looked for in no more of a line, as the time that takes grows with the square. */
const POSTMARK_CHARS = 200;
const HEAD_LINE = /^>?[!-9;-~]+:|^>From /;

/**
 * A line "From …" before the head of a message begins it; such lines inside a message were marked by ">" when it was stored, or are
 * followed by prose. A file without any is a single message, if it begins like one.
 */
function splitMailbox(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  const first = text.search(/\S/);
  const lines = [...text.matchAll(/^From(?: [^\r\n]*)?\r?\n/gm)];
  const starts = lines.filter((line) => beginsMessage(text, line, line.index <= first)).map(({ index }) => index);
  if (starts.length === 0) return HEAD_LINE.test(text.trimStart()) ? [bytes] : [];
  return starts.map((start, i) => {
    const mail = text.slice(text.indexOf('\n', start) + 1, starts[i + 1]);
    return Buffer.from(mail.replace(/^>(>*From )/gm, '$1'), 'latin1');
  });
}

function beginsMessage(text: string, { 0: line, index }: RegExpExecArray, isFirst: boolean): boolean {
  const isPostmark = POSTMARK.test(line.slice(0, POSTMARK_CHARS));
  const isApart = isFirst || /\n\r?\n$/.test(text.slice(Math.max(0, index - 3), index));
  const next = text.slice(index + line.length, index + line.length + LONGEST_HEAD_LINE);
  return (isApart || isPostmark) && (HEAD_LINE.test(next) || isFirst || (/^\r?\n/.test(next) && isPostmark));
}

const LONGEST_HEAD_LINE = 1_000;
