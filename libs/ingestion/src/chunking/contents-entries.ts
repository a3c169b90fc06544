import type { Numbering } from './clause-numbering.js';

/** A numbered line of a text. */
export interface NumberedLine {
  readonly start: number;
  readonly line: string;
  readonly numbering: Numbering;
}

/** Between two entries of a table of contents stands no more than an entry without a number. */
const MOST_BETWEEN = 120;
const LONGEST_ENTRY = 200;
const FEWEST_ENTRIES = 3;
/** So many in the order of their pages are entries, whatever comes further down: prices rise in shorter lists only. */
const SURE_ENTRIES = 8;
/** Dots, blanks or a tab, and the page. */
const PAGE = /[\s.…·•_]*\b(?:\d{1,3}[-–])?\d{1,4}\s*$/u;
const LED_TO_PAGE = /(?:\.{3,}|(?:\. ){3,}|…|\t)[\s.…]*\d{1,4}\s*$/u;
/** A sentence, or an item of a list. */
const ENDED = /[.;,:。；、：，]\s*$/u;

/** What the entries of a table of contents are compared by. */
interface Entry {
  /** Its number, with all that it may count within. */
  readonly keys: readonly string[];
  /** Letters and figures behind the number. */
  readonly title: string;
  /** The same without a page. */
  readonly bare: string;
}

/**
 * The lines that only list what comes: short ones, one close upon the other, whose numbers and titles come again further down;
 * or that lead to a page by dots, if the numbers of most come again or they are many.
 */
export function contentsEntries(lines: readonly NumberedLine[], text: string): ReadonlySet<NumberedLine> {
  const entries = entriesOf(lines);
  const later = new Map<string, Set<string>>();
  const isRepeated = lines.map(() => false);
  for (let at = lines.length - 1; at >= 0; at--) {
    const { numbering, line } = lines[at]!;
    const { keys, title, bare } = entries[at]!;
    const titles = new Set(keys.flatMap((key) => [...(later.get(key) ?? [])]));
    const isBelow = isNamed(numbering) && bare !== '' && titles.has('');
    isRepeated[at] = titles.has(title) || titles.has(bare) || isBelow || (titles.size > 0 && isLed(line));
    for (const key of keys) later.set(key, (later.get(key) ?? new Set<string>()).add(title));
  }
  const found = new Set<NumberedLine>();
  let run: number[] = [];
  const close = (): void => {
    const repeated = run.filter((at) => isRepeated[at]).length;
    const isContents = repeated * 2 >= run.length || isLedInOrder(run.map((at) => lines[at]!.line));
    if (run.length >= FEWEST_ENTRIES && isContents) for (const at of run) found.add(lines[at]!);
    run = [];
  };
  for (const [at, one] of lines.entries()) {
    const before = lines[run.at(-1) ?? -1];
    const hasPage = entries[at]!.title !== entries[at]!.bare;
    if (before && !isClose(text.slice(before.start + before.line.length, one.start), hasPage)) close();
    if ((isRepeated[at] || isLed(one.line)) && isEntry(one)) run.push(at);
    else close();
  }
  close();
  return found;
}

/** Marks in brackets are items, and no entry ends as a sentence does. */
function isEntry({ line, numbering: { kind } }: NumberedLine): boolean {
  return kind !== 'bracketed' && kind !== 'part' && line.length <= LONGEST_ENTRY && !ENDED.test(tailOf(line));
}

/** Between entries without a page stands no sentence: what is numbered alike there may be a second contract. */
const isClose = (between: string, hasPage: boolean): boolean =>
  between.length <= MOST_BETWEEN && (hasPage || !/[.;,:!?。；：]\s*$/u.test(between));

function isLedInOrder(entries: readonly string[]): boolean {
  const pages = entries.map((line) => (isLed(line) ? Number(/\d+\s*$/.exec(tailOf(line))![0]) : Number.NaN));
  return pages.length >= SURE_ENTRIES && pages.every((page, at) => page >= (pages[at - 1] ?? 0));
}

const isLed = (line: string): boolean => LED_TO_PAGE.test(tailOf(line));
const tailOf = (line: string): string => line.slice(-LONGEST_ENTRY);

/** Plain numbers count within their annex and their article; an annex that is only listed may hold what is listed below it. */
function entriesOf(lines: readonly NumberedLine[]): Entry[] {
  const last = new Map(
    lines.flatMap(({ numbering }, at) => (numbering.kind === 'annex' ? [[ownKey(numbering), at]] : [])),
  );
  let [annex, listed, article] = ['', '', ''];
  let begun = 0;
  return lines.map(({ line, numbering }, at) => {
    const own = ownKey(numbering);
    if (numbering.kind === 'annex') {
      if (last.get(own) === at && !isLed(line)) annex = listed = own;
      else listed = own;
      [article, begun] = ['', 0];
    }
    if (numbering.kind === 'named') article = own;
    if (numbering.kind === 'decimal' && numbering.number === '1' && ++begun > 1) listed = annex;
    const within = numbering.kind === 'named' ? '' : article;
    const places = numbering.kind === 'annex' ? [''] : [...new Set([annex, listed])];
    return { keys: places.map((place) => `${place}${within} ${own}`), ...titlesOf(line, numbering) };
  });
}

function ownKey(numbering: Numbering): string {
  switch (numbering.kind) {
    case 'named':
    case 'annex':
      return `${numbering.kind} ${numbering.label.toLowerCase()}`;
    case 'decimal':
      return `decimal ${numbering.number}`;
    case 'bracketed':
    case 'part':
      return `${numbering.kind} ${numbering.mark}`;
    case 'recitals':
      return 'recitals';
  }
}

/** Its title may stand on a line of its own below it. */
const isNamed = ({ kind }: Numbering): boolean => kind === 'named' || kind === 'annex';

function titlesOf(line: string, numbering: Numbering): { title: string; bare: string } {
  // Of long lines the beginning alone: they are no entries, and the time that it takes to look for the page grows with the square.
  const short = line.slice(0, LONGEST_ENTRY);
  const [whole, bare] = [signsOf(short), signsOf(short.replace(PAGE, ''))];
  const own = signsOf('label' in numbering ? numbering.label : 'number' in numbering ? numbering.number : '');
  if (!whole.startsWith(own)) return { title: whole, bare };
  const title = whole.slice(own.length);
  // What looks like a page may be the number itself.
  return { title, bare: bare.startsWith(own) ? bare.slice(own.length) : title };
}

const signsOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
