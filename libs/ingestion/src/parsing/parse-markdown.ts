import { readFile } from 'node:fs/promises';
import { encodingNotes } from './coverage-notes.js';
import { decodeText } from './decode-text.js';
import { metadataOf, sensibleTitle, titleFromHeadings } from './document-facts.js';
import { splitFrontMatter } from './front-matter.js';
import { blocksOfMarkdown } from './markdown-blocks.js';
import type { ParsedDocument } from './parsed-document.js';

/** Read a Markdown file. Title and metadata come from simple keys of its YAML front matter, else the first first-level heading. */
export async function parseMarkdown(path: string): Promise<ParsedDocument> {
  const decoded = decodeText(await readFile(path));
  const { entries, body } = splitFrontMatter(decoded.text);
  const blocks = blocksOfMarkdown(body);
  const stated = entries.find(([key]) => key.toLowerCase() === 'title')?.[1];
  return {
    title: sensibleTitle(stated) ?? titleFromHeadings(blocks),
    metadata: metadataOf(entries.filter(([key]) => key.toLowerCase() !== 'title')),
    blocks,
    pageCount: 1,
    notes: encodingNotes(decoded),
  };
}
