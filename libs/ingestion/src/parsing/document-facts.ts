import type { Metadata } from '#knowledge';
import { oneLine } from './clean-text.js';
import type { Block } from './parsed-document.js';

const MAX_VALUE = 500;
const MAX_KEYS = 50;

/** Metadata in the form that can be filtered on: keys lower-cased to `[a-z][a-z0-9_]{0,39}`, values cleaned; empty ones are left out. */
export function metadataOf(entries: Iterable<readonly [string, string | null | undefined]>): Metadata {
  const metadata: Record<string, string> = {};
  for (const [name, value] of entries) {
    const key = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[_0-9]+|_+$/g, '')
      .slice(0, 40);
    const text = oneLine(value ?? '');
    if (!key || !text || text.length > MAX_VALUE || Object.keys(metadata).length >= MAX_KEYS) continue;
    metadata[key] ??= text;
  }
  return metadata;
}

/** A title that is worth showing, or null: not blank, not a file name, not a program's placeholder. */
export function sensibleTitle(title: string | null | undefined): string | null {
  const text = oneLine(title ?? '').replace(/^Microsoft (?:Word|PowerPoint|Excel) - /, '');
  if (text.length > 300 || (text.match(/\p{L}/gu)?.length ?? 0) < 2) return null;
  if (/^(?:untitled|document\d*|title|no title|slide \d+|dokument\d*)$/i.test(text)) return null;
  if (/\.(?:docx?|pdf|indd|qxd|tex|dvi|rtf|fm|pm[56d]|pub|xlsx?|pptx?|txt|html?|ps|eps)$/i.test(text)) return null;
  return text;
}

/** Headings that name a part of a document rather than the whole. */
const PART = /^(?:(?:chapter|part|section|article|book|appendix|volume)\s+(?:\d+|[ivxlc]+)\b|(?:table of )?contents$)/i;

/** The first heading of the highest level, for files that state no title of their own. */
export function titleFromHeadings(blocks: readonly Block[]): string | null {
  const title = sensibleTitle(blocks.find((block) => block.kind === 'heading' && block.level === 1)?.text);
  return title && PART.test(title) ? null : title;
}
