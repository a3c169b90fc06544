/** A made-up library with many collections, matters and walls, in PostgreSQL and in an index, for `visibility.bench.ts`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessModule, AccessPolicy } from '#access';
import { DatabaseModule } from '#database';
import type { Principal, Role } from '#knowledge';
import { LibraryModule } from '#library';
import { type EmbeddedText, Embedder, type EmbedderModel, Embedders, type RankedTexts, Reranker } from '#models';
import { RetrievalModule, RetrievePassages, SearchScopes } from '#retrieval';
import { IndexGenerationRepository, type IndexRow, IndexWriter, SearchIndex, SearchIndexModule } from '#search-index';
import { tableNameFor } from '#search-index';
import { startPostgres } from '#testing';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { seeded } from './seeded.js';

const PASSAGES = 30_000;
const COLLECTIONS = 6_000;
const MATTERS = 1_000;
const WORDS = 20_000;
/** The first of the collections and of the matters. */
export const GRANTED = 5_000;
export const WALLS = 200;
const BATCH = 1_000;
const DIMENSIONS = 256;

const uuid = (kind: number, n: number): string =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const many = (kind: number, count: number) => Array.from({ length: count }, (_, n) => uuid(kind, n));
const [COLLECTION, MATTER, DOCUMENT, REVISION, PERSON, WALL] = [1, 2, 3, 4, 5, 6] as const;

/** Who searches: an administrator sees all that no wall bars, a reader what is granted. */
export const PEOPLE = {
  'no condition': { number: 1, role: 'administrator', isGranted: false, isWalledOff: false },
  [`${GRANTED} of ${COLLECTIONS} collections`]: { number: 2, role: 'reader', isGranted: true, isWalledOff: false },
  [`${WALLS} walls`]: { number: 3, role: 'administrator', isGranted: false, isWalledOff: true },
  [`${GRANTED} collections and ${WALLS} walls`]: { number: 4, role: 'reader', isGranted: true, isWalledOff: true },
} as const satisfies Record<string, { number: number; role: Role; isGranted: boolean; isWalledOff: boolean }>;

const random = seeded(7);
const below = (n: number) => Math.floor(random() * n);
/** Few words are frequent, most are rare. */
export const words = (n: number) => Array.from({ length: n }, () => `w${Math.floor(random() ** 3 * WORDS)}`).join(' ');
const vector = () => Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5);

/** Takes no time and means nothing: what is measured is the search. */
class RandomEmbedder extends Embedder {
  model(): Promise<EmbedderModel> {
    const sizes = { dimensions: DIMENSIONS, contextTokens: 512, fusionWeight: null };
    return Promise.resolve({
      id: 'random@0',
      name: 'random',
      sha256: null,
      isStarter: false,
      comparesWords: false,
      ...sizes,
    });
  }

  embedPassages(texts: readonly string[]): Promise<EmbeddedText[]> {
    return Promise.resolve(texts.map(() => ({ vector: vector(), tokens: 1, truncated: false })));
  }

  async embedQuery(text: string): Promise<EmbeddedText> {
    return (await this.embedPassages([text]))[0]!;
  }
}

class OneEmbedder extends Embedders {
  private readonly one = new RandomEmbedder();

  of(): Embedder {
    return this.one;
  }

  named(): Embedder {
    return this.one;
  }
}

/** No model has the role. */
class NoReranker extends Reranker {
  model() {
    return Promise.resolve(null);
  }

  rerank(): Promise<RankedTexts> {
    return Promise.reject(new Error('There is none.'));
  }
}

const MODELS = [
  { provide: Embedder, useClass: RandomEmbedder },
  { provide: Embedders, useClass: OneEmbedder },
  { provide: Reranker, useClass: NoReranker },
];

@Global()
@Module({ providers: MODELS, exports: MODELS.map(({ provide }) => provide) })
class MadeUpModels {}

