import { join } from 'node:path';
import { IndexStore } from '#search-index';
import { type TestService, queryOnce } from '#testing';

/** Everything that ingestion left behind, in names that two runs share: paths and numbers in place of ids and times. */
export interface LibrarySnapshot {
  readonly documents: readonly Record<string, unknown>[];
  readonly chunks: readonly Record<string, unknown>[];
  readonly rows: readonly Record<string, unknown>[];
  /** By the same key as `rows`. */
  readonly vectors: ReadonlyMap<string, readonly number[]>;
  /** How often the log says of a revision that it arrived, failed or went live; keys `path#number kind`. */
  readonly events: Readonly<Record<string, number>>;
}

interface RevisionRow {
  id: string;
  path: string;
  number: number;
  valid_from: string | null;
  valid_to: string | null;
}

const STILL_VALID = String(Number.MAX_SAFE_INTEGER);

/**
 * Read the library, its chunks, the search index and the log of a running service.
 * @throws Error when the index holds a row twice, one that no chunk stands behind, or an end of validity of its own.
 */
export async function snapshotOf(service: TestService): Promise<LibrarySnapshot> {
  const url = service.databaseUrl();
  const revisions = await queryOnce<RevisionRow>(
    url,
    `SELECT r.id, d.path, r.number, r.valid_from, r.valid_to FROM revisions r JOIN documents d ON d.id = r.document_id`,
  );
  const byId = new Map(revisions.map((revision) => [revision.id, revision]));
  return {
    documents: await queryOnce(url, DOCUMENTS),
    chunks: await queryOnce(url, CHUNKS),
    ...(await indexOf(service, url, byId)),
    events: await eventsOf(url, byId),
  };
}

const DOCUMENTS = `
  SELECT c.name AS collection, d.path, d.title, d.metadata, d.removed_at IS NOT NULL AS removed,
         latest.number AS latest, current.number AS current,
         (SELECT jsonb_agg(jsonb_build_object('number', r.number, 'sha256', r.sha256, 'state', r.state, 'failure', r.failure_code,
            'bytes', r.size_bytes, 'type', r.media_type, 'title', r.title, 'pages', r.page_count, 'chunks', r.chunk_count,
            'notes', r.notes, 'text', t.sha256, 'ended', r.valid_to IS NOT NULL) ORDER BY r.number)
          FROM revisions r LEFT JOIN revision_texts t ON t.revision_id = r.id WHERE r.document_id = d.id) AS revisions
  FROM documents d JOIN collections c ON c.id = d.collection_id
  LEFT JOIN revisions latest ON latest.id = d.latest_revision_id LEFT JOIN revisions current ON current.id = d.current_revision_id
  ORDER BY c.name, d.path`;

const CHUNKS = `
  SELECT d.path, r.number, k.ordinal, k.start_offset, k.end_offset, k.page, k.last_page, k.heading_path, k.text, k.tokens, k.is_truncated
  FROM chunks k JOIN revisions r ON r.id = k.revision_id JOIN documents d ON d.id = r.document_id
  ORDER BY d.path, r.number, k.ordinal`;

async function indexOf(
  service: TestService,
  url: string,
  revisions: ReadonlyMap<string, RevisionRow>,
): Promise<Pick<LibrarySnapshot, 'rows' | 'vectors'>> {
  const chunks = await queryOnce<{ id: string; ordinal: number }>(
    url,
    `SELECT k.id, k.ordinal FROM chunks k JOIN revisions r ON r.id = k.revision_id WHERE r.valid_from IS NOT NULL`,
  );
  const ordinals = new Map(chunks.map(({ id, ordinal }) => [id, ordinal]));
  const stored = await storedRows(service);
  const ids = stored.map((row) => String(row['id']));
  if (new Set(ids).size !== ids.length) throw new Error(`the index holds ${ids.length - new Set(ids).size} rows twice`);
  const strange = ids.filter((id) => !ordinals.has(id));
  if (strange.length > 0) throw new Error(`the index holds ${strange.length} rows without a chunk`);
  const missing = [...ordinals.keys()].filter((id) => !ids.includes(id));
  if (missing.length > 0) throw new Error(`the index lacks ${missing.length} chunks`);

  const vectors = new Map<string, number[]>();
  const rows = stored.map((row) => {
    const revision = revisions.get(String(row['revision_id']))!;
    checkValidity(row, revision);
    const key = `${revision.path}#${revision.number}.${ordinals.get(String(row['id']))}`;
    vectors.set(key, [...(row['vector'] as Iterable<number>)]);
    const { path, media_type, terms, valid_to } = row;
    return {
      key,
      path,
      media_type,
      terms,
      meta: [...(row['meta'] as Iterable<string>)],
      current: String(valid_to) === STILL_VALID,
    };
  });
  return { rows: rows.sort((a, b) => (a.key < b.key ? -1 : 1)), vectors };
}

function checkValidity(row: Record<string, unknown>, { path, number, valid_from, valid_to }: RevisionRow): void {
  const indexed = `${String(row['valid_from'])}–${String(row['valid_to'])}`;
  const true_ = `${valid_from}–${valid_to ?? STILL_VALID}`;
  if (indexed !== true_) throw new Error(`${path}#${number} is valid ${true_}, the index says ${indexed}`);
}

async function storedRows(service: TestService): Promise<Record<string, unknown>[]> {
  const store = new IndexStore({ uri: join(service.dataDir, 'index') });
  try {
    const names = await store.tableNames();
    const tables = await Promise.all(names.map(async (name) => (await store.open(name))!.query().toArray()));
    return tables.flat() as Record<string, unknown>[];
  } finally {
    await store.close();
  }
}

async function eventsOf(url: string, revisions: ReadonlyMap<string, RevisionRow>): Promise<Record<string, number>> {
  const entries = await queryOnce<{ kind: string; leaf: string }>(
    url,
    `SELECT kind, leaf FROM log_entries ORDER BY "index"`,
  );
  const counts: Record<string, number> = {};
  for (const { kind, leaf } of entries) {
    const { subject } = JSON.parse(leaf) as { subject: { revision?: string } };
    const revision = revisions.get(subject.revision ?? '');
    if (!revision) continue;
    const key = `${revision.path}#${revision.number} ${kind}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
