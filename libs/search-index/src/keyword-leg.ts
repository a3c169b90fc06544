import type { Table } from '@lancedb/lancedb';
import { type AskedWords, keywordQuery } from './keyword-query.js';
import { withPhrases } from './phrase-filter.js';
import { rowsOf } from './read-rows.js';
import { type SeenShare, seenRows } from './seen-rows.js';
import { type KeywordRow, type ReadRows, TIE_MARGIN, best, siftPhrases } from './sift-rows.js';
import type { RowFilter } from './visibility-filter.js';

/** What the leg is asked; see `IndexQuery`. */
interface AskedOfWords extends AskedWords {
  readonly vector: Float32Array | null;
  readonly keywordLimit: number;
}

/** What both legs heed of rows, and what they read of them. */
export interface HeededRows {
  readonly filter: RowFilter;
  readonly share: SeenShare;
  readonly columns: readonly string[];
  /** Whether the table knows which words stand one after another. */
  readonly hasPairs: boolean;
  /** Whether the vectors that the index holds may be short. */
  readonly hasShortVectors: boolean;
}

/** What the words of a query find, best first. */
export async function keywordLeg(
  table: Table,
  query: AskedOfWords,
  { filter, share, columns: always, hasPairs }: HeededRows,
): Promise<KeywordRow[]> {
  const { vector, keywordLimit, phrases = [] } = query;
  const asked = keywordQuery(query);
  if (!asked) return [];
  // The vectors come along so that the cosine of what only the keywords found is exact and costs no second query.
  const columns = [...always, '_score', ...(vector ? ['vector'] : []), ...(phrases.length > 0 ? ['terms'] : [])];
  const read: ReadRows<KeywordRow> = async (where, limit) =>
    rowsOf(await table.query().fullTextSearch(asked).where(where).select(columns).limit(limit).toArrow());
  const scoreOf = ({ _score }: KeywordRow) => _score;
  const rows =
    phrases.length > 0
      ? await siftPhrases(read, withPhrases(filter, phrases, hasPairs), keywordLimit + TIE_MARGIN)
      : await seenRows({ read, scoreOf, hasTies: true }, filter, keywordLimit, share);
  return best(rows, keywordLimit, scoreOf);
}
