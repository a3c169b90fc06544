import { type AnswerDocument, joinPresent, sayCoverage, sayPlace } from '#contracts';
import { counted } from '../output/format.js';
import { oneLine, printable } from '../output/printable.js';

/** An answer for a person: the text or the refusal, then {@link sourcesAsText}. */
export function answerAsText(answer: AnswerDocument): string {
  const text = answer.refusal ? `Not answered: ${answer.refusal.message}` : answer.answer;
  return `${printable(text.trim())}\n\n${sourcesAsText(answer)}`;
}

/** Numbered citations, sentences without support, warnings, what was searched, and the record. */
export function sourcesAsText(answer: AnswerDocument): string {
  const notes = answer.warnings.map(({ message }) => `Note: ${oneLine(message)}`);
  const lines = [...citations(answer), ...unsupported(answer), ...notes, coverageLine(answer), recordLine(answer)];
  return `${lines.join('\n')}\n`;
}

function citations({ citations }: AnswerDocument): string[] {
  if (citations.length === 0) return [];
  const lines = citations.flatMap(({ n, title, clause, page, pageUnit, revisionNumber, quote }) => [
    `[${n}] ${joinPresent([oneLine(title), oneLine(clause ?? ''), sayPlace(page, pageUnit), `revision ${revisionNumber}`], ', ')}`,
    `    "${oneLine(quote)}"`,
  ]);
  return [...lines, ''];
}

function unsupported({ sentences }: AnswerDocument): string[] {
  const without = sentences.filter((sentence) => sentence.support === 'unsupported');
  if (without.length === 0) return [];
  return ['Not supported by the documents:', ...without.map((sentence) => `  - ${oneLine(sentence.text)}`), ''];
}

function coverageLine({ coverage, mode, model }: AnswerDocument): string {
  const how = mode === 'quoted' ? 'quoted without a language model' : `written by ${oneLine(model.name)}`;
  const missed = sayCoverage(coverage).map((sentence) => oneLine(sentence));
  return [`Searched ${counted(coverage.searched, 'document')}; ${how}.`, ...missed].join('\n');
}

function recordLine({ record, log }: AnswerDocument): string {
  return `Record ${record}, log entry ${log.index}.`;
}
