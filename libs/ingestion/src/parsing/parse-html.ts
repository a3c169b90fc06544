import { readFile } from 'node:fs/promises';
import type { CoverageNote } from '#knowledge';
import { defaultTreeAdapter as tree, type DefaultTreeAdapterTypes } from 'parse5';
import { BlockBuilder } from './block-builder.js';
import { encodingNotes, hiddenText } from './coverage-notes.js';
import { decodeText } from './decode-text.js';
import { metadataOf, sensibleTitle, titleFromHeadings } from './document-facts.js';
import { walkHtml } from './html-blocks.js';
import { attribute } from './html-hidden.js';
import { isNavigation, mainPartOf } from './html-main.js';
import { htmlPage } from './html-tree.js';
import type { Block, ParsedDocument } from './parsed-document.js';

/** Metadata names of HTML pages and what they are kept as. */
const META_NAMES: Readonly<Record<string, string>> = {
  author: 'author',
  'article:author': 'author',
  date: 'date',
  'dcterms.date': 'date',
  'article:published_time': 'date',
  language: 'language',
};

/** Read an HTML file: visible text only, of its main part where it marks one, without menus; title from `<title>`, or the first first-level heading. */
export async function parseHtml(path: string): Promise<ParsedDocument> {
  const bytes = await readFile(path);
  const decoded = decodeText(bytes, declaredCharset(bytes));
  const { document, frames } = pageOf(decoded.text);
  const { blocks, notes } = blocksOfPage(document);
  const head = headOf(document);
  return {
    title: sensibleTitle(head.title) ?? titleFromHeadings(blocks),
    metadata: metadataOf(head.meta),
    blocks,
    pageCount: 1,
    notes: [...encodingNotes(decoded), ...frames, ...notes],
  };
}

/** A page made of frames holds nothing but what it shows where there are none. */
function pageOf(html: string): { document: DefaultTreeAdapterTypes.Document; frames: CoverageNote[] } {
  const document = htmlPage(html);
  if (!framesetOf(document)) return { document, frames: [] };
  const start = framesetOf(htmlPage(html, { sourceCodeLocationInfo: true }))?.sourceCodeLocation?.startOffset ?? 0;
  const elements = [...elementsWithin(document)];
  const count = elements.filter(({ tagName }) => tagName === 'frame').length;
  const message = `${count} frame(s) of the page are files of their own and were not read with it.`;
  const instead = elements.find(({ tagName }) => tagName === 'noframes');
  return {
    document: htmlPage(html.slice(0, start) + (instead ? textOf(instead) : '')),
    frames: count > 0 ? [{ code: 'part.missing', message, count }] : [],
  };
}

type Element = DefaultTreeAdapterTypes.Element;

/** What stands in the place of the body; a mere mention of frames in a text or a script makes none. */
const framesetOf = (document: DefaultTreeAdapterTypes.Document): Element | undefined =>
  document.childNodes
    .flatMap((node) => (node.nodeName === 'html' && tree.isElementNode(node) ? node.childNodes : []))
    .filter((node) => tree.isElementNode(node))
    .find(({ tagName }) => tagName === 'frameset');

/** All elements in the order of the document. */
function* elementsWithin(root: DefaultTreeAdapterTypes.ParentNode): Generator<Element> {
  const stack = [...root.childNodes].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!tree.isElementNode(node)) continue;
    yield node;
    for (let i = node.childNodes.length - 1; i >= 0; i--) stack.push(node.childNodes[i]!);
  }
}

/** The main part without its menus; the whole page where nothing else is left of it. */
function blocksOfPage(document: DefaultTreeAdapterTypes.Document): { blocks: Block[]; notes: CoverageNote[] } {
  const { root, isPart } = mainPartOf(document);
  const builder = new BlockBuilder();
  const hidden = walkHtml(root, builder, isNavigation);
  const blocks = builder.finish();
  if (blocks.length > 0) return { blocks, notes: [...(isPart ? [AROUND] : []), ...hiddenText(hidden)] };
  const whole = new BlockBuilder();
  const hiddenOfWhole = walkHtml(document, whole);
  return { blocks: whole.finish(), notes: hiddenText(hiddenOfWhole) };
}

const AROUND: CoverageNote = {
  code: 'page.surroundings',
  message: 'Only the main part of the page was read; menus, head and foot around it were left out.',
};

/** Blocks of a piece of HTML that another format was converted to. */
export const blocksOfHtml = (html: string): Block[] => readHtml(html).blocks;

/** The same, with what was left out of it because its author hid it. */
export function readHtml(html: string): { readonly blocks: Block[]; readonly notes: CoverageNote[] } {
  const builder = new BlockBuilder();
  const hidden = walkHtml(htmlPage(html), builder);
  return { blocks: builder.finish(), notes: hiddenText(hidden) };
}

function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:-]{2,40})/i.exec(head)?.[1];
}

function headOf(document: DefaultTreeAdapterTypes.Document): { title: string | null; meta: [string, string][] } {
  const html = document.childNodes.find((node) => node.nodeName === 'html');
  const head = html && 'childNodes' in html ? html.childNodes.find((node) => node.nodeName === 'head') : undefined;
  const meta: [string, string][] = [];
  let title: string | null = null;
  for (const node of head && 'childNodes' in head ? head.childNodes : []) {
    if (!tree.isElementNode(node)) continue;
    if (node.tagName === 'title') title ??= textOf(node);
    if (node.tagName !== 'meta') continue;
    const name = META_NAMES[(attribute(node, 'name') ?? attribute(node, 'property') ?? '').toLowerCase()];
    if (name) meta.push([name, attribute(node, 'content') ?? '']);
  }
  return { title, meta };
}

const textOf = (element: Element): string =>
  element.childNodes.map((child) => (tree.isTextNode(child) ? child.value : '')).join('');
