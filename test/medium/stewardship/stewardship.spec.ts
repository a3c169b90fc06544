import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { People } from '#access';
import { type Principal, sha256Hex } from '#knowledge';
import { aFolder, dropFolder } from '../vault/open-vault.js';
import { type TestPostgres, queryOnce, startPostgres, aVisibility } from '#testing';
import { MatterRepository } from '#library';
import { HoldCheck } from '#stewardship';
import type { RetentionRuleName } from '#contracts';
import type { EntityManager } from 'typeorm';
import { type OpenStewardship, openStewardship } from './open-stewardship.js';

const TEXT = 'The glimmerstone bonus is nine thousand pounds.';
const DAY_MS = 86_400_000;

let postgres: TestPostgres;
let url: string;
let folder: string;
let open: OpenStewardship;

beforeAll(async () => void (postgres = await startPostgres()), 120_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  [url, folder] = await Promise.all([postgres.freshDatabase(), aFolder()]);
  open = await openStewardship(url, folder);
});
afterEach(async () => {
  await open.close();
  await dropFolder(folder);
});

const reader = () => ({ principal: open.admin, mayReadAll: true, visibility: aVisibility('all') });

async function erase(
  kind: 'document' | 'person' | 'decision',
  subject: string,
  { withRecords = true, withDecisions = false } = {},
) {
  const wanted = { kind, subject, withRecords, withDecisions };
  const { planSha256 } = await open.erasing.preview(open.admin, wanted);
  return open.erasing.confirm(open.admin, wanted, planSha256, 'Art. 17');
}

/** Everything in the database, as text: what somebody with all rights to it could find. */
async function wholeDatabase(): Promise<string> {
  const tables = await queryOnce<{ name: string }>(
    url,
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => queryOnce(url, `SELECT to_jsonb(t)::text AS row FROM "${name}" t`)),
  );
  return JSON.stringify(rows);
}

