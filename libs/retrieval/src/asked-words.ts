import { type Lexicon, type QueryWord, type TokenSpan, asWritten, formsOf, isNeeded } from '#search-index';

/** A place in a text that says a word of a query. */
export interface Place {
  /** Which of the query's different words. */
  readonly word: number;
  /** The how manieth word of the text, of those that are not too common to be indexed. */
  readonly at: number;
  /** Whether it stands there as it stands in the query, not in another form; never for words that only hold a sentence together. */
  readonly isAsAsked: boolean;
}

/** What a text says of a query's words. */
export interface Said {
  /** In reading order. */
  readonly places: readonly Place[];
  /** How many words the text has. */
  readonly length: number;
}

/** The different words of a query, found in texts in any of their forms. */
export class AskedWords {
  /** The query's words in its order, each by its number among the different ones. */
  readonly sequence: readonly number[];
  readonly count: number;
  private readonly byForm = new Map<string, number[]>();
  private readonly asked: ReadonlySet<string>;

  /** @param query Where the words are from, as it was written. */
  constructor(
    words: readonly QueryWord[],
    query: string,
    private readonly lexicon: Lexicon,
  ) {
    const numbers = new Map<string, number>();
    this.sequence = words.filter(isNeeded).map((word) => {
      const key = word.forms.join(' ');
      const known = numbers.get(key);
      if (known !== undefined) return known;
      const number = numbers.size;
      numbers.set(key, number);
      for (const form of formsOf([word])) this.byForm.set(form, [...(this.byForm.get(form) ?? []), number]);
      return number;
    });
    this.count = numbers.size;
    this.asked = lexicon.contentWords(query);
  }

  in(text: string): Said {
    const places: Place[] = [];
    let [at, start] = [-1, -1];
    // Forms of one word, and characters beside their pairs, begin at the same place.
    for (const span of this.lexicon.spans(text)) {
      if (span.start !== start) [at, start] = [at + 1, span.start];
      for (const word of this.byForm.get(span.token) ?? []) {
        const last = places.at(-1);
        if (last?.at !== at || last.word !== word) places.push({ word, at, isAsAsked: this.isAsked(text, span) });
      }
    }
    return { places, length: at + 1 };
  }

  private isAsked(text: string, { start, end }: TokenSpan): boolean {
    return this.asked.has(asWritten(text.slice(start, end)));
  }
}
