import type { CorpusDocument, EvalQuery } from './beir-set.js';

const LONGEST_VALUE = 500;
/** Names that searches give a meaning of their own. */
const RESERVED = new Set(['type', 'path', 'title', 'key']);

/** The metadata a corpus document is uploaded with: title, corpus id as `key`, and its own filterable text fields. */
export function uploadMetadata(document: CorpusDocument): Record<string, string> {
  return {
    ...filterable(document.meta),
    ...(document.title.trim() === '' ? {} : { title: cut(document.title.trim()) }),
    key: cut(document.id),
  };
}

/** What is uploaded as a document's text: its own, or for want of one its title, or its id. */
export function uploadText(document: CorpusDocument): string {
  return [document.text, document.title, document.id].find((text) => text.trim() !== '') ?? document.id;
}

/** Which metadata values occur in a corpus, by field. */
export function metadataValues(corpus: readonly CorpusDocument[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const document of corpus) {
    for (const [field, value] of Object.entries(filterable(document.meta))) {
      values.set(field, (values.get(field) ?? new Set<string>()).add(value));
    }
  }
  return values;
}

/**
 * The filter a query is searched with: its single-text metadata fields whose value the corpus has too.
 * A field of the same name with other values means something else and does not filter.
 */
export function queryFilter(
  query: Pick<EvalQuery, 'meta'>,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filterable(query.meta)).filter(([field, value]) => known.get(field)?.has(value)),
  );
}

function filterable(meta: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(meta).filter((entry): entry is [string, string] => {
      const [field, value] = entry;
      return isField(field) && typeof value === 'string' && value !== '' && value.length <= LONGEST_VALUE;
    }),
  );
}

function isField(name: string): boolean {
  return /^[a-z][a-z0-9_]{0,39}$/.test(name) && !RESERVED.has(name);
}

/** Cut to the longest value that metadata takes, never through a surrogate pair. */
function cut(text: string): string {
  return text.slice(0, LONGEST_VALUE).replace(/[\uD800-\uDBFF]$/, '');
}
