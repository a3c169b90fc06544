import { JsonWalker, type JsonEvent } from './json-walker.js';
import { MarkerFilter, parseOutput, type WrittenSentence } from './parse-output.js';

/** Reads what a model writes while it writes it. */
export interface AnswerReader {
  /** @returns What of the answer became readable with this piece, for people. */
  push(piece: string): string;
  /** @returns What is still held back when nothing more comes. */
  flush(): string;
}

/**
 * Reads `{"sentences":[{"text","cites"}]}`, or, from a server that does not constrain its model, plain text with markers such as
 * [1]: whichever the output begins with.
 */
export class SentencesReader implements AnswerReader {
  private begun = '';
  private reader: (AnswerReader & { written(): WrittenSentence[] }) | null = null;

  push(piece: string): string {
    if (this.reader) return this.reader.push(piece);
    this.begun += piece;
    const opening = this.begun.trimStart();
    if (/^(?:`{1,3}|```[a-z]*\s*)?$/u.test(opening)) return '';
    this.reader = /^(?:```[a-z]*\s*)?\{/u.test(opening) ? new JsonSentences() : new MarkedText();
    return this.reader.push(this.begun);
  }

  flush(): string {
    return this.reader?.flush() ?? '';
  }

  /** Whether the output is the JSON that was asked for. */
  get isJson(): boolean {
    return this.reader instanceof JsonSentences;
  }

  /** The sentences so far, in order; markers need not name passages that exist. */
  written(): WrittenSentence[] {
    return this.reader?.written() ?? [];
  }
}

class MarkedText {
  private output = '';
  private readonly filter = new MarkerFilter();

  push(piece: string): string {
    this.output += piece;
    return this.filter.push(piece);
  }

  flush(): string {
    return this.filter.flush();
  }

  written(): WrittenSentence[] {
    return parseOutput(this.output);
  }
}

class JsonSentences {
  private readonly items: { text: string; cites: number[] }[] = [];
  private filter = new MarkerFilter();
  private shown = '';
  private readonly walker = new JsonWalker((event) => this.take(event));

  push(piece: string): string {
    this.walker.push(piece);
    return this.takeShown();
  }

  flush(): string {
    this.shown += this.filter.flush();
    return this.takeShown();
  }

  written(): WrittenSentence[] {
    return this.items.flatMap(({ text, cites }) =>
      // One that cites inside its text as well, or that says several things, is read like plain text.
      parseOutput(text).map((sentence) => ({
        text: sentence.text,
        markers: [...new Set([...sentence.markers, ...cites])],
      })),
    );
  }

  private take({ path, type, text }: JsonEvent): void {
    const [list, index, field] = path;
    if (list !== 'sentences' || typeof index !== 'number') return;
    while (this.items.length <= index) this.items.push({ text: '', cites: [] });
    const item = this.items[index]!;
    if (field === 'text' && type === 'text') {
      if (item.text === '' && index > 0) this.shown += ' ';
      item.text += text;
      this.shown += this.filter.push(text);
    } else if (field === 'text' && type === 'end') {
      this.shown += this.filter.flush().trimEnd();
      this.filter = new MarkerFilter();
    } else if (field === 'cites' && type === 'value' && /^\d{1,3}$/.test(text)) item.cites.push(Number(text));
  }

  private takeShown(): string {
    const { shown } = this;
    this.shown = '';
    return shown;
  }
}

/** Reads `{"quotes":[…]}`: numbers of sentences. From anything else it takes the numbers that stand in it. */
export class QuotesReader implements AnswerReader {
  private output = '';
  private readonly numbers: number[] = [];
  private readonly walker = new JsonWalker(({ path, type, text }) => {
    if (path[0] === 'quotes' && type === 'value' && /^\d{1,4}$/.test(text)) this.choose(Number(text));
  });
  /** How many quotations have been handed on. */
  private shown = 0;

  /** @param quotations How sentences are quoted, by their numbers; nothing for a number that names none. */
  constructor(private readonly quotations: (numbers: readonly number[]) => readonly string[]) {}

  push(piece: string): string {
    this.output += piece;
    this.walker.push(piece);
    return this.takeNew();
  }

  flush(): string {
    if (this.isJson) return '';
    for (const [number] of this.output.matchAll(/\d{1,4}/gu)) this.choose(Number(number));
    return this.takeNew();
  }

  get isJson(): boolean {
    return /^\s*(?:```(?:json)?\s*)?\{/u.test(this.output);
  }

  /** Numbers that name a sentence, each once, in the order in which they were chosen. */
  chosen(): readonly number[] {
    return this.numbers;
  }

  private choose(number: number): void {
    if (!this.numbers.includes(number) && this.quotations([number]).length > 0) this.numbers.push(number);
  }

  private takeNew(): string {
    const texts = this.quotations(this.numbers);
    const before = this.shown;
    this.shown = Math.max(before, texts.length);
    return texts
      .slice(before)
      .map((text, i) => (before + i === 0 ? text : `\n${text}`))
      .join('');
  }
}