describe('a legal hold', () => {
  /** Every way on which something can be deleted, and what keeps it from that. */
  type Ways = Readonly<Record<string, (document: string) => Promise<unknown>>>;
  const ways = (): Ways => ({
    'removing the document': (id) => open.managing.remove(open.admin, id),
    'removing it below the use cases, as a source does': (id) =>
      open.source.transaction((manager) => open.register.setRemoved(manager, [id], new Date())),
    'removing the collection': () =>
      open.source.transaction((manager) => open.collections.remove(manager, { ...open.collection, kind: 'scratch' })),
    'erasing the document': (id) => erase('document', id),
    'erasing below the use cases': (id) =>
      open.source.transaction((manager) => open.erasingDocuments.run(manager, id, id, new Date())),
  });
  const objects = (document: string) =>
    [
      { kind: 'document', object: document },
      { kind: 'collection', object: 'Payroll' },
      { kind: 'matter', object: 'm-1' },
    ] as const;

  it('on a document, its collection or its matter blocks every way of deleting, until it is lifted', async () => {
    const { id } = await open.aDocument(TEXT, 'M-1');
    for (const object of objects(id)) {
      const hold = await open.managingHolds.place(open.admin, { ...object, reason: 'Litigation' });
      for (const [way, run] of Object.entries(ways()))
        await expect(run(id).then(() => `${way} under ${object.kind}`)).rejects.toMatchObject({
          code: 'hold.in_place',
        });
      await open.managingHolds.lift(open.admin, hold.id, 'Closed');
    }
    await open.managing.remove(open.admin, id);
    expect((await erase('document', id)).state).toBe('done');
  });

  it('on a document covers what came out of it, however deep, and not what it came out of', async () => {
    const [mail, archive, contract] = [
      await open.aDocument(`${TEXT} 1`),
      await open.aDocument(`${TEXT} 2`),
      await open.aDocument(`${TEXT} 3`),
    ];
    for (const [child, parent] of [
      [archive, mail],
      [contract, archive],
    ] as const)
      await open.source.query(`UPDATE documents SET parent_id = $2 WHERE id = $1`, [child.id, parent.id]);
    const hold = await open.managingHolds.place(open.admin, {
      ...{ kind: 'document', object: archive.id },
      reason: 'Litigation',
    });
    expect(await open.managingHolds.list(open.admin, 'standing')).toMatchObject([{ id: hold.id, documents: 2 }]);
    const oneself = [`removing the document`, `erasing the document`, `erasing below the use cases`];
    for (const way of oneself)
      await expect(ways()[way]!(contract.id).then(() => way)).rejects.toMatchObject({ code: 'hold.in_place' });
    await expect(queryOnce(url, `UPDATE documents SET removed_at = now() WHERE id = '${contract.id}'`)).rejects.toThrow(
      /legal hold/,
    );
    await queryOnce(url, `UPDATE documents SET removed_at = now() WHERE id = '${mail.id}'`);
    await open.managingHolds.lift(open.admin, hold.id, 'Closed');
    await open.managing.remove(open.admin, contract.id);
  });

  it('is kept by the database itself, whatever forgets to ask', async () => {
    const { id, revisionId, sha256 } = await open.aDocument(TEXT);
    await open.managingHolds.place(open.admin, { kind: 'document', object: id, reason: 'Litigation' });
    for (const sql of [
      `DELETE FROM documents WHERE id = '${id}'`,
      `UPDATE documents SET removed_at = now() WHERE id = '${id}'`,
      `DELETE FROM revisions WHERE id = '${revisionId}'`,
      `DELETE FROM revision_texts WHERE revision_id = '${revisionId}'`,
      `DELETE FROM vault_keys WHERE item = 'blob:${sha256}'`,
    ])
      await expect(queryOnce(url, sql)).rejects.toThrow(/legal hold/);
  });

  it('on a matter holds under every number that it had, and what was filed elsewhere since', async () => {
    const matters = open.app.get(MatterRepository);
    const within = <T>(work: (manager: EntityManager) => Promise<T>) => open.source.transaction(work);
    const { matter } = await within((manager) => matters.add(manager, 'M-7', 'Falcon', new Date()));
    const [filed, moved, revised] = [
      await open.aDocument(`${TEXT} 1`),
      await open.aDocument(`${TEXT} 2`),
      await open.aDocument(`${TEXT} 3`, 'M-7'),
    ];
    for (const { id } of [filed, moved]) await within((manager) => matters.put(manager, [id], matter.id));
    const record = await open.aRecord(open.anna, [], 'M-7');
    const decision = await open.aDecision(open.anna, [record], { matter: 'M-7' });
    const hold = await open.managingHolds.place(open.admin, { kind: 'matter', object: 'M-7', reason: 'Litigation' });
    await within((manager) => matters.put(manager, [moved.id], null));
    await open.source.query(`UPDATE documents SET metadata = '{}' WHERE id = $1`, [revised.id]);
    await within((manager) => matters.change(manager, matter, { number: 'M-8' }, new Date()));
    const renamed = await open.managingHolds.place(open.admin, { kind: 'matter', object: 'm-8', reason: 'Litigation' });
    for (const { id, documents, records, decisions } of await open.managingHolds.list(open.admin, 'standing'))
      expect([id, documents, records, decisions]).toEqual([id, 3, 1, 1]);
    for (const lifted of [hold, renamed]) {
      const refused = { code: 'hold.in_place' };
      for (const { id } of [filed, moved, revised])
        await expect(open.managing.remove(open.admin, id)).rejects.toMatchObject(refused);
      await expect(erase('person', open.anna.userId)).rejects.toMatchObject(refused);
      await expect(erase('decision', decision)).rejects.toMatchObject(refused);
      for (const item of [`record:${record}`, `decision:${decision}`, `blob:${moved.sha256}`])
        await expect(queryOnce(url, `DELETE FROM vault_keys WHERE item = '${item}'`)).rejects.toThrow(/legal hold/);
      await open.managingHolds.lift(open.admin, lifted.id, 'Closed');
    }
    for (const { id } of [filed, moved, revised]) await open.managing.remove(open.admin, id);
  });

  it('is held against the log', async () => {
    const check = new HoldCheck(open.source);
    const place = (kind: 'matter' | 'person', object: string) =>
      open.managingHolds.place(open.admin, { kind, object, reason: 'Litigation' });
    const [matter, person, lifted] = [
      await place('matter', 'M-7'),
      await place('person', open.anna.userId),
      await place('matter', 'M-8'),
    ];
    await open.managingHolds.lift(open.admin, lifted.id, 'Closed');
    expect(await check.problems()).toEqual([]);
    const edited = async (sql: string) => {
      await open.source.query(`CREATE TABLE kept AS SELECT * FROM legal_holds`);
      await open.source.query(sql);
      const problems = await check.problems();
      await open.source.query(`DELETE FROM legal_holds`);
      await open.source.query(`INSERT INTO legal_holds SELECT * FROM kept`);
      await open.source.query(`DROP TABLE kept`);
      return problems;
    };
    const by = (id: string, set: string) => edited(`UPDATE legal_holds SET ${set} WHERE id = '${id}'`);
    const unlogged = `lifted_at = now(), lifted_by = placed_by, lift_reason = 'x'`;
    expect(await by(matter.id, unlogged)).toEqual([expect.stringContaining(`${matter.id}: by the table it is lifted`)]);
    expect(await by(lifted.id, `lifted_at = NULL, lifted_by = NULL, lift_reason = NULL`)).toEqual([
      expect.stringMatching(/entry \d+ of the log lifts it, and by the table it stands/),
    ]);
    expect(await by(lifted.id, `lifted_by = '${open.anna.userId}'`)).toEqual([
      expect.stringContaining('somebody else'),
    ]);
    for (const set of [
      `object = 'M-9'`,
      `logged_object = 'M-9'`,
      `placed_by = '${open.anna.userId}'`,
      `kind = 'person'`,
    ])
      expect([set, await by(matter.id, set)]).toEqual([set, [expect.stringContaining('it was edited')]]);
    expect(await by(person.id, `object = '${open.admin.userId}'`)).toEqual([expect.stringContaining('it was edited')]);
    expect(await edited(`DELETE FROM legal_holds WHERE id = '${person.id}'`)).toEqual([
      expect.stringContaining('and the table does not have it'),
    ]);
    expect(await by(person.id, `id = '${randomUUID()}'`)).toEqual([
      expect.stringContaining('it was put into the table'),
      expect.stringContaining('and the table does not have it'),
    ]);
    expect(await check.problems()).toEqual([]);
  });

  it('keeps retention and the erasure of records away', async () => {
    const { id } = await open.aDocument(TEXT, 'M-1');
    const record = await open.aRecord(open.anna, [id], 'M-2');
    await open.retention.set(open.admin, 'Payroll', { rule: 'after_revision', days: 10 });
    await open.retention.set(open.admin, 'records', { rule: 'after_answer', days: 200 });
    open.clock.at = new Date(open.clock.at.getTime() + 400 * DAY_MS);
    const [onMatter, onPerson] = [
      await open.managingHolds.place(open.admin, { kind: 'matter', object: 'M-1', reason: 'Litigation' }),
      await open.managingHolds.place(open.admin, { kind: 'person', object: open.anna.userId, reason: 'Litigation' }),
    ];
    // A matter's number can't be guessed from the log, and whoever has its row can show what it was.
    const [logged] = await queryOnce<{ words: string; covered: string }>(
      url,
      `SELECT h.logged_object AS words, e.leaf::jsonb->'subject'->>'object' AS covered
       FROM legal_holds h JOIN log_entries e ON e.kind = 'hold.placed' AND e.leaf::jsonb->'subject'->>'hold' = h.id::text
       WHERE h.id = $1`,
      [onMatter.id],
    );
    expect([JSON.parse(logged!.words), logged!.covered]).toEqual([
      { words: 'M-1', salt: expect.stringMatching(/^[0-9a-f]{64}$/) },
      sha256Hex(logged!.words),
    ]);
    expect((await open.retention.run('system', false)).disposed).toEqual([]);
    await expect(erase('person', open.anna.userId)).rejects.toMatchObject({ code: 'hold.in_place' });
    await expect(queryOnce(url, `DELETE FROM vault_keys WHERE item = 'record:${record}'`)).rejects.toThrow(
      /legal hold/,
    );
    for (const { id: hold } of [onMatter, onPerson]) await open.managingHolds.lift(open.admin, hold, 'Closed');
    expect((await open.retention.run('system', true)).disposed.map(({ kind }) => kind).sort()).toEqual([
      'document',
      'record',
    ]);
    expect((await open.retention.run('system', false)).disposed).toHaveLength(2);
    await expect(open.records.show(reader(), record)).rejects.toMatchObject({ code: 'record.erased' });
    expect((await open.retention.run('system', false)).disposed).toEqual([]);
  });

  it('is seen by auditors and placed by administrators alone', async () => {
    await expect(open.managingHolds.list(open.anna, 'all')).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(
      open.managingHolds.place({ ...open.anna, role: 'auditor' }, { kind: 'matter', object: 'M-1', reason: 'x' }),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    expect(await open.managingHolds.list({ ...open.anna, role: 'auditor' }, 'all')).toEqual([]);
  });
});

describe('erasing a document', () => {
  it('leaves none of its words anywhere, and the log and the other records whole', async () => {
    const [goes, stays] = [await open.aDocument(TEXT), await open.aDocument('Leave is granted.')];
    const citing = await open.aRecord(open.anna, [goes.id]);
    const other = await open.aRecord(open.anna, [stays.id]);
    const erasure = await erase('document', goes.id);
    expect(await wholeDatabase()).not.toMatch(/glimmerstone|A secret","path": "[^e]/);
    await expect(open.blobs.open(goes.sha256)).rejects.toMatchObject({ code: 'storage.blob_missing' });
    expect(await open.blobs.open(stays.sha256)).toBeDefined();
    await expect(open.records.show(reader(), citing)).rejects.toThrow(erasure.id);
    expect((await open.records.show(reader(), other)).id).toBe(other);
    expect((await open.log.verify()).ok).toBe(true);
    expect(await open.records.problems()).toEqual([]);
    expect(await open.erasingDocuments.erasedAmong([goes.id, stays.id])).toEqual(new Map([[goes.id, erasure.id]]));
    await expect(open.managing.restore(open.admin, goes.id)).rejects.toMatchObject({ code: 'document.erased' });
    await expect(erase('document', goes.id)).rejects.toMatchObject({ code: 'erasure.not_found' });
    expect(await open.erasingDocuments.duePurges(10)).toMatchObject([{ revisionId: goes.revisionId }]);
  });

  it('keeps a file that another document has as well, and records when that is wanted', async () => {
    const [goes, twin] = [await open.aDocument(TEXT), await open.aDocument(TEXT)];
    const citing = await open.aRecord(open.anna, [goes.id]);
    await erase('document', goes.id, { withRecords: false });
    expect(await open.blobs.open(twin.sha256)).toBeDefined();
    expect((await open.records.show(reader(), citing)).id).toBe(citing);
  });

  it('takes exactly what was previewed, or nothing', async () => {
    const { id } = await open.aDocument(TEXT);
    const wanted = { kind: 'document', subject: id, withRecords: true, withDecisions: false } as const;
    const { planSha256 } = await open.erasing.preview(open.admin, wanted);
    await open.aRecord(open.anna, [id]);
    await expect(open.erasing.confirm(open.admin, wanted, planSha256, 'x')).rejects.toMatchObject({
      code: 'erasure.plan_changed',
    });
    await expect(open.erasing.preview(open.anna, wanted)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('takes four eyes where that is set', async () => {
    await open.close();
    open = await openStewardship((url = await postgres.freshDatabase()), folder + 'b', true);
    const { id } = await open.aDocument(TEXT);
    const waiting = await erase('document', id);
    expect(waiting.state).toBe('waiting');
    await expect(open.erasing.approve(open.admin, waiting.id)).rejects.toMatchObject({ code: 'erasure.needs_another' });
    const auditor = { ...open.anna, role: 'auditor' } as const;
    expect(await open.erasing.show(auditor, waiting.id)).toMatchObject({ state: 'waiting' });
    for (const decide of [open.erasing.approve(auditor, waiting.id), open.erasing.decline(auditor, waiting.id)])
      await expect(decide).rejects.toMatchObject({ kind: 'forbidden' });
    expect(await wholeDatabase()).toContain('glimmerstone');
    expect(await open.erasing.approve(open.other, waiting.id)).toMatchObject({
      state: 'done',
      approvedBy: open.other.userId,
    });
    expect(await wholeDatabase()).not.toContain('glimmerstone');
    await dropFolder(folder + 'b');
  });
});

describe('an erasure or a run of retention whose beginner is suspended', () => {
  const suspend = (who: Principal) =>
    open.source.transaction((manager) => open.app.get(People).change(manager, who.userId, { suspended: true }));

  it('waits for nobody any more: it can be declined, and be asked for anew by another', async () => {
    await open.close();
    open = await openStewardship((url = await postgres.freshDatabase()), folder + 'c', true);
    const { id } = await open.aDocument(TEXT);
    const waiting = await erase('document', id);
    expect(waiting.isParked).toBe(false);
    await suspend(open.admin);
    expect((await open.erasing.list(open.other, 0, 10)).erasures).toMatchObject([{ id: waiting.id, isParked: true }]);
    await expect(open.erasing.approve(open.other, waiting.id)).rejects.toMatchObject({ code: 'work.beginner_gone' });
    expect(await wholeDatabase()).toContain('glimmerstone');
    expect(await open.erasing.decline(open.other, waiting.id)).toMatchObject({ state: 'declined', isParked: false });
    const wanted = { kind: 'document', subject: id, withRecords: true, withDecisions: false } as const;
    const { planSha256 } = await open.erasing.preview(open.other, wanted);
    const anew = await open.erasing.confirm(open.other, wanted, planSha256, 'Over.');
    expect(anew).toMatchObject({ state: 'waiting', isParked: false, requestedBy: open.other.userId });
    await dropFolder(folder + 'c');
  });

  it('disposes of nothing more', async () => {
    const { id } = await open.aDocument(TEXT);
    await open.retention.set(open.admin, 'Payroll', { rule: 'after_revision', days: 30 });
    open.clock.at = new Date(open.clock.at.getTime() + 40 * 86_400_000);
    expect((await open.retention.runFor(open.admin, true)).disposed).toHaveLength(1);
    await suspend(open.admin);
    expect(await open.retention.run(open.admin.userId, false)).toMatchObject({
      ...{ disposed: [], failed: [{ id, code: 'work.beginner_gone' }] },
    });
    expect((await open.retention.run('system', false)).disposed).toHaveLength(1);
  });
});

describe('erasing a person', () => {
  it('takes name, questions and keys, and leaves the log and everybody else', async () => {
    const hers = await open.aRecord(open.anna);
    const his = await open.aRecord(open.other);
    const erasure = await erase('person', open.anna.userId);
    expect(await wholeDatabase()).not.toContain('"Anna"');
    await expect(open.records.show(reader(), hers)).rejects.toMatchObject({ code: 'record.erased' });
    expect((await open.records.show(reader(), his)).askedBy).toBe('Otto');
    expect((await open.records.list(reader(), 0, 10)).records).toMatchObject([
      { question: expect.any(String) as string },
      { question: expect.any(String) as string },
    ]);
    expect((await open.log.verify()).ok).toBe(true);
    expect(await open.records.problems()).toEqual([]);
    const certificate = JSON.parse(erasure.certificate!) as { records: { id: string }[]; subject: string };
    expect(certificate).toMatchObject({ subject: open.anna.userId, records: [{ id: hers }] });
    await expect(erase('person', open.admin.userId)).rejects.toMatchObject({ code: 'erasure.not_oneself' });
  });

  it('takes their ways to sign in, what they looked for, and questions that were made of theirs', async () => {
    const { userId } = open.anna;
    const hers = await open.aRecord(open.anna);
    const [search, golden, feedback] = [randomUUID(), randomUUID(), randomUUID()];
    for (const insert of [
      `INSERT INTO passwords VALUES ('${userId}', 'hash of Anna', now())`,
      `INSERT INTO recovery_codes VALUES ('code', '${userId}', now())`,
      `INSERT INTO passkeys VALUES ('credential', '${randomUUID()}', '${userId}', 'Phone of Anna', '\\x00', 0, '{}', false, now())`,
      `INSERT INTO federated_identities VALUES ('https://idp', 'anna@example.org', '${randomUUID()}', '${userId}', now())`,
      `INSERT INTO known_browsers VALUES ('secret', '${userId}', now(), now())`,
      `INSERT INTO golden_questions VALUES ('${golden}', 'What does Anna ask?', '[]', '[]', 'feedback', '', '${userId}', now(), now())`,
      `INSERT INTO feedback_promotions VALUES ('${feedback}', '${golden}', '${userId}', now())`,
    ])
      await queryOnce(url, insert);
    await queryOnce(
      url,
      `INSERT INTO record_feedback (id, record_id, given_by, given_by_name, number, given_at, verdict, reasons, comment, log_index)
       VALUES ('${feedback}', '${hers}', '${userId}', 'Anna', 1, now(), 'right', '{}', 'Anna says so', 0)`,
    );
    await queryOnce(
      url,
      `INSERT INTO saved_searches (id, owner_id, name, query, collections, mode, from_change, checked_change, created_at)
       VALUES ('${search}', '${userId}', 'Anna looks', 'salary of Anna', '{}', 'hybrid', 0, 0, now())`,
    );
    await erase('person', userId);
    expect(await wholeDatabase()).not.toMatch(/Anna|anna@/);
  });

  it('shows when somebody empties a record without the log', async () => {
    const hers = await open.aRecord(open.anna);
    await erase('person', open.anna.userId);
    await queryOnce(url, 'ALTER TABLE log_entries DISABLE TRIGGER ALL');
    await queryOnce(
      url,
      `UPDATE log_entries SET leaf = replace(leaf, '${hers}', '${open.anna.userId}') WHERE kind = 'record.erased'`,
    );
    expect((await open.records.problems()).join()).toMatch(/the log knows of no erasure/);
  });
});

describe('erasing decisions', () => {
  const gone = { code: 'decision.erased' };
  const show = async (id: string) => open.decisions.show(await open.readerOf(open.admin), id);

  it('takes what one says, with a certificate, and no answer', async () => {
    const record = await open.aRecord(open.anna);
    const [goes, stays] = [await open.aDecision(open.anna, [record]), await open.aDecision(open.anna, [record])];
    const erasure = await erase('decision', goes);
    expect(JSON.parse(erasure.certificate!)).toMatchObject({
      kind: 'decision',
      decisions: [{ id: goes }],
      records: [],
    });
    await expect(show(goes)).rejects.toThrow(erasure.id);
    expect((await show(stays)).content.reason).toBe('The moonstone rule.');
    expect((await open.records.show(reader(), record)).id).toBe(record);
    await expect(erase('decision', goes)).rejects.toMatchObject(gone);
    await expect(erase('decision', randomUUID())).rejects.toMatchObject({ code: 'decision.not_found' });
    expect((await open.log.verify()).ok).toBe(true);
  });

  it('goes with a document or a person where that is wanted, and only there', async () => {
    const { id: document } = await open.aDocument(TEXT);
    const record = await open.aRecord(open.anna, [document]);
    const [hers, his] = [
      await open.aDecision(open.anna, [record]),
      await open.aDecision(open.other, [await open.aRecord(open.other)]),
    ];
    const wanted = { kind: 'document', subject: document, withRecords: true, withDecisions: false } as const;
    expect(await open.erasing.preview(open.admin, wanted)).toMatchObject({ decisionsLeft: 1 });
    const all = await open.erasing.preview(open.admin, { ...wanted, withDecisions: true });
    expect(all).toMatchObject({ decisionsLeft: 0, decisions: [{ id: hers }] });
    await erase('document', document, { withDecisions: true });
    await expect(show(hers)).rejects.toMatchObject(gone);
    expect((await show(his)).owner.name).toBe('Otto');
    const kept = await open.aDecision(open.anna, [await open.aRecord(open.anna)]);
    await erase('person', open.anna.userId);
    expect((await show(kept)).owner.name).toBe(`Erased person ${open.anna.userId.slice(0, 8)}`);
    expect(await wholeDatabase()).not.toContain('Anna');
    await erase('person', open.other.userId, { withDecisions: true });
    await expect(show(his)).rejects.toMatchObject(gone);
    expect(await wholeDatabase()).not.toMatch(/moonstone|Otto/);
  });

  it('is kept away by a hold on its matter or on whom it names, in the services and below', async () => {
    const id = await open.aDecision(open.anna, [await open.aRecord(open.anna)], {
      ...{ matter: 'M-9', reviewers: [open.other.userId] },
    });
    for (const held of [
      { kind: 'matter', object: 'm-9' },
      { kind: 'person', object: open.other.userId },
    ] as const) {
      const hold = await open.managingHolds.place(open.admin, { ...held, reason: 'Litigation' });
      await expect(erase('decision', id)).rejects.toMatchObject({ code: 'hold.in_place' });
      await expect(erase('person', open.anna.userId, { withDecisions: true })).rejects.toMatchObject({
        code: 'hold.in_place',
      });
      await expect(queryOnce(url, `DELETE FROM vault_keys WHERE item = 'decision:${id}'`)).rejects.toThrow(
        /legal hold/,
      );
      await open.managingHolds.lift(open.admin, hold.id, 'Closed');
    }
    expect((await show(id)).id).toBe(id);
    await erase('decision', id);
    await expect(show(id)).rejects.toMatchObject(gone);
  });

  it('takes nothing when somebody took a step since the preview', async () => {
    const id = await open.aDecision(open.anna, [await open.aRecord(open.anna)]);
    const wanted = { kind: 'decision', subject: id, withRecords: true, withDecisions: false } as const;
    const { planSha256 } = await open.erasing.preview(open.admin, wanted);
    await open.move(open.anna, id, 'reopen', 3, 'The law changed.');
    await expect(open.erasing.confirm(open.admin, wanted, planSha256, 'x')).rejects.toMatchObject({
      code: 'erasure.plan_changed',
    });
  });
});

describe('what people said of answers', () => {
  /** @returns Its id. */
  const said = async (by: Principal, record: string): Promise<string> =>
    (
      await open.giving.run({ principal: by, mayReadAll: true, visibility: aVisibility('all') }, record, {
        ...{ verdict: 'down', reasons: [], comment: 'The moonstone is late.' },
      })
    ).id;
  const key = (id: string) => queryOnce(url, `SELECT 1 FROM vault_keys WHERE item = 'feedback:${id}'`);

  it('goes with whoever said it, and with the answer, by destroying its key', async () => {
    const [his, hers] = [await open.aRecord(open.other), await open.aRecord(open.anna)];
    const [byAnna, onHers] = [await said(open.anna, his), await said(open.admin, hers)];
    expect([(await key(byAnna)).length, (await key(onHers)).length]).toEqual([1, 1]);
    await erase('person', open.anna.userId);
    expect([await key(byAnna), await key(onHers)]).toEqual([[], []]);
    expect(await wholeDatabase()).not.toContain('moonstone');
    expect(await open.feedbackCheck.problems()).toEqual([]);
    expect((await open.log.verify()).ok).toBe(true);
  });

  it('is kept while a hold covers whoever said it, or what it is about, in the services and below', async () => {
    const his = await open.aRecord(open.other, [], 'M-7');
    const id = await said(open.anna, his);
    for (const held of [
      { kind: 'matter', object: 'm-7' },
      { kind: 'person', object: open.other.userId },
    ] as const) {
      const hold = await open.managingHolds.place(open.admin, { ...held, reason: 'Litigation' });
      await expect(erase('person', open.anna.userId)).rejects.toMatchObject({ code: 'hold.in_place' });
      await expect(queryOnce(url, `DELETE FROM vault_keys WHERE item = 'feedback:${id}'`)).rejects.toThrow(
        /legal hold/,
      );
      await open.managingHolds.lift(open.admin, hold.id, 'Closed');
    }
    const hold = { kind: 'person', object: open.anna.userId, reason: 'Litigation' } as const;
    const { id: ofAnna } = await open.managingHolds.place(open.admin, hold);
    await expect(erase('person', open.other.userId)).rejects.toMatchObject({ code: 'hold.in_place' });
    await open.retention.set(open.admin, 'records', { rule: 'after_answer', days: 200 });
    open.clock.at = new Date(open.clock.at.getTime() + 400 * DAY_MS);
    expect((await open.retention.run('system', true)).disposed).toEqual([]);
    await open.managingHolds.lift(open.admin, ofAnna, 'Closed');
    expect((await open.retention.run('system', false)).disposed).toMatchObject([{ kind: 'record', id: his }]);
    expect(await key(id)).toEqual([]);
  });
});

describe('a name that others signed beside', () => {
  it('is kept while a hold covers a decision that names it, in the services and below', async () => {
    await open.aDecision(open.anna, [await open.aRecord(open.anna)], { matter: 'M-9', reviewers: [open.other.userId] });
    const { id: hold } = await open.managingHolds.place(open.admin, { kind: 'matter', object: 'M-9', reason: 'x' });
    await expect(erase('person', open.other.userId)).rejects.toMatchObject({ code: 'hold.in_place' });
    await expect(queryOnce(url, `DELETE FROM vault_keys WHERE item = 'person:${open.other.userId}'`)).rejects.toThrow(
      /legal hold/,
    );
    await open.managingHolds.lift(open.admin, hold, 'Closed');
    await erase('person', open.other.userId);
    expect(await wholeDatabase()).not.toContain('Otto');
  });
});

describe('retention of decisions', () => {
  const later = (days: number) => (open.clock.at = new Date(Date.now() + days * DAY_MS));
  const due = async () => (await open.retention.run('system', true)).disposed.map(({ id }) => id);
  const keep = (scope: string, rule: RetentionRuleName, days: number | null) =>
    open.retention.set(open.admin, scope, { rule, days });

  it('counts from their closing, or from the last step of approved ones whose review is not ahead', async () => {
    const record = await open.aRecord(open.anna);
    const reviewOn = new Date(Date.now() + 900 * DAY_MS).toISOString().slice(0, 10);
    const [approved, reviewed, withdrawn] = [
      await open.aDecision(open.anna, [record]),
      await open.aDecision(open.anna, [record], { reviewOn }),
      await open.aDraft(open.anna, [record]),
    ];
    const draft = await open.aDraft(open.anna, [record]);
    await open.move(open.anna, withdrawn, 'withdraw', 1, 'No need.');
    await expect(keep('decisions', 'after_closing', 100)).rejects.toMatchObject({ code: 'retention.too_short' });
    later(800);
    expect(await due()).toEqual([]);
    await keep('decisions', 'after_closing', 365);
    expect(await due()).toEqual([withdrawn]);
    await keep('decisions', 'after_last_step', 365);
    expect((await due()).sort()).toEqual([approved, withdrawn].sort());
    later(902);
    expect((await due()).sort()).toEqual([approved, reviewed, withdrawn].sort());
    expect(await due()).not.toContain(draft);
  });

  it('goes by the collections behind a decision, and waits for the longest', async () => {
    const { id: document, revisionId } = await open.aDocument(TEXT);
    const [record, other] = [await open.aRecord(open.anna, [document]), await open.aRecord(open.anna)];
    await open.reliesOn(record, document, revisionId);
    const [onPayroll, elsewhere] = [
      await open.aDecision(open.anna, [record]),
      await open.aDecision(open.anna, [other]),
    ];
    await keep('decisions', 'after_last_step', 200);
    await keep('decisions:Payroll', 'after_last_step', 500);
    later(300);
    expect(await due()).toEqual([elsewhere]);
    await keep('decisions:Payroll', 'for_ever', null);
    later(900);
    expect(await due()).toEqual([elsewhere]);
    await keep('decisions:Payroll', 'as_all', null);
    expect((await due()).sort()).toEqual([elsewhere, onPayroll].sort());
    const rules = await open.retention.list(open.admin);
    expect(rules.map(({ name, rule }) => [name, rule])).toEqual([
      ['Records of answers', 'for_ever'],
      ['Decisions', 'after_last_step'],
      ['Payroll', 'for_ever'],
      ['Payroll', 'as_all'],
    ]);
  });

  it('keeps what a hold covers, and erases the rest under a certificate each; then the answers are due', async () => {
    const record = await open.aRecord(open.anna);
    const [held, goes] = [
      await open.aDecision(open.anna, [record], { matter: 'M-3' }),
      await open.aDecision(open.anna, [record]),
    ];
    await keep('decisions', 'after_last_step', 200);
    await keep('records', 'after_answer', 200);
    later(40_000);
    const { id: hold } = await open.managingHolds.place(open.admin, { kind: 'matter', object: 'm-3', reason: 'x' });
    expect(await open.managingHolds.list(open.admin, 'standing')).toMatchObject([{ decisions: 1, records: 0 }]);
    expect((await open.retention.run('system', false)).disposed).toMatchObject([{ kind: 'decision', id: goes }]);
    const reading = async (id: string) => open.decisions.show(await open.readerOf(open.admin), id);
    await expect(reading(goes)).rejects.toMatchObject({ code: 'decision.erased' });
    expect((await reading(held)).id).toBe(held);
    const { erasures } = await open.erasing.list(open.admin, 0, 10);
    expect(erasures).toMatchObject([{ kind: 'decision', subject: goes, cause: 'retention', state: 'done' }]);
    expect(JSON.parse(erasures[0]!.certificate!)).toMatchObject({ decisions: [{ id: goes }], records: [] });
    await open.managingHolds.lift(open.admin, hold, 'Closed');
    const next = async () => (await open.retention.run('system', false)).disposed.map(({ kind }) => kind);
    expect([await next(), await next(), await next()]).toEqual([['decision'], ['record'], []]);
    expect((await open.log.verify()).ok).toBe(true);
  });
});

describe('retention', () => {
  it('keeps for ever unless told otherwise, and records for six months at least', async () => {
    await open.aDocument(TEXT);
    open.clock.at = new Date(open.clock.at.getTime() + 40_000 * DAY_MS);
    expect((await open.retention.run('system', false)).disposed).toEqual([]);
    await expect(open.retention.set(open.admin, 'records', { rule: 'after_answer', days: 30 })).rejects.toMatchObject({
      code: 'retention.too_short',
    });
  });

  it('counts from the removal where that is the rule', async () => {
    const [removed, stays] = [await open.aDocument(TEXT), await open.aDocument('Leave is granted.')];
    await open.retention.set(open.admin, 'Payroll', { rule: 'after_removal', days: 30 });
    await open.source.transaction((manager) => open.register.setRemoved(manager, [removed.id], open.clock.now()));
    open.clock.at = new Date(open.clock.at.getTime() + 29 * DAY_MS);
    expect((await open.retention.run('system', true)).disposed).toEqual([]);
    open.clock.at = new Date(open.clock.at.getTime() + 2 * DAY_MS);
    expect((await open.retention.run('system', false)).disposed).toMatchObject([{ kind: 'document', id: removed.id }]);
    expect(await open.erasingDocuments.holdings(stays.id)).toMatchObject({ isErased: false });
  });

  it('goes on after it was cut off in the middle, and disposes of each document once', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 15; n += 1) ids.push((await open.aDocument(`${TEXT} ${n}`)).id);
    await open.retention.set(open.admin, 'Payroll', { rule: 'after_revision', days: 30 });
    open.clock.at = new Date(open.clock.at.getTime() + 31 * DAY_MS);
    const cutOff = open.retention.run('system', false).catch(() => null);
    for (let cuts = 0; cuts < 5; cuts += 1) {
      await delay(30);
      await queryOnce(
        url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
      );
    }
    await cutOff;
    expect((await open.retention.run('system', false)).failed).toEqual([]);
    const erased = await queryOnce<{ subject: string; n: number }>(
      url,
      `SELECT subject, count(*)::int AS n FROM erasures WHERE state = 'done' GROUP BY subject`,
    );
    expect(erased.map(({ subject }) => subject).sort()).toEqual([...ids].sort());
    expect(erased.every(({ n }) => n === 1)).toBe(true);
    expect(await wholeDatabase()).not.toContain('glimmerstone');
    expect((await open.log.verify()).ok).toBe(true);
  }, 120_000);
});
