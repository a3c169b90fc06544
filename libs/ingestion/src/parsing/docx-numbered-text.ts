import { SaxesParser } from 'saxes';
import type { DocxNumbering } from './docx-numbering.js';
import type { DocxStyles } from './docx-styles.js';
import { DocumentTooComplex } from './parse-errors.js';
import { DEEPEST_OF_WORD } from './read-xml.js';

interface OpenParagraph {
  /** Prefix of the namespace with its colon, usually `w:`. */
  readonly prefix: string;
  /** Offset at which its text begins: behind its properties. */
  at: number;
  style: string | null;
  numberingId: string | null;
  level: number | null;
  /** Its mark was deleted with changes tracked: what is left of it belongs to the next paragraph. */
  isGone: boolean;
  isCounted: boolean;
}

const XML_SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Write the numbers that Word makes by itself into the text of a document's paragraphs, where readers that know nothing of
 * numbering find them.
 * @param xml `word/document.xml`.
 * @returns The same document with a run more at the beginning of each numbered paragraph. Damage is left to whoever reads it.
 * @throws DocumentTooComplex
 */
export function withNumbers(xml: string, numbering: DocxNumbering, styles: DocxStyles): string {
  const inserted: { at: number; run: string }[] = [];
  const open: OpenParagraph[] = [];
  /** Names of the elements around, innermost last. */
  const path: string[] = [];
  /** Prefix of the word processor's own elements: drawings have paragraphs, too. */
  let own: string | null = null;
  /** What is drawn anew is there a second time for older programs, and that is what is read. */
  let choices = 0;
  const count = (paragraph: OpenParagraph | undefined): void => {
    if (!paragraph || paragraph.isCounted) return;
    paragraph.isCounted = true;
    const label = paragraph.isGone || choices > 0 ? '' : numberOf(paragraph, numbering, styles);
    if (label !== '') inserted.push({ at: paragraph.at, run: runOf(label, paragraph.prefix) });
  };
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on('error', () => undefined);
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    const colon = name.indexOf(':') + 1;
    const [local, prefix] = [name.slice(colon), name.slice(0, colon)];
    const parent = path.at(-1);
    path.push(local);
    if (path.length > DEEPEST_OF_WORD) throw new DocumentTooComplex('nested elements', DEEPEST_OF_WORD);
    own ??= prefix;
    if (local === 'Choice') choices++;
    if (prefix !== own || path.includes('pPrChange')) return;
    if (local === 'p') open.push(paragraphAt(parser.position, prefix, isSelfClosing));
    else noteProperty(open.at(-1), local, parent, attributes[`${prefix}val`]);
  });
  parser.on('closetag', ({ name }) => {
    const colon = name.indexOf(':') + 1;
    const local = name.slice(colon);
    path.pop();
    if (local === 'Choice') choices--;
    const paragraph = open.at(-1);
    if (!paragraph || name.slice(0, colon) !== own) return;
    if (local === 'pPr' && path.at(-1) === 'p' && !paragraph.isCounted) {
      paragraph.at = parser.position;
      count(paragraph);
    } else if (local === 'p') {
      count(paragraph);
      open.pop();
    }
  });
  parser.write(xml).close();
  return spliced(xml, inserted);
}

/** One without anything in it has no number. */
function paragraphAt(at: number, prefix: string, isCounted: boolean): OpenParagraph {
  return { prefix, at, style: null, numberingId: null, level: null, isGone: false, isCounted };
}

function noteProperty(
  paragraph: OpenParagraph | undefined,
  name: string,
  parent: string | undefined,
  value: string | undefined,
): void {
  if (!paragraph || paragraph.isCounted) return;
  if (name === 'pStyle' && parent === 'pPr') paragraph.style = value ?? null;
  else if (name === 'numId' && parent === 'numPr') paragraph.numberingId = value ?? null;
  else if (name === 'ilvl' && parent === 'numPr') paragraph.level = Number(value) || 0;
  else if ((name === 'del' || name === 'moveFrom') && parent === 'rPr') paragraph.isGone = true;
}

/** What a paragraph says of its own numbering goes before what its style says. */
function numberOf({ style, numberingId, level }: OpenParagraph, numbering: DocxNumbering, styles: DocxStyles): string {
  const ofStyle = styles.numberingOf(style);
  return numbering.next(
    { numberingId: numberingId ?? ofStyle.numberingId, level: level ?? ofStyle.level },
    styles.usual(style),
  );
}

function runOf(label: string, prefix: string): string {
  const text = label.replace(/[&<>]/g, (sign) => XML_SIGNS[sign]!);
  return `<${prefix}r><${prefix}t xml:space="preserve">${text} </${prefix}t></${prefix}r>`;
}

function spliced(xml: string, inserted: readonly { at: number; run: string }[]): string {
  const parts: string[] = [];
  let from = 0;
  // Paragraphs in text boxes end before the one that they stand in begins to count.
  for (const { at, run } of [...inserted].sort((a, b) => a.at - b.at)) {
    parts.push(xml.slice(from, at), run);
    from = at;
  }
  return [...parts, xml.slice(from)].join('');
}
