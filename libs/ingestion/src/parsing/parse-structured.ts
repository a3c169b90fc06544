import { readFile } from 'node:fs/promises';
import type { CoverageNote } from '#knowledge';
import { BlockBuilder } from './block-builder.js';
import { encodingNotes } from './coverage-notes.js';
import { decodeText } from './decode-text.js';
import { blocksOfJson } from './json-blocks.js';
import { DocumentCorrupt, DocumentTooComplex } from './parse-errors.js';
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

/** What an element came to: words that may stand in a sentence around it, or blocks. */
type XmlPart = string | XmlWords | XmlBlocks;

interface XmlWords {
  readonly name: string;
  readonly text: string;
  /** What its attributes say. */
  readonly stated: string;
}

/** In order; what lies within is taken apart when all is read, since each level around would copy it. */
interface XmlBlocks {
  readonly parts: readonly (XmlParagraph | XmlBlocks)[];
}

type XmlParagraph = readonly [name: string, text: string];

interface OpenElement {
  readonly name: string;
  readonly stated: string;
  readonly parts: XmlPart[];
}

/**
 * Read an XML file: the text of each element as a paragraph, led by the element's name, after what its attributes say. Elements
 * within a sentence are read as part of it.
 */
export async function parseXml(path: string): Promise<ParsedDocument> {
  const bytes = await readFile(path);
  const decoded = decodeText(bytes, statedEncoding(bytes));
  const root: OpenElement = { name: '', stated: '', parts: [] };
  const open = [root];
  let said = 0;
  readXml(decoded.text.replace(/^\ufeff/, ''), 'XML file', {
    open: (name, _, attributes) => void open.push({ name, stated: inWords(attributes), parts: [] }),
    text: (text) => {
      const { parts } = open.at(-1)!;
      if (text.trim() !== '') parts.push(text);
      else pushSpace(parts);
    },
    close: () => {
      const part = readElement(open.pop()!);
      const { parts } = open.at(-1)!;
      if (!isSaid(part)) return pushSpace(parts);
      if (++said > MOST_SAID) throw new DocumentTooComplex('elements with words', MOST_SAID);
      parts.push(part);
    },
  });
  const builder = new BlockBuilder();
  for (const [name, text] of paragraphsIn(blocksOfElement(root)))
    builder.whole('paragraph', `${name}: ${text.replace(/\s+/g, ' ')}`);
  return { title: null, metadata: {}, blocks: builder.finish(), pageCount: 1, notes: encodingNotes(decoded) };
}

/** Each weighs more than its words while the file is read. */
const MOST_SAID = 2_000_000;

const isSaid = (part: XmlPart): boolean =>
  typeof part === 'string'
    ? part.trim() !== ''
    : 'parts' in part
      ? part.parts.length > 0
      : part.text + part.stated !== '';

/** White space, which counts between words and nowhere else. */
function pushSpace(parts: XmlPart[]): void {
  if (parts.length > 0 && parts.at(-1) !== ' ') parts.push(' ');
}

/** Text alone, or text with words of elements between it, reads as one; everything else is blocks. */
function readElement(element: OpenElement): XmlPart {
  const { name, stated, parts } = element;
  const isText = parts.every((part) => typeof part === 'string');
  const isMixed = parts.some((part) => typeof part === 'string' && part.trim() !== '');
  const only = parts.filter(isSaid);
  const [held] = only;
  if (NOTE.test(name) && only.length === 1 && typeof held === 'object' && 'text' in held)
    return { name, stated, text: held.text };
  // What does nothing but hold another stands for it.
  if (stated === '' && only.length === 1 && typeof only[0] === 'object') return only[0];
  if (!(isText || isMixed) || parts.some((part) => typeof part === 'object' && 'parts' in part))
    return blocksOfElement(element);
  return {
    name,
    stated,
    text: parts
      .map((part, at) => wordsBehind(parts[at - 1], part))
      .join('')
      .trim(),
  };
}

/** Elements that say how words look rather than what they are: they may part a word. */
const LOOKS =
  /^(?:a|b|bold|big|char|em|emphasis|ext-link|font|hi|i|italic|ital|link|mark|monospace|ph|s|sc|small|span|strike|strong|sub|subscript|sup|superscript|tt|u|ulink|underline|xref)$/i;
/** A note stands in brackets: its words belong to none of the sentence's. */
const NOTE = /^(?:endnote|fn|footnote|note)$/i;

/** Elements that touch each other and mean something are two words: `<city>Lyon</city><zip>69001</zip>`. */
const wordsBehind = (before: XmlPart | undefined, part: XmlPart): string =>
  (before !== undefined && isMeant(before) && isMeant(part) ? ' ' : '') + wordsOf(part);

const isMeant = (part: XmlPart): boolean => typeof part === 'object' && 'name' in part && !LOOKS.test(part.name);

/** An element without words in a sentence stands for what its attributes say. */
function wordsOf(part: XmlPart): string {
  if (typeof part === 'string') return part;
  if ('parts' in part) return '';
  if (NOTE.test(part.name) && part.text !== '') return ` (${part.text})`;
  return part.text || (part.stated && ` ${part.stated} `);
}

function blocksOfElement({ name, stated, parts }: OpenElement): XmlBlocks {
  const blocks: (XmlParagraph | XmlBlocks)[] = stated === '' ? [] : [[name, stated]];
  const isMixed = parts.some((part) => typeof part === 'string' && part.trim() !== '');
  let text = '';
  const say = (): void => {
    if (text.trim() !== '') blocks.push([name, text.trim()]);
    text = '';
  };
  for (const [at, part] of parts.entries()) {
    if (typeof part === 'object' && 'parts' in part) {
      say();
      blocks.push(part);
    } else if (isMixed || typeof part === 'string') text += wordsBehind(parts[at - 1], part);
    else {
      if (part.stated !== '') blocks.push([part.name, part.stated]);
      if (part.text !== '') blocks.push([part.name, part.text]);
    }
  }
  say();
  return { parts: blocks };
}

function* paragraphsIn(blocks: XmlBlocks): Generator<XmlParagraph> {
  const waiting = [{ parts: blocks.parts, at: 0 }];
  for (let level = waiting.at(-1); level; level = waiting.at(-1)) {
    const part = level.parts[level.at++];
    if (part === undefined) waiting.pop();
    else if ('parts' in part) waiting.push({ parts: part.parts, at: 0 });
    else yield part;
  }
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
