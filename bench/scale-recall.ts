import type { SearchIndex } from '#search-index';
import { aVisibility } from '#testing';
import type { Grown } from './scale-changes.js';
import { CHUNKS_OF_A_DOCUMENT } from './scale-library.js';

/** What is asked of the index that is measured. */
export interface Asked extends Grown {
  readonly index: SearchIndex;
  readonly vectors: readonly Float32Array[];
}

/** A prime, so that the documents asked for are spread over all of them. */
const DOCUMENTS_APART = 7_919;

/** ANN against every vector compared: a row that is as near as the tenth counts as found, whichever of equals it is. */
export async function recallOfAll({ index, table, library, total, vectors, report }: Asked): Promise<void> {
  const exact = vectors.map(() => [] as number[]);
  for (let chunk = 0; chunk < total; chunk++) {
    const vector = library.vectorAt(chunk);
    for (const [q, query] of vectors.entries()) {
      let cosine = 0;
      for (let i = 0; i < query.length; i++) cosine += query[i]! * vector[i]!;
      const best = exact[q]!;
      if (best.length === 10 && cosine <= best[9]!) continue;
      best.push(cosine);
      best.sort((a, b) => b - a).length = Math.min(10, best.length);
    }
  }
  let found = 0;
  for (const [q, vector] of vectors.entries()) {
    const { cosine } = await index.search({
      ...{ tables: [table], visibility: aVisibility(), filter: {}, asOf: null, terms: null },
      ...{ vector, keywordLimit: 10, vectorLimit: 10 },
    });
    found += [...cosine.values()].filter((one) => one >= exact[q]!.at(-1)! - 1e-5).length;
  }
  report.line(`recall@10 of ANN against exact: ${(found / (10 * vectors.length)).toFixed(3)}`);
}

/** Of a search that a few documents are named for, every one of their chunks is to be found. */
export async function recallInDocuments({ index, table, library, total, vectors, report }: Asked): Promise<void> {
  for (const documents of [1, 10]) {
    let found = 0;
    for (const [q, vector] of vectors.entries()) {
      const first = (q * DOCUMENTS_APART) % (total / CHUNKS_OF_A_DOCUMENT - documents);
      const rows = Array.from({ length: documents * CHUNKS_OF_A_DOCUMENT }, (_, i) =>
        library.row(first * CHUNKS_OF_A_DOCUMENT + i),
      );
      const { cosine } = await index.search({
        ...{ tables: [table], filter: {}, asOf: null, terms: null, vector, keywordLimit: 200, vectorLimit: 200 },
        visibility: aVisibility([], [], { documents: [...new Set(rows.map(({ documentId }) => documentId))] }),
      });
      found += rows.filter(({ chunkId }) => cosine.has(chunkId)).length / rows.length;
    }
    report.line(`chunks of ${documents} named documents found by vectors: ${(found / vectors.length).toFixed(3)}`);
  }
}
