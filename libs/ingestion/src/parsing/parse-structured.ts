import { readFile } from 'node:fs/promises';
import type { CoverageNote } from '#knowledge';
import { BlockBuilder } from './block-builder.js';
import { encodingNotes } from './coverage-notes.js';
import { decodeText } from './decode-text.js';
import { blocksOfJson } from './json-blocks.js';
import { DocumentCorrupt } from './parse-errors.js';
import type { ParsedDocument } from './parsed-document.js';
import { readXml, statedEncoding } from './read-xml.js';

/** Read a JSON file, or one of a JSON value a line. */
export async function parseJson(path: string): Promise<ParsedDocument> {
  const decoded = decodeText(await readFile(path));
  const { values, broken } = valuesOf(decoded.text.replace(/^\ufeff/, ''));
  const blocks = values.flatMap((value) => blocksOfJson(value));
  const notes = [...encodingNotes(decoded), ...brokenLines(broken, values.length)];
  return { title: null, metadata: {}, blocks, pageCount: 1, notes };
}

function brokenLines(broken: number, read: number): CoverageNote[] {
  if (broken === 0) return [];
  const message = `${broken} of ${broken + read} lines are not valid JSON and were not read.`;
  return [{ code: 'part.missing', message, count: broken }];
}

/** Values of a file, and how many of its lines are none. @throws DocumentCorrupt where most are none */
function valuesOf(text: string): { values: unknown[]; broken: number } {
  try {
    return { values: [parsed(text)], broken: 0 };
  } catch (whole) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const values = lines.flatMap((line) => valueOf(line));
    const broken = lines.length - values.length;
    // One value over several lines that ends early is damage, not a list of values.
    if (values.length > 1 && values.length > broken && values.some((value) => typeof value === 'object'))
      return { values, broken };
    const reason = whole instanceof Error ? whole.name : 'unknown reason';
    throw new DocumentCorrupt('JSON file', reason, { cause: whole });
  }
}

function valueOf(line: string): unknown[] {
  try {
    return [parsed(line)];
  } catch {
    return [];
  }
}

const NUMBER = /-?\d[\d.eE+-]*/y;
/** More digits than a number keeps. */
const EXACT_DIGITS = 15;

/** Numbers with more digits than are kept – account numbers, identities – stay as they are written. */
function parsed(text: string): unknown {
  if (!/\d{16}|\d\.\d{15}/.test(text)) return JSON.parse(text);
  // What is no JSON is judged as it stands.
  JSON.parse(text);
  return JSON.parse(withLongNumbersAsText(text));
}

/** By a loop: a regular expression would put each escape of a text on the stack. @param text Valid JSON. */
function withLongNumbersAsText(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at < text.length;) {
    NUMBER.lastIndex = at;
    const number = text[at] === '"' ? null : NUMBER.exec(text)?.[0];
    if (number && number.replace(/\D/g, '').length > EXACT_DIGITS) {
      parts.push(text.slice(copied, at), JSON.stringify(number));
      copied = at + number.length;
    }
    at = text[at] === '"' ? endOfString(text, at) : at + (number?.length ?? 1);
  }
  return parts.join('') + text.slice(copied);
}

/** Where the string that begins at a place is over. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Read an XML file: the text of each element as a paragraph, led by the element's name, after what its attributes say. */
export async function parseXml(path: string): Promise<ParsedDocument> {
  const bytes = await readFile(path);
  const decoded = decodeText(bytes, statedEncoding(bytes));
  const builder = new BlockBuilder();
  const open: { name: string; text: string }[] = [];
  const say = (): void => {
    const innermost = open.at(-1);
    const text = innermost?.text.trim() ?? '';
    if (innermost && text !== '') builder.whole('paragraph', `${innermost.name}: ${text.replace(/\s+/g, ' ')}`);
    if (innermost) innermost.text = '';
  };
  readXml(decoded.text.replace(/^\ufeff/, ''), 'XML file', {
    open: (name, _, attributes) => {
      say();
      open.push({ name, text: '' });
      const stated = inWords(attributes);
      if (stated) builder.whole('paragraph', `${name}: ${stated}`);
    },
    text: (text) => {
      const innermost = open.at(-1);
      if (innermost) innermost.text += text;
    },
    close: () => {
      say();
      open.pop();
    },
  });
  return { title: null, metadata: {}, blocks: builder.finish(), pageCount: 1, notes: encodingNotes(decoded) };
}

/** What an element is called by, and its other attributes with their names; namespaces, schemas and looks say nothing of content. */
function inWords(attributes: Readonly<Record<string, string>>): string {
  const told = Object.entries(attributes).filter(([name, value]) => !OF_THE_MARKUP.test(name) && value.trim() !== '');
  const label = LABELS.map((wanted) => told.find(([name]) => name === wanted)).find((found) => found !== undefined);
  const rest = told.filter((one) => one !== label).map(([name, value]) => `${name}: ${value.trim()}`);
  return [...(label ? [label[1].trim()] : []), ...rest].join('; ');
}

const LABELS = ['name', 'title', 'id'];
const OF_THE_MARKUP = /^(?:xmlns|xml|xsi)(?::|$)|^(?:class|style)$/;
