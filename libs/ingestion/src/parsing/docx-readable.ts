import { SaxesParser } from 'saxes';
import { OfficeMath } from './math-in-line.js';
import { DocumentTooComplex } from './parse-errors.js';
import { DEEPEST_OF_WORD } from './read-xml.js';

/** A stretch of a document that is to read otherwise. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What is drawn anew, and again for older programs. */
interface Alternate {
  readonly boxes: string[];
  hasOlder: boolean;
  /** Which of both is being read. */
  branch: 'Choice' | 'Fallback' | null;
}

/** What is open of a text box, or of the document around all of them. */
interface Level {
  readonly alternates: Alternate[];
  /** Boxes of the drawings that are open. */
  readonly drawn: string[][];
  paragraphs: number;
  /** Where the box begins, what was changed before it, and whom its text goes to; null where it is read in its place. */
  readonly box: { readonly from: number; readonly changes: number; readonly boxes: string[] | null };
}

/** Its elements stand around text that is shown as it is. */
const WRAPPERS: ReadonlySet<string> = new Set(['fldSimple', 'dir', 'bdo', 'ruby', 'rubyBase']);
/** Elements of which nothing is shown here: their text stands elsewhere. */
const GONE: ReadonlySet<string> = new Set(['altChunk', 'rubyPr', 'rt']);
const REPLACED: Readonly<Record<string, string>> = { cr: 'br', ptab: 'tab' };
const CONCERNED = /<(?:[\w.-]+:)?(?:fldSimple|dir|bdo|ruby|altChunk|cr|ptab|oMath|oMathPara|txbxContent)[\s/>]/;
const XML_SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Write what mammoth passes over in a Word document as what it reads: formulas in one line, results of fields, text of either
 * direction, readings of characters in brackets, text boxes that are there for present programs only.
 * @param xml `word/document.xml` or a part like it. Damage is left to whoever reads it.
 * @throws DocumentTooComplex
 */
export function readableDocx(xml: string): string {
  return CONCERNED.test(xml) ? changed(xml, new Rewriter(xml).changes) : xml;
}

class Rewriter {
  readonly changes: Change[] = [];
  readonly #path: { name: string; from: number; inside: number }[] = [];
  readonly #levels: Level[] = [levelOf({ from: 0, changes: 0, boxes: null })];
  #math: { reader: OfficeMath; depth: number; from: number } | null = null;
  #reading = '';
  #readings = 0;
  #prefix: string | null = null;

  constructor(private readonly xml: string) {
    const parser = new SaxesParser({ xmlns: false, position: true });
    parser.on('error', () => undefined);
    parser.on('opentag', ({ name, attributes }) => {
      const { local, prefix } = parted(name);
      this.#prefix ??= prefix;
      this.#open(local, attributes[`${prefix}val`] ?? null, parser.position);
    });
    parser.on('text', (text) => {
      this.#math?.reader.text(text);
      if (this.#readings > 0) this.#reading += text;
    });
    parser.on('closetag', () => this.#close(parser.position));
    parser.write(xml).close();
  }

  get #level(): Level {
    return this.#levels.at(-1)!;
  }

  #open(name: string, value: string | null, end: number): void {
    const from = this.xml.lastIndexOf('<', end - 1);
    if (this.#math) this.#math.reader.open(name, value);
    else if (name === 'oMath' || name === 'oMathPara')
      this.#math = { reader: new OfficeMath(), depth: this.#path.length, from };
    else if (WRAPPERS.has(name)) this.#change(from, end, '');
    else this.#enter(name, from);
    this.#path.push({ name, from, inside: end });
    if (this.#path.length > DEEPEST_OF_WORD) throw new DocumentTooComplex('nested elements', DEEPEST_OF_WORD);
  }

  #enter(name: string, from: number): void {
    const { alternates, drawn } = this.#level;
    if (name === 'AlternateContent') alternates.push({ boxes: [], hasOlder: false, branch: null });
    else if (name === 'drawing') drawn.push([]);
    else if (name === 'txbxContent')
      this.#levels.push(levelOf({ from, changes: this.changes.length, boxes: this.#placeOfBox() }));
    else if (name === 'p') this.#level.paragraphs++;
    else if (name === 'rt') this.#readings++;
    else if (name === 'Choice' || name === 'Fallback') this.#branch(name);
  }

  #close(end: number): void {
    const { name, from, inside } = this.#path.pop()!;
    const isEmpty = inside === end;
    const closing = isEmpty ? end : this.xml.lastIndexOf('<', end - 1);
    if (this.#math) return this.#closeMath(end);
    if (WRAPPERS.has(name) && !isEmpty) this.#change(closing, end, name === 'rubyBase' ? this.#takeReading() : '');
    else if (GONE.has(name)) this.#change(from, end, '');
    else if (REPLACED[name] !== undefined) this.#change(from, end, `<${this.#prefix}${REPLACED[name]}/>`);
    this.#leave(name, end);
  }

  #leave(name: string, end: number): void {
    const { alternates, drawn } = this.#level;
    if (name === 'txbxContent') this.#closeBox(end);
    else if (name === 'drawing') this.#show(drawn.pop() ?? [], end);
    else if (name === 'p') this.#level.paragraphs--;
    else if (name === 'rt') this.#readings--;
    else if (name === 'Choice' || name === 'Fallback') this.#branch(null);
    else if (name === 'AlternateContent') {
      const { boxes, hasOlder } = alternates.pop() ?? { boxes: [], hasOlder: true };
      if (!hasOlder) this.#show(boxes, end);
    }
  }

