import type { Span } from '#knowledge';
import { type Lexicon, type TokenSpan, formsOf, isNeeded, readingsInOneWay } from '#search-index';
import type { StoredPassage } from '../passage-source.port.js';
import type { QueryPlan } from './plan-query.js';

/** Places that a query matched, in UTF-16 units of each text; in order, without overlap. */
export interface Highlights {
  readonly text: readonly Span[];
  readonly title: readonly Span[];
  /** Of each heading above the passage, outermost first. */
  readonly headings: readonly (readonly Span[])[];
}

/** Most places that are told of one text. */
const MOST_SPANS = 200;

/** The words of a phrase in each way of reading it, or of a text. */
type Readings<T> = readonly (readonly T[])[];

type Seen = Pick<StoredPassage, 'text' | 'title' | 'headingPath'>;

/** Looks at passages with one query: whether they really fit it, and where. */
export class PassageMatcher {
  private readonly tokens: ReadonlySet<string>;
  private readonly phrases: readonly Readings<string>[];
  private readonly excluded: readonly Readings<string>[];
  private readonly titles: readonly Readings<string>[];
  private readonly excludedTokens: ReadonlySet<string>;

  /** @param terms More tokens to highlight than the words of the query. */
  constructor(
    plan: QueryPlan,
    private readonly lexicon: Lexicon,
    terms: readonly string[] = [],
  ) {
    const excluded = plan.excludedWords.map((word) => ({ word, tokens: lexicon.words(word).filter(isNeeded) }));
    const several = excluded.filter(({ tokens }) => tokens.length > 1).map(({ word }) => word);
    this.tokens = new Set([...formsOf(lexicon.words(plan.text)), ...terms]);
    this.phrases = plan.phrases.map(wordsOf);
    // What is several tokens (e-mail, 契約書) is meant as one thing.
    this.excluded = [...plan.excludedPhrases, ...several].map(wordsOf);
    this.titles = plan.titles.map(wordsOf);
    this.excludedTokens = new Set(
      excluded.filter(({ tokens }) => tokens.length === 1).flatMap(({ tokens }) => formsOf(tokens)),
    );
  }

  /** Whether {@link fits} can ever be false. */
  get isStrict(): boolean {
    return [this.phrases, this.excluded, this.titles].some(({ length }) => length > 0) || this.excludedTokens.size > 0;
  }

  /**
   * Whether the stored words are as the query wants them, in whichever way they are written. The index compares stems and leaves
   * common words out, so that it finds too much for a phrase, never too little.
   */
  fits({ text, title, headingPath }: Seen): boolean {
    if (!this.isStrict) return true;
    const places = [text, title, ...headingPath].map(readingsInOneWay);
    const stands = (phrase: Readings<string>) => places.some((words) => findPhrase(words, phrase).length > 0);
    return (
      this.phrases.every(stands) &&
      !this.excluded.some(stands) &&
      this.titles.every((phrase) => findPhrase(places[1]!, phrase).length > 0) &&
      !(this.excludedTokens.size > 0 && [text, title, ...headingPath].some((place) => this.holdsExcluded(place)))
    );
  }

  highlights({ text, title, headingPath }: Seen): Highlights {
    return {
      text: this.spansIn(text),
      title: this.spansIn(title),
      headings: headingPath.map((one) => this.spansIn(one)),
    };
  }

  private holdsExcluded(text: string): boolean {
    return this.lexicon.spans(text).some(({ token }) => this.excludedTokens.has(token));
  }

  private spansIn(text: string): Span[] {
    const words = this.lexicon.spans(text).filter(({ token }) => this.tokens.has(token));
    const placed = this.phrases.length > 0 ? readingsInOneWay(text) : [];
    return joined([...words, ...this.phrases.flatMap((phrase) => findPhrase(placed, phrase))]).slice(0, MOST_SPANS);
  }
}

const wordsOf = (phrase: string): string[][] =>
  readingsInOneWay(phrase).map((words) => words.map(({ token }) => token));

/** Every place where the words follow one another in one of the readings of both. */
const findPhrase = (readings: Readings<TokenSpan>, phrase: Readings<string>): Span[] =>
  readings.flatMap((words) => phrase.flatMap((sequence) => findSequence(words, sequence)));

/** Every place where the words follow one another; none for an empty sequence. */
function findSequence(words: readonly TokenSpan[], sequence: readonly string[]): Span[] {
  const [first] = sequence;
  if (first === undefined) return [];
  return words.flatMap(({ token, start }, at) => {
    const isHere = token === first && sequence.every((wanted, i) => words[at + i]?.token === wanted);
    return isHere ? [{ start, end: words[at + sequence.length - 1]!.end }] : [];
  });
}

function joined(spans: readonly Span[]): Span[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
