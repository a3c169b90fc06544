import { randomUUID } from 'node:crypto';
import { AuditLog, type LogEvent } from '#audit';
import { SystemClock } from '#knowledge';
import { MatterRepository } from '#library';
import { type TestPostgres, startPostgres } from '#testing';
import { PlacementCheck } from '../../../libs/ingestion/src/log-check/placement-check.js';
import { underMatter } from '../../../libs/ingestion/src/under-matter.js';
import { type OpenIngestion, SOMEBODY, openIngestion } from './open-ingestion.js';
import { zipOf } from './pack.js';

let postgres: TestPostgres;
let room: OpenIngestion;
let log: AuditLog;
let matters: MatterRepository;

beforeAll(async () => {
  postgres = await startPostgres();
  room = await openIngestion(await postgres.freshDatabase());
  log = new AuditLog(room.source, new SystemClock());
  matters = new MatterRepository(room.source);
});
afterAll(async () => {
  await room?.close();
  await postgres?.stop();
});
beforeEach(() => room.begin());

const problems = () => new PlacementCheck(room.source).problems(new AbortController().signal);
const enter = (kind: string, subject: LogEvent['subject']) => log.append([{ kind, actor: 'system', subject }]);
/** Past the service, as somebody who rules the database could. */
const change = (sql: string, ...parameters: (string | null)[]): Promise<unknown> => room.source.query(sql, parameters);
const newMatter = async () => {
  const number = `M-${randomUUID()}`;
  const { matter, adopted } = await room.source.transaction((manager) =>
    matters.add(manager, number, 'Falcon', new Date()),
  );
  await enter('matter.added', { matter: matter.id, documents: adopted.length });
  return matter.id;
};
const put = (document: string, matter: string | null) =>
  room.source.transaction(async (manager) => {
    await matters.put(manager, [document], matter);
    await log.append([underMatter('system', document, matter)], manager);
  });

/** A document with the entry of its arrival. @returns Its id, and its collection's. */
async function anUpload(metadata = {}): Promise<{ document: string; collection: string; entry: number }> {
  const { documentId: document, revisionId: revision } = await room.send(
    'leave.txt',
    'Thirty days of leave.',
    metadata,
  );
  const [row] = await room.source.query<[{ collection: string }]>(
    `SELECT collection_id AS collection FROM documents WHERE id = $1`,
    [document],
  );
  const subject = { collection: row.collection, document, revision, sha256: 'a'.repeat(64), matter: null };
  return {
    document,
    collection: row.collection,
    entry: (await enter('document.uploaded', subject)).checkpoint.size - 1,
  };
}
const lastEntry = async () => (await log.checkpoint()).size - 1;

describe('places of documents held against the log', () => {
  it('fit when nobody but the service changed them', async () => {
    const { document } = await anUpload();
    const matter = await newMatter();
    await put(document, matter);
    await room.manage.remove(SOMEBODY, document);
    await room.manage.restore(SOMEBODY, document);
    await put(document, null);
    expect(await problems()).toEqual([]);
  });

  it('show a document that was moved into another collection', async () => {
    const { document, collection, entry } = await anUpload();
    await room.begin();
    const { collection: other } = await anUpload();
    await change(`UPDATE documents SET collection_id = $2, path = 'moved.txt' WHERE id = $1`, document, other);
    expect(await problems()).toEqual([
      `Document ${document}: it is in another collection than entry ${entry} of the log says.`,
    ]);
    await change(`UPDATE documents SET collection_id = $2 WHERE id = $1`, document, collection);
    expect(await problems()).toEqual([]);
  });

  it('show a document that was put under a matter, under another one, or out of it', async () => {
    const { document, entry } = await anUpload();
    const [one, other] = [await newMatter(), await newMatter()];
    const set = (matter: string | null) =>
      change(`UPDATE documents SET matter_id = $2 WHERE id = $1`, document, matter);
    const sentenceOf = (at: number) =>
      `Document ${document}: it is under another matter than entry ${at} of the log says.`;
    await set(one);
    expect(await problems()).toEqual([sentenceOf(entry)]);
    await set(null);
    await put(document, one);
    const sentence = sentenceOf(await lastEntry());
    for (const matter of [other, null]) {
      await set(matter);
      expect(await problems()).toEqual([sentence]);
    }
    await set(one);
    expect(await problems()).toEqual([]);
  });

  it('let what came out of a document be where that one is, or where an entry of its own says', async () => {
    const { documentId: archive } = await room.send('all.zip', zipOf({ 'leave.txt': 'Thirty days of leave.' }));
    await room.settle();
    const member = (await room.standing()).get('all.zip/leave.txt')!.id;
    const [one, other] = [await newMatter(), await newMatter()];
    await put(archive, one);
    expect(await problems()).toEqual([]);
    await put(member, other);
    expect(await problems()).toEqual([]);
    await change(`UPDATE documents SET matter_id = NULL WHERE id = $1`, member);
    expect(await problems()).toEqual([
      `Document ${member}: it is under another matter than entry ${await lastEntry()} of the log says.`,
    ]);
    await put(archive, null);
    expect(await problems()).toEqual([]);
    // Sent by itself, it belongs to the archive no more and stays where it is.
    await put(archive, one);
    await put(member, one);
    await room.send('all.zip/leave.txt', 'Ninety days of leave.');
    expect(await problems()).toEqual([]);
  });

  it('say nothing of the matters of documents from before their entries told them', async () => {
    const { documentId: document } = await room.send('older.txt', 'Thirty days of leave.');
    const matter = await newMatter();
    await change(`UPDATE documents SET matter_id = $2 WHERE id = $1`, document, matter);
    expect(await problems()).toEqual([]);
    await put(document, null);
    await change(`UPDATE documents SET matter_id = $2 WHERE id = $1`, document, matter);
    expect(await problems()).toHaveLength(1);
    await put(document, matter);
  });

  it('show a document that was removed or brought back', async () => {
    const { document, entry } = await anUpload();
    await change(`UPDATE documents SET removed_at = now() WHERE id = $1`, document);
    expect(await problems()).toEqual([
      `Document ${document}: it is removed, and by entry ${entry} of the log it stands.`,
    ]);
    await change(`UPDATE documents SET removed_at = NULL WHERE id = $1`, document);
    await room.manage.remove(SOMEBODY, document);
    expect(await problems()).toEqual([]);
    await change(`UPDATE documents SET removed_at = NULL WHERE id = $1`, document);
    expect(await problems()).toEqual([
      `Document ${document}: it stands, and entry ${await lastEntry()} of the log removes it.`,
    ]);
    await change(`UPDATE documents SET removed_at = now() WHERE id = $1`, document);
  });

  it('show a collection that was made one that is not looked at', async () => {
    const { document, collection } = await anUpload();
    await enter('collection.created', { collection, kind: 'library', granted: false });
    await change(`UPDATE documents SET removed_at = now() WHERE id = $1`, document);
    await change(`UPDATE collections SET kind = 'scratch' WHERE id = $1`, collection);
    expect(await problems()).toEqual([
      `Collection ${collection}: it is of another kind than entry ${await lastEntry()} of the log says.`,
    ]);
  });
});