  #branch(branch: Alternate['branch']): void {
    const around = this.#level.alternates.at(-1);
    if (around) around.branch = branch;
  }

  #closeMath(end: number): void {
    const { reader, depth, from } = this.#math!;
    if (this.#path.length > depth) return reader.close();
    this.#math = null;
    const [w, line] = [this.#prefix!, reader.line];
    const run = `<${w}r><${w}t xml:space="preserve"> ${escaped(line)} </${w}t></${w}r>`;
    this.#change(from, end, line === '' ? '' : this.#level.paragraphs > 0 ? run : `<${w}p>${run}</${w}p>`);
  }

  /** A text box is read where it is drawn for older programs; where it is not, that drawing is added. */
  #placeOfBox(): string[] | null {
    const { alternates, drawn } = this.#level;
    const around = alternates.at(-1);
    if (around?.branch === 'Choice') return around.boxes;
    if (around?.branch === 'Fallback') around.hasOlder = true;
    return drawn.at(-1) ?? null;
  }

  /** What is drawn for present programs is taken out of its place as it reads, so that each box is written once. */
  #closeBox(end: number): void {
    const { from, changes, boxes } = this.#levels.pop()!.box;
    if (!boxes) return;
    boxes.push(changed(this.xml, this.changes.splice(changes), from, end));
    this.#change(from, end, '');
  }

  #show(boxes: readonly string[], at: number): void {
    const w = this.#prefix!;
    for (const box of boxes)
      this.#change(
        at,
        at,
        `<${w}pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">${box}</v:textbox></${w}pict>`,
      );
  }

  #takeReading(): string {
    const [w, reading] = [this.#prefix!, this.#reading.trim()];
    this.#reading = '';
    return reading === '' ? '' : `<${w}t>(${escaped(reading)})</${w}t>`;
  }

  #change(from: number, to: number, text: string): void {
    this.changes.push({ from, to, text });
  }
}

const levelOf = (box: Level['box']): Level => ({ alternates: [], drawn: [], paragraphs: 0, box });

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => XML_SIGNS[sign]!);

function parted(name: string): { prefix: string; local: string } {
  const colon = name.indexOf(':') + 1;
  return { prefix: name.slice(0, colon), local: name.slice(colon) };
}

/** What is added at a place stands before what is replaced from there on; what is inside something replaced as a whole goes with it. */
const inOrder = (a: Change, b: Change): number =>
  a.from - b.from || Number(a.to > a.from) - Number(b.to > b.from) || b.to - a.to;

/** A stretch of a document with its changes; of changes within others the outermost counts. */
export function changed(xml: string, changes: readonly Change[], start = 0, end = xml.length): string {
  const parts: string[] = [];
  let at = start;
  for (const { from, to, text } of [...changes].sort(inOrder)) {
    if (from < at) continue;
    parts.push(xml.slice(at, from), text);
    at = to;
  }
  return [...parts, xml.slice(at, end)].join('');
}
