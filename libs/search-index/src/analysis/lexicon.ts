import { analyse } from '../analyse.js';
import { type TokenSpan, asWritten, characterSpans, pairSpans, tokenSpans } from '../token-spans.js';
import { isFunctionWord } from './function-words.js';
import { groupedNumbers, otherGroupings } from './grouped-numbers.js';
import { otherNasals } from './nasals.js';
import { queryLanguage } from './query-language.js';
import { type TextRun, runsOf, segmentsOf } from './text-runs.js';
import { formsAmong, formsIn, plain } from './word-forms.js';
import { waysToWrite, writtenOtherwise } from './written-otherwise.js';

/**
 * How words are turned into what is indexed and searched for. A change of anything in `analysis/` that changes a token, rather
 * than adding another form, is a new version: indexes of another version go on serving with theirs until one of this version is built.
 */
export const ANALYSER_VERSION = 2;

/** A phrase as the sequences of tokens that it may be in an index. Each has a token. */
export type AskedPhrase = readonly (readonly string[])[];

/** A word of a query: the forms that it may have in the index, any of which will do. */
export interface QueryWord {
  /** In texts of the query's language; none for what only adds to the score of passages that are found anyway. */
  readonly forms: readonly string[];
  /**
   * In texts of other languages, where they differ. They find a name in a foreign text; as they are rare there, they would weigh
   * more than the words themselves if they counted in full.
   */
  readonly faint: readonly string[];
}

/** All forms of words, any of which says that a word is there. */
export const formsOf = (words: readonly QueryWord[]): string[] =>
  words.filter(isNeeded).flatMap(({ forms, faint }) => [...forms, ...faint]);

/** Whether a word must be there where every word must. */
export const isNeeded = ({ forms }: QueryWord): boolean => forms.length > 0;

/** The same for words of the same forms, whichever of them is the one that was said. */
export const keyOfWord = ({ forms }: QueryWord): string => [...forms].sort().join(' ');

/** Words as tokens that need no more reading. */
export const tokensAsWords = (tokens: readonly string[]): QueryWord[] =>
  tokens.map((token) => ({ forms: [token], faint: [] }));

/** The words of one index: how they were analysed, and in which languages the texts are. */
export interface Lexicon {
  /**
   * The tokens of a text, in reading order, repetitions kept, and after the last of them more forms of the same words. None
   * holds white space.
   * @param language As it was recognised, a code of two letters; null where it was not.
   */
  tokens(text: string, language: string | null): string[];
  /** The words of a query, in order, without those that are too common to be indexed. */
  words(query: string): QueryWord[];
  /** The sequences of tokens that a phrase may be in the index, one for each way of reading it; none for common words only. */
  phrase(phrase: string): AskedPhrase;
  /**
   * The words of a query as they are written ({@link asWritten}), without those that only hold its sentence together. Of scripts without spaces
   * between words: none, for their tokens have no other forms.
   */
  contentWords(query: string): ReadonlySet<string>;
  /** Every token that a place in a text may have in the index, in UTF-16 units of the text as it stands, in order. */
  spans(text: string): TokenSpan[];
}

/** How an index was analysed. */
export interface AnalysedAs {
  /** 1 reads every language alike. */
  readonly analyserVersion: number;
  /** Codes of the languages of its texts. */
  readonly languages: readonly string[];
}

/** The same lexicon for the same languages, so that what it learned of words serves the next search too. */
export function lexiconOf({ analyserVersion, languages }: AnalysedAs): Lexicon {
  if (analyserVersion < 2) return ALIKE;
  const key = languages.join(' ');
  const before = lexicons.get(key);
  if (before) return before;
  if (lexicons.size >= MOST_LEXICONS) lexicons.clear();
  const lexicon = new LanguageLexicon([...languages]);
  lexicons.set(key, lexicon);
  return lexicon;
}

const lexicons = new Map<string, Lexicon>();
/** Each index has its languages, and few indexes serve. */
const MOST_LEXICONS = 8;

/** Each word in the usual language of its script: what a query is read in while there is no index. */
export const unspecifiedLexicon = (): Lexicon => new LanguageLexicon([]);

/** All languages alike: what the first indexes were made with, and entries that are no documents still are. */
export const ALIKE: Lexicon = {
  tokens: (text) => analyse(text),
  words: (query) => tokensAsWords(analyse(query)),
  phrase: (phrase) => [analyse(phrase)].filter(({ length }) => length > 0),
  contentWords: (query) => contentWords(query, []),
  spans: (text) => tokenSpans(text),
};

const MOST_KNOWN = 20_000;

/** Each text in its own language; a query in all of them. */
class LanguageLexicon implements Lexicon {
  /** Forms by word as written: texts repeat their words, and each is read in every language. */
  private readonly known = new Map<string, readonly string[]>();

  constructor(private readonly languages: readonly string[]) {}

  tokens(text: string, language: string | null): string[] {
    const read = composed(text);
    const { tokens, others } = analyseIn(language, read);
    const numbers = groupedNumbers(read).map(({ token }) => token);
    // Behind all others, so that the tokens of a phrase stand one after another.
    return [...tokens, ...others, ...numbers];
  }

