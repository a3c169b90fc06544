import { joinPresent, sayPlace } from '#contracts';
import { inertMarkdown } from '#knowledge';
import type { ToolOutput } from './tools.js';

/** What ends a line, for whoever reads it. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;
/** Turn the direction of what follows, spell what no font shows, or steer a terminal. */
const UNSEEN = /[\u202a-\u202e\u2066-\u2069\u{E0000}-\u{E007F}]|(?![\t\n\v\f\r\u0085])\p{Cc}/gu;

/** What is left of it where an assistant shows it as Markdown: words, no link, no image, no tag; terminals are told nothing either. */
const inert = (text: string): string => inertMarkdown(text.replace(UNSEEN, '')).text;

/** A document's words in one line: they can begin no line that would be read as this service's own. */
const oneLine = (text: string): string => inert(text).replace(/\s+/gu, ' ').trim();

/** A document's words with their lines, each marked as such, so that none passes for another result. */
const quotedLines = (text: string): string =>
  inert(text)
    .split(LINE_END)
    .map((line) => `> ${line}`)
    .join('\n');

/** For models: whatever a document says is quoted line by line, so that it is not taken for words of the service. */
export function passagesAsText({ passages, documentsSearched, notRead }: ToolOutput<'search'>): string {
  if (passages.length === 0)
    return [`Nothing was found in ${documentsSearched} documents.`, ...notRead.map(oneLine)].join(' ');
  const found = passages
    .map(({ rank, title, page, pageUnit, clause, heading, text, revision, span, isSuperseded }) => {
      const where = [title, clause, sayPlace(page, pageUnit), heading, isSuperseded && 'superseded'];
      return `${rank}. ${oneLine(joinPresent(where, ', '))} (revision ${revision}, span ${span.join('–')})\n${quotedLines(text)}`;
    })
    .join('\n\n');
  return [found, ...notRead.map(oneLine)].join('\n\n');
}

/** An answer as an assistant reads it: sentences with their marks, the sources, what stands without support, and the record. */
export function answerAsText(given: ToolOutput<'ask'>): string {
  const { outcome, sentences, citations, refusal, record, warnings, notRead, missing } = given;
  // Both may name documents.
  const ending = [...[...warnings, ...notRead].map(oneLine), `Record ${record}`].join('\n');
  if (outcome === 'refused') {
    const lacking = missing.length > 0 ? ` Found nowhere: ${oneLine(missing.join(', '))}.` : '';
    return `Not answered: ${oneLine(refusal?.message ?? 'the documents do not say.')}${lacking}\n\n${ending}`;
  }
  const doubtful = sentences.filter(({ support }) => support === 'unsupported').map(({ text }) => `- ${oneLine(text)}`);
  const sources = citations.map(
    ({ n, title, page, pageUnit, clause, quote, revision, span }) =>
      `[${n}] ${oneLine(joinPresent([title, clause, sayPlace(page, pageUnit)], ', '))} (revision ${revision}, span ${span.join('–')}): "${oneLine(quote)}"`,
  );
  const marked = sentences
    .map(({ text, citations: numbers }) => [oneLine(text), ...numbers.map((n) => `[${n}]`)].join(' '))
    .join('\n');
  return [
    marked,
    ...(doubtful.length > 0 ? [`Not supported by any source:\n${doubtful.join('\n')}`] : []),
    `Sources:\n${sources.join('\n')}`,
    ending,
  ].join('\n\n');
}

/** For models: the surroundings quoted line by line, the cited words between `⟦` and `⟧`, which stand nowhere else. */
export function windowAsText(opened: ToolOutput<'open_citation'>): string {
  const { title, page, pageUnit, isSuperseded, before, quote, after } = opened;
  const warning = isSuperseded ? ' A newer revision has replaced this text.' : '';
  return `${oneLine(joinPresent([title, sayPlace(page, pageUnit)], ', '))}.${warning}\n\n${quotedLines(`${unmarked(before)}⟦${unmarked(quote)}⟧${unmarked(after)}`)}`;
}

/** Without brackets like those that mark the cited place. */
const unmarked = (text: string): string => text.replaceAll('⟦', '[').replaceAll('⟧', ']');

/** What became of a decision that an assistant recorded. */
export const decisionAsText = ({ decision, state, question, responsible }: ToolOutput<'record_decision'>): string =>
  `Decision ${decision} is a ${state}: "${oneLine(question)}". ${responsible} answers for it.`;

/** Decisions that were found, each with what was chosen and what came of it. */
export const precedentsAsText = ({ decisions }: ToolOutput<'search_decisions'>): string =>
  decisions
    .map(({ decision, state, question, choice, responsible, outcome }) =>
      [
        `${oneLine(question)}\n${oneLine(choice)} (${state}, ${responsible}; decision ${decision})`,
        ...(outcome === null ? [] : [`What came of it: ${oneLine(outcome)}`]),
      ].join('\n'),
    )
    .join('\n\n') || 'No decision that you may see is like it.';

/** For models: one line each, in the order given. */
export const collectionsAsText = ({ collections }: ToolOutput<'list_collections'>): string =>
  collections.map(({ name, documents }) => `${name}: ${documents} documents`).join('\n') ||
  'There is no collection in sight.';
