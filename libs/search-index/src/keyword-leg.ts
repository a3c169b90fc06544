import type { FullTextQuery, Table } from '@lancedb/lancedb';
import { type AskedWords, keywordQuery } from './keyword-query.js';
import { withPhrases } from './phrase-filter.js';
import { rowsOf } from './read-rows.js';
import { sqlList } from './row-conditions.js';
import { type SeenShare, seenRows } from './seen-rows.js';
import { type KeywordRow, OF_PHRASES, type ReadRows, TIE_MARGIN, best, sift } from './sift-rows.js';
import type { RowFilter } from './visibility-filter.js';
import { waitingTablesOf } from './waiting-words.js';

/** What the leg is asked, and when; see `IndexQuery`. */
interface AskedOfWords extends AskedWords {
  readonly asOf: number | null;
  readonly vector: Float32Array | null;
  readonly keywordLimit: number;
}

/** Opens tables of waiting words; none where looking into them is not worth it. */
export type OpenWaiting = (names: readonly string[]) => Promise<Table[]>;

/** What both legs heed of rows, and what they read of them. */
export interface HeededRows {
  readonly filter: RowFilter;
  readonly share: SeenShare;
  readonly columns: readonly string[];
  /** Whether the table knows which words stand one after another. */
  readonly hasPairs: boolean;
}

/** What the words of a query find, best first. */
export async function keywordLeg(
  table: Table,
  query: AskedOfWords,
  { filter, share, columns: always, hasPairs }: HeededRows,
  openWaiting: OpenWaiting,
): Promise<KeywordRow[]> {
  const { vector, keywordLimit, phrases = [] } = query;
  const asked = keywordQuery(query);
  if (!asked) return [];
  // The vectors come along so that the cosine of what only the keywords found is exact and costs no second query.
  const columns = [...always, '_score', ...(vector ? ['vector'] : []), ...(phrases.length > 0 ? ['terms'] : [])];
  const all: ReadRows<KeywordRow> = async (where, limit) =>
    rowsOf(await table.query().fullTextSearch(asked).where(where).select(columns).limit(limit).toArrow());
  const indexed: ReadRows<KeywordRow> = async (where, limit) =>
    rowsOf(await table.query().fullTextSearch(asked).where(where).fastSearch().select(columns).limit(limit).toArrow());
  const names = query.asOf === null ? await waitingTablesOf(table) : [];
  const waiting = await openWaiting(names);
  const isCurrent = async () => (await waitingTablesOf(table)).join(' ').startsWith(names.join(' '));
  const fetch = waiting.length > 0 ? apart({ all, indexed, isCurrent, waiting: idsWith(waiting, asked) }) : all;
  const scoreOf = ({ _score }: KeywordRow) => _score;
  const rows =
    phrases.length > 0
      ? await sift(fetch, withPhrases(filter, phrases, hasPairs), keywordLimit + TIE_MARGIN, OF_PHRASES)
      : await seenRows({ read: fetch, scoreOf, hasTies: true }, filter, keywordLimit, share);
  return best(rows, keywordLimit, scoreOf);
}

interface WaitingIds {
  readonly ids: readonly string[];
  /** Whether these are all there are. */
  readonly areAll: boolean;
}

/**
 * Ids of the best rows of several tables, each once: what is written again is there twice. The tables weigh words a little differently, and some
 * of their rows are only about to be written, so that more are named than are wanted.
 */
const idsWith =
  (tables: readonly Table[], asked: FullTextQuery) =>
  async (where: string, limit: number): Promise<WaitingIds> => {
    const [columns, most] = [['id', '_score'], Math.ceil(MORE * limit)];
    const found = await Promise.all(
      tables.map(async (table) =>
        rowsOf<{ id: string; _score: number }>(
          await table.query().fullTextSearch(asked).where(where).select(columns).limit(most).toArrow(),
        ),
      ),
    );
    const bestFirst = found.flat().sort((a, b) => b._score - a._score);
    const ids = [...new Set(bestFirst.map(({ id }) => id))];
    return { ids: ids.slice(0, most), areAll: ids.length <= most && found.every((rows) => rows.length < most) };
  };
const MORE = 1.5;

/** More names in a statement cost more than looking for the words in every row that waits. */
const MOST_NAMED = 2_250;

/**
 * The best rows of an index, and of the rows that wait to be taken into it those that their own index of words finds; both
 * scored by the statistics of the large index. What waits is read first: a row that comes into the index meanwhile is then found twice, and not never.
 * Named rows that are not there any more, or not yet, may have taken the places of others, and what was named while the names were taken away may
 * have changed: then every row that waits is looked at.
 */
function apart(read: {
  readonly all: ReadRows<KeywordRow>;
  readonly indexed: ReadRows<KeywordRow>;
  /** Whether the tables of waiting words are still those that were opened; there may be new ones beside them. */
  readonly isCurrent: () => Promise<boolean>;
  readonly waiting: (where: string, limit: number) => Promise<WaitingIds>;
}): ReadRows<KeywordRow> {
  return async (where, limit) => {
    if (MORE * limit > MOST_NAMED) return read.all(where, limit);
    const { ids, areAll } = await read.waiting(where, limit);
    const named = `${where} AND id IN (${sqlList(ids)})`;
    const [waiting, indexed] = await Promise.all([
      ids.length > 0 ? read.all(named, limit) : [],
      read.indexed(where, limit),
    ]);
    if ((!areAll && waiting.length < limit) || !(await read.isCurrent())) return read.all(where, limit);
    const distinct = new Map([...waiting, ...indexed].map((row) => [row.id, row]));
    return [...distinct.values()].sort((a, b) => b._score - a._score).slice(0, limit);
  };
}
