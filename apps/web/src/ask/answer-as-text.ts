import { type AnswerDocument, joinPresent } from '#contracts';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';

const words = strings.ask;

/** The answer as plain text for pasting elsewhere, with its sources and record number so that it stays checkable. */
export function answerAsText(answer: AnswerDocument): string {
  const sentences = answer.sentences.map(({ text, citations }) => [text, ...citations.map((n) => `[${n}]`)].join(' '));
  const sources = answer.citations.map(
    ({ n, title, page, pageUnit, revisionNumber, quote }) =>
      `[${n}] ${joinPresent([title, words.place(page, pageUnit), words.revision(revisionNumber)], ', ')}: “${quote}”`,
  );
  const body = answer.refusal ? [said(answer.refusal)] : sentences;
  return joinPresent(
    [answer.question, body.join('\n'), sources.join('\n'), `${words.record} ${answer.record}`],
    '\n\n',
  );
}
