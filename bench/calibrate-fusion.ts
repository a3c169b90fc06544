/**
 * Finds the weight of the starter embedder in hybrid search, on the evaluation sets beside the repository: every document
 * through the real index and the real embedder, then one blend per weight. Odd query numbers choose, even ones check.
 * `--title S`, `--heading S`, `--nearness S`, `--exactness S` and `--backing S` let these count, as shares of the best score, the last three in the
 * blends only, as in the service; `--nearness 0,0.1,0.2` tries several.
 * `--keyword` leaves the vectors out; `--analyser 1` analyses words as version 1 did.
 * `--chunk` cuts documents as ingestion does and takes the best chunk of each; `--queries` caps the queries of a set (spread evenly).
 *
 *   npx tsc -p tsconfig.json && node dist/bench/calibrate-fusion.js [--chunk] [--keyword] [--title S] [--heading S] [--nearness S,…] [--exactness S] [--backing S] [--weights W,…] [--queries N] [SET …]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Metadata } from '#knowledge';
import {
  BOOSTED_AMONG,
  type Boosts,
  NO_BOOSTS,
  type RankedChunk,
  blendScores,
  boostPassages,
  rankByOne,
} from '#retrieval';
import { blocksOfPlainText } from '../libs/ingestion/src/parsing/plain-text-blocks.js';
import { assembleText } from '../libs/ingestion/src/parsing/assemble-text.js';
import { CHUNK_LIMITS, chunkText } from '../libs/ingestion/src/chunking/chunk-text.js';
import { detectLanguage } from '../libs/ingestion/src/describing/detect-language.js';
import { contextualText } from '../libs/ingestion/src/chunking/contextual-text.js';
import { ANALYSER_VERSION, IndexStore, IndexWriter, lexiconOf, SearchIndex, tableNameFor } from '#search-index';
import type { IndexRow, Lexicon } from '#search-index';
import { embedCached } from './embed-cached.js';
import { documentsOf, EVAL_ROOT, ndcgAt10, readEvalSet } from './eval-set.js';
import type { EvalDocument, EvalQuery, EvalSet } from './eval-set.js';
import { aVisibility } from '#testing';

/** nDCG@10 of plain BM25 over whole documents: the floor. */
const BASELINE: Readonly<Record<string, number>> = {
  cranfield: 0.3837,
  cacm: 0.4753,
  'musique-100': 0.5332,
  'multihop-rag-facts': 0.8497,
  'squad1-dev': 0.874,
  policyqa: 0.3677,
  'chroma-chunking': 0.7913,
  'codebase-chunks': 0.5865,
  'anchors-18f-handbook': 0.6633,
  'anchors-sourcegraph-handbook': 0.5925,
  'xquad-en': 0.968,
  'xquad-de': 0.923,
  'xquad-es': 0.951,
  'xquad-zh': 0.963,
  'xquad-ar': 0.889,
  'cmrc2018-zh': 0.9843,
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    chunk: { type: 'boolean', default: false },
    queries: { type: 'string', default: '2000' },
    depth: { type: 'string', default: '200' },
    analyser: { type: 'string', default: String(ANALYSER_VERSION) },
    keyword: { type: 'boolean', default: false },
    title: { type: 'string', default: '0' },
    heading: { type: 'string', default: '0' },
    nearness: { type: 'string', default: '0' },
    exactness: { type: 'string', default: '0' },
    backing: { type: 'string', default: '0' },
    weights: { type: 'string', default: '0.02,0.03,0.04,0.05,0.06,0.08,0.1,0.12,0.15,0.2' },
  },
});
const depth = Number(options.depth);
const analyserVersion = Number(options.analyser);
const byWords: Boosts = { ...NO_BOOSTS, title: Number(options.title), heading: Number(options.heading) };
const inBlends = { exactness: Number(options.exactness), backing: Number(options.backing) };
const nearnesses = options.nearness.split(',').map(Number);
const WEIGHTS = options.weights.split(',').map(Number);

/** A bench reads everything; only `access` mints visibilities for people. */
const everything = aVisibility();

interface EvalChunk {
  readonly text: string;
  readonly headingPath: readonly string[];
}
interface Judged {
  readonly query: EvalQuery;
  readonly keyword: ReadonlyMap<string, number>;
  readonly cosine: ReadonlyMap<string, number>;
  readonly documentOf: (chunkId: string) => string;
  /** As a search puts them in order after the blend. */
  readonly boosted: (ranked: readonly RankedChunk[], boosts: Boosts, best: number) => readonly RankedChunk[];
}

/** As `chancery eval` uploads it: a text file with its title beside it; a document of a title alone says it as its text. */
function chunksOf({ title, text }: EvalDocument): EvalChunk[] {
  const said = text.trim() === '' ? title : text;
  if (!options.chunk) return said.trim() === '' ? [] : [{ text: said, headingPath: [] }];
  const assembled = assembleText(blocksOfPlainText(said));
  return chunkText(assembled, CHUNK_LIMITS).map(({ start, end, headingPath }) => {
    return { text: assembled.text.slice(start, end), headingPath };
  });
}

/** Of keywords alone no vector counts. */
const vectorsOf = (texts: readonly string[]): Promise<Float32Array[]> =>
  options.keyword ? Promise.resolve(texts.map(() => Float32Array.of(1, 0))) : embedCached(texts);

