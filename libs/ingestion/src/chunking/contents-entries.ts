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
/** Dots, blanks or a tab, and the page. */
const PAGE = /[\s.…·•_]*\b\d{1,4}\s*$/u;
const LED_TO_PAGE = /(?:\.{3,}|(?:\. ){3,}|…|\t)[\s.…]*\d{1,4}\s*$/u;

/**
 * The lines that only list what comes: short ones, one close upon the other, whose numbers (and titles, where both have one) come again
 * further down; or that lead to a page by dots.
 */
export function contentsEntries(lines: readonly NumberedLine[]): ReadonlySet<NumberedLine> {
  const later = new Map<string, Set<string>>();
  const isRepeated = lines.map(() => false);
  for (let at = lines.length - 1; at >= 0; at--) {
    const { numbering, line } = lines[at]!;
    const [key, title] = [keyOf(numbering), titleOf(line, numbering)];
    const titles = later.get(key);
    isRepeated[at] =
      titles !== undefined && (titles.has(title) || (title !== '' && isNamed(numbering) && titles.has('')));
    later.set(key, (titles ?? new Set<string>()).add(title));
  }
  const found = new Set<NumberedLine>();
  let run: NumberedLine[] = [];
  const close = (): void => {
    if (run.length >= FEWEST_ENTRIES) for (const one of run) found.add(one);
    run = [];
  };
  for (const [at, one] of lines.entries()) {
    const isEntry = one.line.length <= LONGEST_ENTRY && (isRepeated[at] || LED_TO_PAGE.test(one.line));
    const before = run.at(-1);
    if (before && one.start - before.start - before.line.length > MOST_BETWEEN) close();
    if (isEntry) run.push(one);
    else close();
  }
  close();
  return found;
}

function keyOf(numbering: Numbering): string {
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

/** What a line says behind its number, in letters alone. */
function titleOf(line: string, numbering: Numbering): string {
  // Of long lines the beginning alone: they are no entries, and the time that it takes to look for the page grows with the square.
  const letters = lettersOf(line.slice(0, LONGEST_ENTRY).replace(PAGE, ''));
  const own = 'label' in numbering ? lettersOf(numbering.label) : '';
  return (letters.startsWith(own) ? letters.slice(own.length) : letters).slice(0, LONGEST_TITLE);
}
const LONGEST_TITLE = 60;

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}]+/gu, '');
