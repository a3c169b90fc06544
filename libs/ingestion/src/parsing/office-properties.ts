import type { Metadata } from '#knowledge';
import { metadataOf, sensibleTitle } from './document-facts.js';
import { DocumentCorrupt } from './parse-errors.js';
import { readXml } from './read-xml.js';

/** What an office file says of itself. */
export interface OfficeProperties {
  readonly title: string | null;
  readonly metadata: Metadata;
}

const FACTS: Readonly<Record<string, string>> = {
  title: 'title',
  creator: 'author',
  'initial-creator': 'author',
  modified: 'date',
  date: 'date',
  subject: 'subject',
};

/** Read `docProps/core.xml` of Office Open XML, `meta.xml` of OpenDocument or the metadata of an e-book. Null means that there is none. */
export function officeProperties(xml: string | null, format: string): OfficeProperties {
  const found = factsOf(xml ?? '', format);
  return {
    title: sensibleTitle(found.get('title')),
    metadata: metadataOf([
      ['author', found.get('author')],
      ['date', found.get('date')?.slice(0, 10)],
      ['subject', found.get('subject')],
    ]),
  };
}

/** Damaged properties say nothing about the text: what was read before the damage counts. */
function factsOf(xml: string, format: string): Map<string, string> {
  const found = new Map<string, string>();
  let open: string | null = null;
  try {
    readXml(xml, format, {
      open: (name) => void (open = FACTS[name] ?? null),
      text: (text) => {
        if (open && !found.has(open) && text.trim()) found.set(open, text);
      },
      close: () => void (open = null),
    });
  } catch (error) {
    if (!(error instanceof DocumentCorrupt)) throw error;
  }
  return found;
}