async function rowsOf(set: EvalSet): Promise<IndexRow[]> {
  const chunks = set.documents.flatMap((document, place) =>
    chunksOf(document).map((chunk, ordinal) => ({ document, place, ordinal, ...chunk })),
  );
  const vectors = await vectorsOf(
    chunks.map(({ document, headingPath, text }) => contextualText(document.title, headingPath, text)),
  );
  const languages = new Map(set.documents.map(({ id, text }) => [id, detectLanguage(text)]));
  return chunks.map(({ document, place, ordinal, headingPath, text }, i) => ({
    chunkId: `${document.id}#${ordinal}`,
    collectionId: set.name,
    documentId: document.id,
    revisionId: document.id,
    mediaType: 'text/plain',
    path: `${place}.txt`,
    metadata: { site: document.meta?.site ?? '' },
    title: document.title,
    headingPath,
    text,
    language: languages.get(document.id) ?? null,
    analyserVersion,
    vector: vectors[i]!,
    validFrom: 1,
  }));
}

async function candidatesOf(
  set: EvalSet,
  index: SearchIndex,
  table: string,
  rows: ReadonlyMap<string, IndexRow>,
  lexicon: Lexicon,
): Promise<Judged[]> {
  const step = Math.max(1, Math.ceil(set.queries.length / Number(options.queries)) | 1);
  const queries = set.queries.filter((_, i) => i % step === 0);
  const vectors = await vectorsOf(set.queries.map(({ text }) => text));
  const judged: Judged[] = [];
  for (const [i, query] of queries.entries()) {
    const filter: Metadata = set.name === 'policyqa' ? { site: String(query.meta?.site) } : {};
    const words = lexicon.words(query.text);
    const hits = await index.search({
      tables: [table],
      visibility: everything,
      filter,
      asOf: null,
      terms: words,
      vector: options.keyword ? null : vectors[i * step]!,
      keywordLimit: depth,
      vectorLimit: depth,
    });
    judged.push({
      query,
      keyword: hits.keyword,
      cosine: hits.cosine,
      documentOf: (id) => hits.info.get(id)!.documentId,
      boosted: (ranked, boosts, best) => {
        const looked = ranked.slice(0, BOOSTED_AMONG).map((one) => ({ ...rows.get(one.chunkId)!, ...one }));
        return [
          ...boostPassages(looked, { query: query.text, words, lexicon }, boosts, best),
          ...ranked.slice(BOOSTED_AMONG),
        ];
      },
    });
  }
  return judged;
}

/**
 * nDCG@10 of each query.
 * @param boosts Null where nothing counts but the ranking.
 */
function score(judged: readonly Judged[], rank: (one: Judged) => RankedChunk[], boosts: Boosts | null): number[] {
  return judged.map((one) => {
    const ranked = ordered(one, rank(one), boosts).map(({ chunkId }) => chunkId);
    return ndcgAt10(documentsOf(ranked, one.documentOf), one.query.relevant);
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function ordered(one: Judged, ranked: RankedChunk[], boosts: Boosts | null): readonly RankedChunk[] {
  if (boosts === null) return ranked;
  // A ranking by keywords alone has their scores, a blend shares of the best of them.
  const [first] = ranked;
  return one.boosted(ranked, boosts, first && first.score === first.keyword ? first.score : 1);
}

const half = (parity: number) => (_: number, i: number) => i % 2 === parity;
const digits = (value: number) => value.toFixed(4);

const folder = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
const store = new IndexStore({ uri: folder });
const [writer, index] = [new IndexWriter(store), new SearchIndex(store)];
console.log(`set, nearness\tchunks\tBM25 floor\tkeyword\tvector\t${WEIGHTS.map((w) => `w ${w}`).join('\t')}`);
for (const name of positionals.length > 0 ? positionals : Object.keys(BASELINE)) {
  const set = readEvalSet(name);
  if (!set) {
    console.error(`${name}: not in ${EVAL_ROOT}, skipped.`);
    continue;
  }
  const table = tableNameFor(name);
  const rows = await rowsOf(set);
  for (let i = 0; i < rows.length; i += 2000) await writer.upsert(table, rows.slice(i, i + 2000));
  await writer.optimize(table, { keepVersionsMs: 0 });
  const languages = [...new Set(rows.map(({ language }) => language ?? null))].filter((one) => one !== null);
  const byId = new Map(rows.map((row) => [row.chunkId, row]));
  const judged = await candidatesOf(set, index, table, byId, lexiconOf({ analyserVersion, languages }));
  const alone = [
    score(judged, ({ keyword, cosine }) => rankByOne('keyword', keyword, cosine), byWords),
    score(judged, ({ keyword, cosine }) => rankByOne('vector', keyword, cosine), null),
  ];
  for (const nearness of nearnesses) {
    const blends = WEIGHTS.map((weight) =>
      score(judged, ({ keyword, cosine }) => blendScores(keyword, cosine, weight), {
        ...byWords,
        ...inBlends,
        nearness,
      }),
    );
    for (const [label, isIn] of [
      ['all', () => true],
      ['odd', half(1)],
      ['even', half(0)],
    ] as const) {
      const figures = [BASELINE[name] ?? NaN, ...[...alone, ...blends].map((each) => mean(each.filter(isIn)))];
      console.log([`${name} ${label} ${nearness}`, rows.length, ...figures.map(digits)].join('\t'));
    }
  }
}
await store.close();
rmSync(folder, { recursive: true });
