import { type AnswerDocument, type ConversationDetail, joinPresent, sayPlace } from '#contracts';
import { minute } from './format.js';
import { oneLine, printable } from './printable.js';

/** A branch of a conversation as a Markdown document that stands by itself: each question, its answer, sources and record. */
export function conversationAsMarkdown({ title, owner, matter, turns }: ConversationDetail): string {
  const head = [
    `# ${escaped(title || 'Conversation')}`,
    '',
    `${escaped(owner.name)}${matter ? `, matter ${escaped(matter)}` : ''}`,
  ];
  const exchanges = turns.flatMap(({ question, askedAt, answer, withheld }) => [
    '',
    `## ${escaped(question)}`,
    '',
    ...(answer ? answered(answer, askedAt) : [escaped(withheld?.message ?? '')]),
  ]);
  return `${[...head, ...exchanges].join('\n')}\n`;
}

function answered(answer: AnswerDocument, askedAt: string): string[] {
  const { refusal, sentences, citations, record, log } = answer;
  const text = refusal
    ? [`Not answered: ${escaped(refusal.message)}`]
    : sentences.map(({ text, support, citations: numbers }) => {
        const marks = numbers.map((n) => ` \\[${n}\\]`).join('');
        return `${escaped(text)}${marks}${support === 'unsupported' ? ' *(not supported by the documents)*' : ''}  `;
      });
  const sources = citations.map(
    ({ n, title, page, pageUnit, revisionNumber, quote }) =>
      `${n}. ${joinPresent([escaped(title), sayPlace(page, pageUnit)], ', ')}, revision ${revisionNumber}: “${escaped(quote)}”`,
  );
  const kept = `Asked ${minute(askedAt)} UTC. Record ${record}, log entry ${log.index}.`;
  return [...text, '', ...sources, ...(sources.length > 0 ? [''] : []), kept];
}

/** On one line, and nothing in it is taken for markup, a link or an image. */
const escaped = (text: string): string => oneLine(printable(text)).replace(/[\\`*_{}[\]()<>#+!|~-]/g, '\\$&');