  words(query: string): QueryWord[] {
    const language = queryLanguage(query, this.languages);
    const near = language === null ? this.languages : [language];
    const read = composed(query);
    // Texts that were indexed before numbers in groups were also one token have none such: it can't be needed.
    const numbers = groupedNumbers(read).map(({ token }): QueryWord => ({ forms: [], faint: [token] }));
    const words = [...runsOf(read)].flatMap((run): QueryWord[] => {
      if (run.kind !== 'word') return unspacedWords(run, this.languages);
      const spelled = [run.text, ...otherNasals(run.text)];
      const forms = withOthers([...new Set(spelled.flatMap((word) => formsAmong(near, word)))], this.languages);
      const faint = language === null ? [] : formsAmong(this.languages, run.text).filter((one) => !forms.includes(one));
      return forms.length > 0 ? [{ forms, faint }] : [];
    });
    return [...words, ...numbers];
  }

  phrase(phrase: string): AskedPhrase {
    const ways = waysToWrite(composed(phrase), this.languages).flatMap((way) => [way, ...otherGroupings(way)]);
    const languages = [...this.languages, null];
    const read = ways.map(composed).flatMap((way) => languages.map((language) => analyseIn(language, way).tokens));
    const distinct = new Map(read.filter(({ length }) => length > 0).map((tokens) => [tokens.join(' '), tokens]));
    return [...distinct.values()];
  }

  contentWords(query: string): ReadonlySet<string> {
    const language = queryLanguage(query, this.languages);
    return contentWords(query, language === null ? this.languages : [language]);
  }

  spans(text: string): TokenSpan[] {
    const spans = [...runsOf(text)].flatMap((run) => this.spansOf(run));
    const numbers = groupedNumbers(text);
    return numbers.length === 0 ? spans : [...spans, ...numbers].sort(inOrder);
  }

  private spansOf({ text, start, kind }: TextRun): TokenSpan[] {
    if (kind === 'unspaced')
      return [...segmentsOf({ text, start, kind })].map((one) => ({
        ...{ token: plain(one.text.normalize('NFKC')), start: one.start, end: one.start + one.text.length },
      }));
    if (kind === 'paired') {
      const characters = characterSpans(text, start).filter(({ token }) => ALONE.test(token));
      return [...pairSpans(text, start), ...characters].sort(inOrder);
    }
    return this.formsOf(text).map((token) => ({ token, start, end: start + text.length }));
  }

  private formsOf(word: string): readonly string[] {
    const before = this.known.get(word);
    if (before) return before;
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    const forms = formsAmong(this.languages, composed(word));
    this.known.set(word, forms);
    return forms;
  }
}

const inOrder = (a: TokenSpan, b: TokenSpan): number => a.start - b.start;

function contentWords(query: string, languages: readonly string[]): ReadonlySet<string> {
  const words = [...runsOf(query)].filter(({ kind }) => kind === 'word').map(({ text }) => asWritten(text));
  return new Set(words.filter((word) => !isFunctionWord(word, languages)));
}

/** @param text As {@link composed} leaves it. */
function analyseIn(language: string | null, text: string): { tokens: string[]; others: string[] } {
  const [tokens, others]: [string[], string[]] = [[], []];
  for (const run of runsOf(text)) {
    const forms = run.kind === 'word' ? [formsIn(language, run.text)] : unspacedForms(run);
    for (const { stem, other } of forms) {
      if (stem) tokens.push(stem);
      if (other) others.push(other);
    }
  }
  return { tokens, others };
}

/**
 * Compatibility forms made plain. The vowel `am` of Thai and Lao is put together again, which the dictionaries know as one
 * character.
 */
function composed(text: string): string {
  const plainText = text.normalize('NFKC');
  if (!DECOMPOSED_AM.test(plainText)) return plainText;
  return plainText
    .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/gu, '$1\u0e33')
    .replace(/\u0ecd([\u0ec8-\u0ecb]?)\u0eb2/gu, '$1\u0eb3');
}
const DECOMPOSED_AM = /[\u0e4d\u0ecd]/u;

/** A character that is a word now and then: an ideograph or a Korean syllable, not a letter of Kana. */
const ALONE = /^[\p{scx=Han}\p{Script=Hangul}]$/u;

/** Pairs, and single ideographs as hints: what shares many of them is the likelier among what shares as many pairs. */
function unspacedWords(run: TextRun, languages: readonly string[]): QueryWord[] {
  const forms = unspacedForms(run);
  const hints = new Set(forms.flatMap(({ other }) => (other && IDEOGRAPH.test(other) ? other : [])));
  return [
    ...forms.flatMap(({ stem }): QueryWord[] => (stem ? [{ forms: withOthers([stem], languages), faint: [] }] : [])),
    ...[...hints].map((character): QueryWord => ({ forms: [], faint: [character] })),
  ];
}
/** What is only written otherwise is the same word: it counts in full. */
const withOthers = (forms: readonly string[], languages: readonly string[]): string[] => [
  ...new Set(forms.flatMap((form) => [form, ...writtenOtherwise(form, languages)])),
];

const IDEOGRAPH = /^\p{scx=Han}$/u;

/** Forms of a run that has no spaces. Pairs overlap; a character that may be a word by itself is one of the other forms. */
function unspacedForms(run: TextRun): { readonly stem: string | null; readonly other: string | null }[] {
  if (run.kind === 'unspaced') return [...segmentsOf(run)].map(({ text }) => ({ stem: plain(text), other: null }));
  const characters = [...plain(run.text.toLowerCase())];
  if (characters.length === 1) return [{ stem: characters[0]!, other: null }];
  return characters.map((character, i) => ({
    stem: i === 0 ? null : characters[i - 1]! + character,
    other: ALONE.test(character) ? character : null,
  }));
}
