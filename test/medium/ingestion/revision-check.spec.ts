import { randomUUID } from 'node:crypto';
import { AuditLog, type LogEvent } from '#audit';
import { SystemClock } from '#knowledge';
import { type TestPostgres, startPostgres } from '#testing';
import { RevisionCheck } from '../../../libs/ingestion/src/log-check/revision-check.js';
import { type OpenIngestion, openIngestion } from './open-ingestion.js';

let postgres: TestPostgres;
let room: OpenIngestion;
let log: AuditLog;

beforeAll(async () => {
  postgres = await startPostgres();
  room = await openIngestion(await postgres.freshDatabase());
  log = new AuditLog(room.source, new SystemClock());
});
afterAll(async () => {
  await room?.close();
  await postgres?.stop();
});
beforeEach(() => room.begin());

const problems = () => new RevisionCheck(room.source).problems(new AbortController().signal);
const enter = (kind: string, subject: LogEvent['subject']) => log.append([{ kind, actor: 'system', subject }]);
const change = (sql: string, ...parameters: string[]): Promise<unknown> => room.source.query(sql, parameters);

/** A document that was read and went live, with the log entries of both. */
async function aLoggedRevision(): Promise<{ document: string; revision: string; textSha256: string }> {
  const sent = await room.send('leave.txt', `Thirty days of leave, ${randomUUID()}.`);
  await room.settle();
  const [row] = await room.source.query<{ sha256: string; collection: string; textSha256: string }[]>(
    `SELECT r.sha256, d.collection_id AS collection, t.sha256 AS "textSha256" FROM revisions r
     JOIN documents d ON d.id = r.document_id JOIN revision_texts t ON t.revision_id = r.id WHERE r.id = $1`,
    [sent.revisionId],
  );
  const { sha256, collection, textSha256 } = row!;
  const [document, revision] = [sent.documentId, sent.revisionId];
  await enter('document.uploaded', { collection, document, revision, sha256 });
  await change(`UPDATE revisions SET state = 'live', valid_from = 1 WHERE id = $1`, revision);
  await enter('revision.live', { revision, change: 1, textSha256 });
  return { document, revision, textSha256 };
}

describe('revisions held against the log', () => {
  it('fit as they came', async () => {
    await aLoggedRevision();
    expect(await problems()).toEqual([]);
  });

  it('show that a text was edited, with its hash or without, or dropped', async () => {
    const { revision, textSha256 } = await aLoggedRevision();
    const sentence = [`Revision ${revision}: its text is not the one that went live; it was edited.`];
    const [was] = await room.source.query<{ text: string }[]>(
      `SELECT text FROM revision_texts WHERE revision_id = $1`,
      [revision],
    );
    await change(`UPDATE revision_texts SET text = 'Ninety days.' WHERE revision_id = $1`, revision);
    expect(await problems()).toEqual(sentence);
    await change(
      `UPDATE revision_texts SET sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex') WHERE revision_id = $1`,
      revision,
    );
    expect(await problems()).toEqual(sentence);
    await change(
      `UPDATE revision_texts SET text = $2, sha256 = $3 WHERE revision_id = $1`,
      ...[revision, was!.text, textSha256],
    );
    expect(await problems()).toEqual([]);
    await change(`DELETE FROM revision_texts WHERE revision_id = $1`, revision);
    expect(await problems()).toEqual(sentence);
  });

  it('show that a file was exchanged, and a revision put in or dropped', async () => {
    const { revision } = await aLoggedRevision();
    await change(`UPDATE revisions SET sha256 = $2 WHERE id = $1`, revision, 'e'.repeat(64));
    expect(await problems()).toContain(
      `Revision ${revision}: no log entry vouches for its file; it was put in or exchanged.`,
    );
    const { revisionId: unlogged } = await room.send('other.txt', 'Put in by hand.');
    expect(await problems()).toContain(
      `Revision ${unlogged}: no log entry vouches for its file; it was put in or exchanged.`,
    );
    await change(`DELETE FROM revisions WHERE id = $1`, revision);
    expect((await problems()).join()).toMatch(/Log entry \d+: the revision that it vouches for is gone/);
  });

  it('may be emptied by an erasure that the log knows, and by no other', async () => {
    const { document } = await aLoggedRevision();
    const certificate = randomUUID();
    await change(`UPDATE documents SET erased_by = $2 WHERE id = $1`, document, certificate);
    const sentence = `Document ${document}: it was emptied, and the log knows of no erasure.`;
    expect(await problems()).toContain(sentence);
    await enter('document.erased', { certificate, document, sha256: 'f'.repeat(64) });
    expect(await problems()).not.toContain(sentence);
  });
});
