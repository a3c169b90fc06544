import type { CoverageNote } from '#knowledge';
import { metadataOf, sensibleTitle } from './document-facts.js';
import { blocksOfHtml } from './parse-html.js';
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
  /** Read when there is no plain text. */
  readonly html: string | null;
  readonly attachments: readonly string[];
}

/** One message as a document: its head, its body; attachments are named in notes. */
export function documentOfMessage(message: Message): ParsedDocument {
  return {
    title: sensibleTitle(message.subject),
    metadata: metadataOf([
      ['author', message.from],
      ['to', message.to],
      ['date', isoDay(message.date)],
      ['subject', message.subject],
    ]),
    blocks: blocksOfMessage(message, 1),
    pageCount: 1,
    notes: attachmentNotes(message, 1),
  };
}

/** Several messages as one document, a page for each. */
export function documentOfMessages(messages: readonly Message[]): ParsedDocument {
  return {
    title: null,
    metadata: {},
    blocks: messages.flatMap((message, i) => blocksOfMessage(message, i + 1)),
    pageCount: Math.max(1, messages.length),
    notes: messages.flatMap((message, i) => attachmentNotes(message, i + 1)),
  };
}

function blocksOfMessage(message: Message, page: number): Block[] {
  const head = [
    ['From', message.from],
    ['To', message.to],
    ['Cc', message.cc],
    ['Date', message.date],
  ]
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}`);
  const body = message.text?.trim() ? blocksOfPlainText(message.text) : blocksOfHtml(message.html ?? '');
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

function attachmentNotes({ attachments }: Message, page: number): CoverageNote[] {
  return attachments.map((name) => ({
    code: 'attachment.skipped',
    message: `The attachment ${name} was not read; upload it as a document of its own.`,
    page,
  }));
}

function isoDay(date: string | null): string | null {
  const parsed = new Date(date ?? Number.NaN);
  return Number.isNaN(parsed.getTime()) ? null : parsed.toISOString().slice(0, 10);
}
