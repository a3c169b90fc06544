import type { Passage, Span } from '#knowledge';
import { abbreviationsIn, spelledOut, withAbbreviations } from '../text/abbreviations.js';
import { announces } from '../text/listed-lines.js';
import { splitSentences, type Sentence } from '../text/split-sentences.js';
import { termsOf, type Term } from '../text/terms.js';
import { announcedLists, type Listed } from './announced-lists.js';
import { qualifiedSentences } from './qualified-sentences.js';

/** A sentence of a retrieved passage with what stands around it. */
export interface ReadSentence {
  /** Place of the passage in the retrieval's order, from 0. */
  readonly passageIndex: number;
  readonly passage: Passage;
  /** Place within the passage, from 0. */
  readonly index: number;
  readonly kind: Sentence['kind'];
  readonly text: string;
  /** In the revision's stored text. */
  readonly span: Span;
  readonly terms: readonly Term[];
  /** The distinct keys of `terms`, with what abbreviations among them stand for where the passage says so. */
  readonly keys: ReadonlySet<string>;
  /** The keys of `terms` in their order, with the words of an abbreviation in its place where the passage says what it stands for. */
  readonly spelledOut: readonly string[];
  /** Whether it only announces what follows: a heading, a question, a table's header. */
  readonly isIntroduction: boolean;
  /** Keys of the title and the headings above; for a row or an item also of its columns' names and of the sentence before its table or list. */
  readonly frame: ReadonlySet<string>;
  /** Keys of the neighbouring sentence before; that of a heading or a question frames what it introduces. */
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  /** For a table row: the header's span in the stored text. */
  readonly header?: Span;
  /** For an item, and for the words that announce its list: how they are quoted, in the stored text. */
  readonly listed?: Listed;
  /** For a rule and its exception: both, in the stored text. */
  readonly qualified?: Span;
  /** Whether its table tells of a number or month that the question names, and it of another; see `saidInFigures`. */
  readonly isOfOtherFigure?: boolean;
}

/**
 * Cut passages into sentences, each once: a sentence that overlapping chunks share is kept with the better-ranked one.
 * @returns By passage in the given order, then in reading order.
 */
export function readPassages(passages: readonly Passage[]): ReadSentence[] {
  const seen = new Set<string>();
  return passages.flatMap((passage, passageIndex) =>
    readPassage(passage, passageIndex).filter((sentence) => {
      const id = `${passage.revisionId}:${sentence.span.start}:${sentence.span.end}`;
      return !seen.has(id) && seen.add(id);
    }),
  );
}

function readPassage(passage: Passage, passageIndex: number): ReadSentence[] {
  const sentences = splitSentences(passage.text);
  const terms = sentences.map((sentence) => termsOf(passage.text.slice(sentence.start, sentence.end)));
  const above = [passage.title, ...passage.headingPath].join('\n');
  const abbreviations = abbreviationsIn(`${above}\n${passage.text}`);
  const keys = terms.map((list) => withAbbreviations(new Set(list.map((term) => term.key)), abbreviations));
  const title = termsOf(above).map((term) => term.key);
  const headers = new Set(sentences.map((sentence) => sentence.header?.start));
  let introduction: readonly string[] = [];
  let leadIn: readonly string[] = [];
  const listed = announcedLists(sentences, passage.text);
  const qualified = qualifiedSentences(sentences, passage.text, listed);
  return sentences.map((sentence, index) => {
    const text = passage.text.slice(sentence.start, sentence.end);
    const header = sentence.header;
    const columns = header ? termsOf(passage.text.slice(header.start, header.end)).map((term) => term.key) : [];
    const isPart = sentence.kind === 'row' || sentence.kind === 'item';
    const frame = new Set([...title, ...introduction, ...columns, ...(isPart ? leadIn : [])]);
    if (!isPart || announces(text)) leadIn = terms[index]!.map((term) => term.key);
    if (sentence.kind === 'heading' || isQuestion(text)) introduction = terms[index]!.map((term) => term.key);
    return {
      passageIndex,
      passage,
      index,
      kind: sentence.kind,
      text,
      span: shifted(sentence, passage.span.start),
      terms: terms[index]!,
      keys: keys[index]!,
      spelledOut: spelledOut(
        terms[index]!.map((term) => term.key),
        abbreviations,
      ),
      isIntroduction: sentence.kind === 'heading' || isQuestion(text) || headers.has(sentence.start),
      frame,
      before: keys[index - 1] ?? new Set<string>(),
      after: keys[index + 1] ?? new Set<string>(),
      ...(header ? { header: shifted(header, passage.span.start) } : {}),
      ...(listed[index] ? { listed: inStoredText(listed[index], passage.span.start) } : {}),
      ...(qualified[index] ? { qualified: shifted(qualified[index], passage.span.start) } : {}),
    };
  });
}

/** Whether a sentence asks rather than tells. */
function isQuestion(text: string): boolean {
  return /[?？؟]["”’»)\]*_]*$/u.test(text);
}

function inStoredText({ whole, announcements }: Listed, by: number): Listed {
  return { whole: whole && shifted(whole, by), announcements: announcements.map((span) => shifted(span, by)) };
}

function shifted(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
