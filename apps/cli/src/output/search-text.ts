import { type SearchFacets, type SearchResult, sayCoverage, sayPlace } from '#contracts';
import { emphasise } from './emphasise.js';
import { counted } from './format.js';
import { oneLine, printable } from './printable.js';

/** Passages as they are printed. @param isBold Whether what matched stands out. */
export function searchAsText({ passages, coverage, facets }: SearchResult, isBold: boolean): string {
  const from = `${counted(passages.length, 'passage')} from ${counted(coverage.searched, 'document')}`;
  const summary = [from, ...sayCoverage(coverage).map((sentence) => oneLine(sentence))]
    .map((line) => `${line}\n`)
    .join('');
  const found = passages.map((passage) => `${passageAsText(passage, isBold)}\n`).join('');
  return found + (facets ? `${facetsAsText(facets)}\n` : '') + summary;
}

function passageAsText(passage: SearchResult['passages'][number], isBold: boolean): string {
  const revision = passage.isSuperseded ? `, superseded revision ${passage.revisionNumber}` : '';
  const heading = passage.heading === '' ? '' : ` · ${oneLine(passage.heading)}`;
  const clause = passage.clause ? `, ${oneLine(passage.clause)}` : '';
  const place = sayPlace(passage.page, passage.pageUnit);
  const title = `${passage.rank}. ${oneLine(passage.title)}${clause}${place && `, ${place}`}${revision}${heading}`;
  const copies =
    passage.copies.length > 0 ? `   also in ${passage.copies.map(({ path }) => oneLine(path)).join(', ')}\n` : '';
  const marked = emphasise(passage.text, isBold ? passage.highlights.text : [], printable);
  return `${title}  (${passage.score.toFixed(3)})\n   ${oneLine(passage.path)}\n${copies}${marked.trim().replace(/^/gm, '   ')}\n`;
}

function facetsAsText({ documents, isPartial, ...facets }: SearchFacets): string {
  const lines = Object.entries(facets).flatMap(([name, counts]) => {
    const values = counts.map((one) => `${oneLine(one.value)} (${one.documents})`).join(', ');
    return values === '' ? [] : [`   ${name}: ${values}`];
  });
  return [`${isPartial ? 'More than ' : ''}${counted(documents, 'document')} matched`, ...lines].join('\n');
}
