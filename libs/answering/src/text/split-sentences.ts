import type { Span } from '#knowledge';
import { classifyLines, isLabelledRow, type Line } from './classify-lines.js';
import { announces, listedLines } from './listed-lines.js';

/** The smallest piece that is ever quoted: it is quoted whole or not at all. */
export interface Sentence extends Span {
  readonly kind: 'sentence' | 'item' | 'row' | 'heading';
  /** For a table row: the row that names its columns. */
  readonly header?: Span;
}

/** A list item up to this many characters stays one piece, however many sentences it holds. */
const WHOLE_ITEM_CHARACTERS = 420;
/** Closed by a name or a number: never the end of a sentence. */
const TITLES =
  /(?:^|[\s(„“"'])(?:Dr|Mr|Mrs|Ms|Prof|Hr|Fr|St|Mt|Gen|Col|Lt|Sgt|Capt|Rev|Hon|Sen|Rep|Gov|Pres|Messrs|Mme|Mlle|Sr|Sra|vs|cf|vgl|bzw|ca|approx|e\.\s?g|i\.\s?e|z\.\s?B|d\.\s?h|u\.\s?a|o\.\s?ä|i\.\s?d\.\s?R|sog|inkl|exkl|ggf|evtl|insb|zzgl|max|min|resp|incl|viz|al)\.$/iu;
/** Closed by a number only: "No. 7", "Art. 5", "S. 12". */
const REFERENCES =
  /(?:^|[\s(§])(?:No|Nos|Nr|Art|Arts|Abs|Sec|Sect|Fig|Figs|Abb|Tab|Ziff|Bd|Vol|Ch|Cl|para|paras|p|pp|S|Rn|Rz|Kap|Anm|núm|pág|n)\.$/iu;
/** A point with a space before it and none after: ".NET", ".Net". */
const OPENS_A_NAME = /(?:^|[\s("“'])\.$/u;
const MONTH_OR_CENTURY =
  /^(?:Jan|Feb|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec|Jahrhundert|Quartal|Juni|Juli)/u;
const INITIAL = /(?:^|[\s.(])\p{Lu}\.$/u;
const ACRONYM = /(?:^|[\s(])(?:\p{Lu}\.){2,}$/u;
const SENTENCE_STARTER =
  /^(?:The|A|An|In|It|Its|This|That|These|He|She|They|We|You|However|But|And|On|At|For|By|As|When|After|If|There)\b/u;
/** Words that prose writes small within a sentence: a line that opens with one, capitalised, is a line of its own. */
const OPENS_A_LINE =
  /^(?:The|In|It|Its|This|That|These|They|We|You|Your|However|But|And|On|At|For|By|As|When|After|If|There|Each|All|Any|To)\s\p{Ll}/u;
/**
 * Marks of notes on the end of a sentence, "[1]", "[^note]": the segmenter takes their bracket for a part of it. What stands before is looked at where
 * there is a bracket alone: elsewhere that would take the square of a run of closing signs.
 */
const NOTE_MARKS = /(?=\[)(?<=[.!?。！？؟…]["”’»)]*)(?:\[(?:\^[^\]\s]{1,40}|\d{1,3}|\p{Ll})\])+(?=\s|$)/gu;
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Cut a text into sentences, list items, table rows and headings.
 * Wrapped lines are read on; blank lines, lists, tables and headings end a sentence. Marks of notes on an end are in no sentence.
 * @returns Spans in reading order, without overlap, without white space at the ends, each relative to `text`.
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let header: Span | undefined;
  const blocks = blocksOf(text);
  for (const [i, found] of blocks.entries()) {
    const block = isBareHeading(text, found, blocks[i + 1], blocks[i - 1])
      ? { ...found, kind: 'heading' as const }
      : found;
    if (block.kind !== 'row' || block.isFirst) header = undefined;
    if (block.kind === 'row') {
      const row = { ...trimmed(text, block), kind: 'row' as const };
      sentences.push(header ? { ...row, header } : row);
      if (!isLabelledRow(text.slice(row.start, row.end))) header ??= row;
    } else if (
      block.kind === 'heading' ||
      (block.kind === 'item' && block.end - block.start <= WHOLE_ITEM_CHARACTERS)
    ) {
      sentences.push({ ...trimmed(text, block), kind: block.kind });
    } else {
      sentences.push(...sentencesOf(text, block).map((span) => ({ ...span, kind: block.kind })));
    }
  }
  return sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(text.slice(sentence.start, sentence.end)));
}

interface Block extends Span {
  readonly kind: Sentence['kind'];
  /** Whether it opens a paragraph, list or table. */
  readonly isFirst: boolean;
}

/** A short line of its own without an end mark, a label or figures, above a paragraph and not announced: "5. Insurance". */
function isBareHeading(text: string, block: Block, next: Block | undefined, before: Block | undefined): boolean {
  if (before && announces(text.slice(before.start, before.end).trimEnd())) return false;
  if (!block.isFirst || !next?.isFirst || next.kind === 'row' || (block.kind !== 'sentence' && block.kind !== 'item'))
    return false;
  const line = text.slice(block.start, block.end).replace(/^\s*(?:§\s*)?[\d.]+[.)]?\s+/u, '');
  return line.length <= 80 && line.split(/\s+/u).length <= 9 && /^\p{L}[^\p{Nd}.!?。！？؟:：;|\n]*$/u.test(line);
}

/** Lines joined where a line break is only a wrap. */
function blocksOf(text: string): Block[] {
  const lines = classifyLines(text);
  const listed = listedLines(text, lines);
  const blocks: { kind: Sentence['kind']; isFirst: boolean; start: number; end: number }[] = [];
  let previous: Line | null = null;
  for (const line of lines) {
    const last = blocks.at(-1);
    if (line.kind === 'blank' || line.kind === 'rule') {
      if (line.kind === 'blank') previous = null;
      continue;
    }
    if (last && previous && line.kind === 'text' && !listed.has(line) && isWrap(text, previous, line))
      last.end = line.end;
    else
      blocks.push({
        kind: line.kind === 'text' ? 'sentence' : line.kind,
        isFirst: !previous,
        start: line.start,
        end: line.end,
      });
    previous = line;
  }
  return blocks;
}

/** Whether the break between two neighbouring lines is a wrap rather than an end. */
function isWrap(text: string, previous: Line, next: Line): boolean {
  if (previous.kind === 'row' || previous.kind === 'heading') return false;
  const before = text.slice(previous.start, previous.end).trim();
  const after = text.slice(next.start, next.end).trim();
  if (/^\p{Ll}/u.test(after)) return true;
  if (OPENS_A_LINE.test(after) && !/[,;(–—-]$/u.test(before)) return false;
  if (/^[\p{L}][\p{L}\p{N} _./-]{0,30}[:：]\s/u.test(after)) return false;
  if (/[.!?。！？؟:：…]["”’»)\]]*$/u.test(before))
    return TITLES.test(before) || (REFERENCES.test(before) && /^\d/.test(after));
  const isWide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(before);
  return before.length >= (isWide ? 18 : 45);
}

function sentencesOf(text: string, block: Span): Span[] {
  const flat = text
    .slice(block.start, block.end)
    .replace(/[\r\n\u2028\u2029]/g, ' ')
    .replace(NOTE_MARKS, (marks) => ' '.repeat(marks.length));
  const merged: { start: number; end: number }[] = [];
  for (const { segment, index } of segmenter.segment(flat)) {
    const last = merged.at(-1);
    if (last && continues(flat.slice(last.start, last.end), segment)) last.end = index + segment.length;
    else merged.push({ start: index, end: index + segment.length });
  }
  return merged.map(({ start, end }) => {
    const inner = trimmed(flat, { start, end });
    return { start: block.start + inner.start, end: block.start + inner.end };
  });
}

/** Whether the segmenter cut too early: after an abbreviation, an initial, a list number or before a small letter. */
function continues(raw: string, after: string): boolean {
  if (OPENS_A_NAME.test(raw)) return true;
  const before = raw.trimEnd();
  if (/^[\p{Ll},;)\]]/u.test(after)) return true;
  if (!/[\p{L}\p{N}]{2}/u.test(before) && before.length < 8) return true;
  if (/^\(?(?:§\s*)?(?:\d{1,3}[.)])+\d*\.?$/u.test(before)) return true;
  if (TITLES.test(before) || (/(?:^|[\s(])\p{L}\.$/u.test(before) && /^\p{L}\./u.test(after))) return true;
  if (/\d$/.test(before.slice(0, -1)) && before.endsWith('.') && MONTH_OR_CENTURY.test(after)) return true;
  if (REFERENCES.test(before) && /^[\dIVXivx(]/u.test(after)) return true;
  return (ACRONYM.test(before) || INITIAL.test(before)) && !SENTENCE_STARTER.test(after);
}

function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /\s/u.test(text[start]!)) start += 1;
  while (end > start && /\s/u.test(text[end - 1]!)) end -= 1;
  return { start, end };
}
