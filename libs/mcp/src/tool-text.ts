import type { ToolOutput } from './tools.js';

export function passagesAsText({ passages, documentsSearched, notRead }: ToolOutput<'search'>): string {
  if (passages.length === 0) return [`Nothing was found in ${documentsSearched} documents.`, ...notRead].join(' ');
  const found = passages
    .map(({ rank, title, page, clause, heading, text, revision, span, isSuperseded }) => {
      const where = [
        title,
        ...(clause ? [clause] : []),
        `page ${page}`,
        ...(heading ? [heading] : []),
        ...(isSuperseded ? ['superseded'] : []),
      ];
      return `${rank}. ${where.join(', ')} (revision ${revision}, span ${span.join('–')})\n${text}`;
    })
    .join('\n\n');
  return [found, ...notRead].join('\n\n');
}

export function answerAsText(given: ToolOutput<'ask'>): string {
  const { outcome, sentences, citations, refusal, record, warnings, notRead, missing } = given;
  const ending = [...warnings, ...notRead, `Record ${record}`].join('\n');
  if (outcome === 'refused') {
    const lacking = missing.length > 0 ? ` Found nowhere: ${missing.join(', ')}.` : '';
    return `Not answered: ${refusal?.message ?? 'the documents do not say.'}${lacking}\n\n${ending}`;
  }
  const doubtful = sentences.filter(({ support }) => support === 'unsupported').map(({ text }) => `- ${text}`);
  const sources = citations.map(
    ({ n, title, page, clause, quote, revision, span }) =>
      `[${n}] ${title}${clause ? `, ${clause}` : ''}, page ${page} (revision ${revision}, span ${span.join('–')}): "${quote}"`,
  );
  const marked = sentences
    .map(({ text, citations: numbers }) => [text, ...numbers.map((n) => `[${n}]`)].join(' '))
    .join('\n');
  return [
    marked,
    ...(doubtful.length > 0 ? [`Not supported by any source:\n${doubtful.join('\n')}`] : []),
    `Sources:\n${sources.join('\n')}`,
    ending,
  ].join('\n\n');
}

export function windowAsText({ title, page, isSuperseded, before, quote, after }: ToolOutput<'open_citation'>): string {
  const warning = isSuperseded ? ' A newer revision has replaced this text.' : '';
  return `${title}, page ${page}.${warning}\n\n${before}⟦${quote}⟧${after}`;
}

export const decisionAsText = ({ decision, state, question, responsible }: ToolOutput<'record_decision'>): string =>
  `Decision ${decision} is a ${state}: "${question}". ${responsible} answers for it.`;

export const precedentsAsText = ({ decisions }: ToolOutput<'search_decisions'>): string =>
  decisions
    .map(({ decision, state, question, choice, responsible, outcome }) =>
      [
        `${question}\n${choice} (${state}, ${responsible}; decision ${decision})`,
        ...(outcome === null ? [] : [`What came of it: ${outcome}`]),
      ].join('\n'),
    )
    .join('\n\n') || 'No decision that you may see is like it.';

export const collectionsAsText = ({ collections }: ToolOutput<'list_collections'>): string =>
  collections.map(({ name, documents }) => `${name}: ${documents} documents`).join('\n') ||
  'There is no collection in sight.';