/** Fill PostgreSQL and an index, and open what searches them. */
export async function openLibrary() {
  const folder = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
  const postgres = await startPostgres();
  const library = { ...LibraryModule.in(join(folder, 'blobs')), global: true };
  const index = { ...SearchIndexModule.at({ uri: join(folder, 'index') }), global: true };
  const database = DatabaseModule.connect(await postgres.freshDatabase(), 8);
  @Module({ imports: [database, AccessModule, library, index, MadeUpModels, RetrievalModule] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
  const [source, policy, search] = [app.get(DataSource), app.get(AccessPolicy), app.get(SearchIndex)];
  const [retrieve, scopes] = [app.get(RetrievePassages), app.get(SearchScopes)];
  const generation = await app.get(IndexGenerationRepository).liveOrFirst('random@0', DIMENSIONS, 1);
  const table = tableNameFor(generation.id);
  const rows = Array.from({ length: PASSAGES }, (_, n) => rowOf(n));
  await fillDatabase(source, rows);
  await fillIndex(app.get(IndexWriter), table, rows);
  const close = async (): Promise<void> => {
    await app.close();
    await postgres.stop();
    rmSync(folder, { recursive: true });
  };
  return { policy, search, retrieve, scopes, table, vector, close };
}

export const principalOf = ({ number, role }: (typeof PEOPLE)[keyof typeof PEOPLE]): Principal => {
  return { userId: uuid(PERSON, number), name: 'x', role, via: 'key' };
};

const rowOf = (n: number): IndexRow => ({
  ...{ chunkId: `chunk-${n}`, documentId: uuid(DOCUMENT, n), revisionId: uuid(REVISION, n) },
  ...{
    matterId: n % 3 === 0 ? uuid(MATTER, below(MATTERS)) : null,
    collectionId: uuid(COLLECTION, below(COLLECTIONS)),
  },
  ...{ mediaType: 'text/plain', path: `${n}.txt`, metadata: {}, title: '', headingPath: [], text: words(90) },
  ...{ vector: vector(), validFrom: 1 },
});

async function fillIndex(writer: IndexWriter, table: string, rows: readonly IndexRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) await writer.upsert(table, rows.slice(from, from + BATCH));
  await writer.optimize(table, { keepVersionsMs: 0 });
}

async function fillDatabase(source: DataSource, rows: readonly IndexRow[]): Promise<void> {
  const each = async (sql: string, columns: (row: IndexRow) => readonly unknown[]): Promise<void> => {
    const given = rows.map(columns);
    await source.query(
      sql,
      given[0]!.map((_, column) => given.map((row) => row[column])),
    );
  };
  await source.query(
    `INSERT INTO collections (id, name, name_key, kind, created_at) SELECT id, id, id, 'library', now() FROM unnest($1::uuid[]) AS t(id)`,
    [many(COLLECTION, COLLECTIONS)],
  );
  await source.query(
    `INSERT INTO matters (id, number, number_key, name, created_at) SELECT id, id, id, 'x', now() FROM unnest($1::uuid[]) AS t(id)`,
    [many(MATTER, MATTERS)],
  );
  await each(
    `INSERT INTO documents (id, collection_id, path, title, metadata, matter_id, indexed_matter_id, latest_revision_id, current_revision_id,
       created_at, updated_at)
     SELECT d, c, p, p, '{}', m, m, r, r, now(), now() FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[]) AS t(d, c, p, m, r)`,
    (row) => [row.documentId, row.collectionId, row.path, row.matterId, row.revisionId],
  );
  await each(
    `INSERT INTO revisions (id, document_id, number, sha256, size_bytes, media_type, file_name, state, title, metadata, created_at, live_at, valid_from)
     SELECT r, d, 1, r::text, 500, 'text/plain', p, 'live', p, '{}', now(), now(), 1 FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS t(r, d, p)`,
    (row) => [row.revisionId, row.documentId, row.path],
  );
  await each(
    `INSERT INTO chunks (id, revision_id, ordinal, start_offset, end_offset, page, last_page, heading_path, text, tokens)
     SELECT k, r, 0, 0, 500, 1, 1, '[]', t, 90 FROM unnest($1::text[], $2::uuid[], $3::text[]) AS x(k, r, t)`,
    (row) => [row.chunkId, row.revisionId, row.text],
  );
  for (const person of Object.values(PEOPLE)) await admit(source, person);
  await source.query('ANALYZE');
}

async function admit(
  source: DataSource,
  { number, role, isGranted, isWalledOff }: (typeof PEOPLE)[keyof typeof PEOPLE],
): Promise<void> {
  const id = uuid(PERSON, number);
  await source.query(`INSERT INTO users (id, name, role, created_at) VALUES ($1, 'x', $2, now())`, [id, role]);
  if (isGranted)
    await source.query(
      `INSERT INTO access_grants (subject_id, object_kind, object_id, is_denied) SELECT $1, 'collection', c, false FROM unnest($2::uuid[]) AS t(c)`,
      [id, many(COLLECTION, GRANTED)],
    );
  if (!isWalledOff) return;
  const walls = many(WALL, WALLS).map((wall) => wall.replace('-0000-', `-${String(number).padStart(4, '0')}-`));
  await source.query(
    `INSERT INTO access_wall_subjects (wall_id, subject_kind, subject_id) SELECT w, 'person', $1 FROM unnest($2::uuid[]) AS t(w)`,
    [id, walls],
  );
  await source.query(
    `INSERT INTO access_wall_objects (wall_id, object_kind, object_id) SELECT w, 'matter', m FROM unnest($1::uuid[], $2::uuid[]) AS t(w, m)`,
    [walls, many(MATTER, WALLS)],
  );
}
