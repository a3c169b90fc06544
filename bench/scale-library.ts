import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexRow } from '#search-index';
import { seeded } from './seeded.js';

const HANDBOOKS = join(process.cwd(), '..', 'shared', 'handbooks');
const PIECES = 24_000;
const [SHORTEST_PIECE, LONGEST_PIECE] = [120, 420];
export const CHUNKS_OF_A_DOCUMENT = 8;
const PIECES_OF_A_CHUNK = 3;
export const COLLECTIONS = 20;

/** Paragraphs of the handbooks beside the repository, in order of their files; none where they are absent. */
export function readPieces(): string[] {
  if (!existsSync(HANDBOOKS)) return [];
  const files = readdirSync(HANDBOOKS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(md|txt|rst|adoc|mdx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const pieces = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split(/\n\s*\n/)
      .map((part) => part.replace(/\s+/g, ' ').trim())
      .filter((part) => part.length >= SHORTEST_PIECE && /\p{L}{3}/u.test(part))
      .map((part) => part.slice(0, LONGEST_PIECE)),
  );
  // Spread over all of them, so that every handbook has its say; neighbours stay neighbours.
  const share = Math.min(1, PIECES / pieces.length);
  return pieces.filter((_, i) => Math.floor((i + 1) * share) > Math.floor(i * share));
}

/** Two words that follow one another somewhere, as often as asked for. */
export function pairsOfWords(pieces: readonly string[], count: number): string[] {
  const random = seeded(17);
  return Array.from({ length: count }, () => {
    const words = pieces[Math.floor(random() * pieces.length)]!.split(' ');
    const at = Math.floor(random() * (words.length - 1));
    return words.slice(at, at + 2).join(' ');
  });
}

/** Revisions that are written for the first time, as PostgreSQL tells the service. */
export const revisionsOf = (rows: readonly IndexRow[]): ReadonlySet<string> =>
  new Set(rows.map(({ revisionId }) => revisionId));

/**
 * A library of any size out of real paragraphs: each document is about one place of a handbook, each chunk is three
 * paragraphs (two that follow one another there, one from anywhere), with numbers of its own and a reference that occurs
 * once. The starter embedder averages words, so a chunk's vector is the mean of its paragraphs' real vectors by length.
 */
export class ScaleLibrary {
  constructor(
    private readonly pieces: readonly string[],
    private readonly vectors: readonly Float32Array[],
  ) {}

  /** The collection of a document; those of one collection lie anywhere among the others. */
  collectionOf(document: number): string {
    return `00000000-0000-4000-8000-${String(document % COLLECTIONS).padStart(12, '0')}`;
  }

  /**
   * One chunk, the same at each call.
   * @param revision From 1; another one has other words.
   */
  row(chunk: number, revision = 1): IndexRow {
    const document = Math.floor(chunk / CHUNKS_OF_A_DOCUMENT);
    const parts = this.partsOf(chunk, revision);
    const random = seeded(chunk * 31 + revision);
    const text = parts.map((part) => this.pieces[part]!).join(' ');
    const varied = text.replace(/\d+/g, (digits) => String(Math.floor(random() * 10 ** Math.min(6, digits.length))));
    return {
      chunkId: `chunk-${chunk}-${revision}`,
      collectionId: this.collectionOf(document),
      documentId: `document-${document}`,
      revisionId: `revision-${document}-${revision}`,
      mediaType: 'text/markdown',
      path: `folder-${document % 200}/document-${document}.md`,
      metadata: { office: `office ${document % 97}` },
      title: `Reference ${document}`,
      headingPath: [],
      text: `${varied} Reference r${chunk}.`,
      language: 'en',
      vector: this.vectorOf(chunk, revision),
      validFrom: document + 1,
    };
  }

  /** The vector of a chunk's first revision alone, which is quicker than the whole row. */
  vectorAt(chunk: number): Float32Array {
    return this.vectorOf(chunk, 1);
  }

  private vectorOf(chunk: number, revision: number): Float32Array {
    const sum = new Float32Array(this.vectors[0]!.length);
    for (const part of this.partsOf(chunk, revision)) {
      const vector = this.vectors[part]!;
      const weight = this.pieces[part]!.length;
      for (let i = 0; i < sum.length; i++) sum[i]! += weight * vector[i]!;
    }
    const length = Math.hypot(...sum) || 1;
    return sum.map((value) => value / length);
  }

  private partsOf(chunk: number, revision: number): number[] {
    const document = Math.floor(chunk / CHUNKS_OF_A_DOCUMENT);
    const home = Math.floor(seeded(document * 7 + revision)() * this.pieces.length);
    const elsewhere = Math.floor(seeded(chunk * 13 + revision)() * this.pieces.length);
    const first = home + (chunk % CHUNKS_OF_A_DOCUMENT) * (PIECES_OF_A_CHUNK - 1);
    return [first % this.pieces.length, (first + 1) % this.pieces.length, elsewhere];
  }
}
