/** In brackets where more than one name or number would otherwise fall apart. */
export const grouped = (text: string): string => (/^[\p{L}\p{N}]*$/u.test(text) ? text : `(${text})`);

/** A fraction in one line; what has several parts is put in brackets, so that nothing changes its meaning. */
export const fraction = (above: string, below: string): string => `${grouped(above)}/${grouped(below)}`;

/** Two numbers above each other without a line between them, as of a binomial coefficient. */
export const stacked = (above: string, below: string): string => `(${above} over ${below})`;

/** In these brackets, unless it has such of its own. */
export const bracketed = (text: string, begin = '(', end = ')'): string =>
  begin + end === '()' && STACKED.test(text) ? text : begin + text + end;

const STACKED = /^\([^() ]+ over [^() ]+\)$/;

/** Indices as they are typed: `x_i^2`; those that are empty are left out. What they belong to is in brackets where they would else belong to the end of it. */
export const withIndices = (base: string, low = '', high = ''): string =>
  (holdsOperator(base) ? `(${base})` : base) +
  (low === '' ? '' : `_${grouped(low)}`) +
  (high === '' ? '' : `^${grouped(high)}`);

const OPERATOR = /[-+−±∓*·×÷/^=<>≤≥≠≈→]/;

/** Whether there is one outside of all brackets; not so of half a pair of them. */
function holdsOperator(text: string): boolean {
  let [depth, isFound] = [0, false];
  for (const sign of text) {
    if (/\p{Ps}/u.test(sign)) depth++;
    else if (/\p{Pe}/u.test(sign)) depth--;
    else if (depth === 0 && OPERATOR.test(sign)) isFound = true;
    if (depth < 0) return false;
  }
  return isFound && depth === 0 && text.length > 1;
}

/** A root in one line. @param degree As it stands before the sign; empty for a square root. */
export const root = (of: string, degree = ''): string => `${degree}√(${of})`;

/** An element of a formula that is open. */
interface Open {
  readonly name: string;
  /** What stands in it, by the element that it stands in. */
  readonly parts: Map<string, string[]>;
  /** All of that in order. */
  text: string;
  /** Signs that its properties name, by the element that names them. */
  readonly signs: Map<string, string>;
}

const SIGNS: ReadonlySet<string> = new Set(['chr', 'begChr', 'endChr', 'sepChr', 'type']);

/** Writes a formula of an Office file (OMML) in one line, as its elements are told: `(a + b)/2`, `x^2`, `√(n)`. */
export class OfficeMath {
  readonly #open: Open[] = [opened('oMath')];

  open(name: string, value: string | null): void {
    if (SIGNS.has(name) && value !== null) this.#open.at(-2)?.signs.set(name, value);
    this.#open.push(opened(name));
  }

  text(text: string): void {
    if (this.#open.at(-1)!.name === 't') this.#open.at(-1)!.text += text;
  }

  close(): void {
    if (this.#open.length < 2) return;
    const closed = this.#open.pop()!;
    const above = this.#open.at(-1)!;
    // What is said of looks or was deleted is no part of a formula.
    if (/Pr$|^(?:del|moveFrom|delText)$/.test(closed.name)) return;
    const said = inLine(closed);
    above.text += closed.name === 'oMath' && above.text !== '' ? ` ${said}` : said;
    const known = above.parts.get(closed.name);
    if (known) known.push(said);
    else above.parts.set(closed.name, [said]);
  }

  /** What was told so far, in one line. */
  get line(): string {
    return this.#open[0]!.text.replace(/\s+/g, ' ').trim();
  }
}

const opened = (name: string): Open => ({ name, parts: new Map(), text: '', signs: new Map() });

function inLine({ name, parts, text, signs }: Open): string {
  const part = (wanted: string): string => parts.get(wanted)?.join('') ?? '';
  const all = (wanted: string): readonly string[] => parts.get(wanted) ?? [];
  switch (name) {
    case 'f':
      return (signs.get('type') === 'noBar' ? stacked : fraction)(part('num'), part('den'));
    case 'sSup':
    case 'sSub':
    case 'sSubSup':
      return withIndices(part('e'), part('sub'), part('sup'));
    case 'sPre':
      return withIndices('', part('sub'), part('sup')) + part('e');
    case 'limLow':
      return withIndices(part('e'), part('lim'));
    case 'limUpp':
      return withIndices(part('e'), '', part('lim'));
    case 'rad':
      return root(part('e'), part('deg'));
    case 'nary':
      return `${withIndices(signs.get('chr') ?? '∫', part('sub'), part('sup'))} ${part('e')}`;
    case 'func':
      return `${part('fName')} ${part('e')}`;
    case 'd':
      return bracketed(all('e').join(signs.get('sepChr') ?? '|'), signs.get('begChr'), signs.get('endChr'));
    case 'm':
      return `[${all('mr').join('; ')}]`;
    case 'mr':
      return all('e').join(', ');
    case 'eqArr':
      return all('e').join('; ');
    default:
      return text;
  }
}
