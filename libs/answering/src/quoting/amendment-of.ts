import { clauseAt, type Passage } from '#knowledge';
import { affinityTo, RELATED, termsOf } from '../text/terms.js';
import { type ReadSentence, readPassages } from './read-passages.js';
import { quotationsOf, type Quote } from './select-quotes.js';

/** Numbers of clauses that a quotation may be amended as, of each the words to search its amendments with. */
export interface Amendable {
  readonly quote: Quote;
  /** `4.2`, `7`. */
  readonly clause: string;
  readonly query: string;
}

/** More clauses are not looked up for one answer. */
const MOST_LOOKED_UP = 2;
/** Share of the words of a document's title that an amendment names it by. */
const NAMED_SHARE = 0.6;
/** An amendment says at its beginning what it amends. */
const BEGINNING = 2_000;
const NUMBER = String.raw`\d+(?:\.\d+)*`;
const WORD = String.raw`(?:sections?|clauses?|articles?|paragraphs?|ziffern?|abschnitte?s?|nummern?|absatz|artikel|klausel|§{1,2}|第)`;
/** "4.2 The fee is …", "§ 7 Kündigung", "Section 4.2: …". */
const OPENS = new RegExp(String.raw`^[\s#*]*(?:${WORD}\s?)?(${NUMBER})(?:[.):]|\s|[条項])`, 'iu');
const CHANGES =
  /(?<!\p{L})(?:replaced|amended|deleted|restated|superseded|supplemented|substituted|struck|repealed|inserted|reads? as follows|ersetzt|geändert|gestrichen|aufgehoben|neu gefasst|ergänzt|neue fassung|wie folgt gefasst|remplacée?|modifiée?|supprimée?)(?!\p{L})|改め|変更する|改正|削除/iu;
/** In the title of whatever amends. */
const IS_AMENDMENT =
  /(?<!\p{L})(?:amend(?:ment|ing|ed)|addendum|variation|side letter|supplement|nachtrag|änderung\p{L}*|ergänzung\p{L}*|zusatzvereinbarung|avenant)(?!\p{L})|変更|改正|覚書/iu;

/** What of an answer's quotations bears the number of a clause, each clause once, the first {@link MOST_LOOKED_UP}, in order. */
export function amendable(quotes: readonly Quote[]): Amendable[] {
  const found = quotes.flatMap((quote) => {
    const clause = clauseOf(quote);
    // What changes the clause is not looked up as if it were the clause.
    return clause === null || changesClause(quote.text, clause)
      ? []
      : [{ quote, clause, query: `${quote.passage.title} amendment ${clause} replaced amended` }];
  });
  return found
    .filter(({ query }, i) => found.findIndex((earlier) => earlier.query === query) === i)
    .slice(0, MOST_LOOKED_UP);
}

/** The number of the clause that a quotation begins with, stands in or stands below; null where there is none. */
function clauseOf({ text, passage, span }: Quote): string | null {
  const label = clauseAt(passage.clauses ?? [], span.start);
  const before = passage.text.slice(0, span.start - passage.span.start).split(/\n/u);
  const own = [
    text,
    before.at(-1)!.trim() === '' ? (before.findLast((line) => OPENS.test(line)) ?? '') : before.at(-1)!,
  ];
  const heading = passage.headingPath.findLast((each) => OPENS.test(each)) ?? '';
  return (
    [own[0]!, label === null ? '' : `${label} `, own[1]!, heading].map((each) => OPENS.exec(each)?.[1]).find(Boolean) ??
    null
  );
}

/**
 * What changes a quoted clause: sentences of the same document, or of an amendment to it in its collection, that say of the clause's number that it
 * is replaced, amended or deleted.
 * @param passages Of whatever may hold such a sentence, in any order.
 * @returns As quotations, each with what it announces; later revisions of nothing, in the order of the passages.
 */
export function amendmentsOf({ quote, clause }: Amendable, passages: readonly Passage[]): Quote[] {
  const others = passages.filter(({ collectionId }) => collectionId === quote.passage.collectionId);
  const amending = readPassages(others).filter(
    (sentence) =>
      !sentence.isIntroduction &&
      changesClause(sentence.text, clause) &&
      (sentence.passage.documentId === quote.passage.documentId || amends(sentence, quote.passage, others)),
  );
  return quotationsOf(amending).map((found) => ({ ...found, beside: quote.passage.chunkId }));
}

/** "Section 4.2 … is replaced by", not "Section 4.21", nor "Section 4.2 applies". */
function changesClause(sentence: string, clause: string): boolean {
  const names = new RegExp(
    String.raw`${WORD}\s?(?:${NUMBER}(?:,| and| und|, and)\s)*${clause.replaceAll('.', String.raw`\.`)}(?![\d]|\.\d)`,
    'iu',
  );
  return names.test(sentence) && CHANGES.test(sentence);
}

/** Whether a sentence's document calls itself an amendment, and names the quoted document by most words of its title. */
function amends({ passage }: ReadSentence, quoted: Passage, passages: readonly Passage[]): boolean {
  const beginning = passages
    .filter(({ revisionId, span }) => revisionId === passage.revisionId && span.start < BEGINNING)
    .map(({ text }) => text.slice(0, BEGINNING));
  const itself = [passage.title, ...passage.headingPath, ...beginning].join('\n');
  if (!IS_AMENDMENT.test(itself)) return false;
  const words = termsOf(quoted.title).map(({ key }) => key);
  const named = termsOf(itself).map(({ key }) => key);
  const held = words.filter((key) => affinityTo(key)(named) > RELATED).length;
  return words.length > 0 && held >= NAMED_SHARE * words.length;
}

/** Quotations with the amendments of what they quote, each amendment first, each once. */
export function withAmendments(quotes: readonly Quote[], found: ReadonlyMap<Quote, readonly Quote[]>): Quote[] {
  const idOf = ({ passage, span }: Quote) => `${passage.revisionId}:${span.start}:${span.end}`;
  const own = new Map(quotes.map((quote) => [idOf(quote), quote]));
  const all = quotes.flatMap((quote) => [
    ...(found.get(quote) ?? []).map((each) => own.get(idOf(each)) ?? each),
    quote,
  ]);
  return [...new Map(all.map((quote) => [idOf(quote), quote])).values()];
}
