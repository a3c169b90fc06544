import { randomUUID } from 'node:crypto';
import { giveFeedback } from '#contracts';
import { type FeedbackFilter, type RecordBody, isCandidate } from '#decisions';
import { type Principal, canonicalJson, sha256Hex } from '#knowledge';
import type { Collection } from '#library';
import { type TestPostgres, aVisibility, startPostgres } from '#testing';
import { type Rooms, aBody, aQuestion, openRooms } from '../conversations/open-rooms.js';

const TEXT = 'The canteen opens at eight.';

let postgres: TestPostgres;
let rooms: Rooms;
let secret: Collection;
let canteen: string;
let salaries: string;
let anna: Principal;
let ben: Principal;
let boss: Principal;

beforeAll(async () => {
  postgres = await startPostgres();
  rooms = await openRooms(await postgres.freshDatabase());
  const open = await rooms.collections.create('Open', 'library');
  secret = await rooms.collections.create('Secret', 'library');
  canteen = await rooms.document(open, 'canteen.txt', TEXT);
  salaries = await rooms.document(secret, 'salaries.txt', 'The bonus is nine thousand.');
  anna = await rooms.person('Anna', 'reader', [open]);
  ben = await rooms.person('Ben', 'reader', [open]);
  boss = await rooms.person('Boss', 'administrator');
}, 120_000);
afterAll(async () => {
  await rooms?.close();
  await postgres?.stop();
});

const sealed = async (question = 'When?', cites: string[] | null = [canteen]): Promise<string> => {
  const body = aBody(anna, aQuestion(question), cites && { text: 'At eight.', cites });
  await rooms.records.seal(body);
  return body.id;
};
const reader = (principal: Principal) => ({
  principal,
  mayReadAll: principal.role === 'administrator',
  visibility: aVisibility('all'),
});
const give = (who: Principal, record: string, given: object) =>
  rooms.giving.run(reader(who), record, giveFeedback.parse(given));
const mine = async (who: Principal, record: string) => (await rooms.feedback.mine(who, [record])).get(record) ?? null;
const listed = async (filter: FeedbackFilter, who = boss, sees = aVisibility('all')) =>
  (await rooms.feedback.list({ ...reader(who), visibility: sees }, filter, 0, 100)).feedback;

describe('feedback', () => {
  it('is listed to whoever may see all that the question found, to the asker, and to readers of all records', async () => {
    const finding = async (...found: string[]): Promise<string> => {
      const passages = found.map((documentId) => ({ documentId })) as unknown as RecordBody['passages'];
      const body = { ...aBody(anna, aQuestion('When?'), { text: 'At eight.', cites: [canteen] }), passages };
      await rooms.records.seal(body);
      return body.id;
    };
    const [open, hidden] = [await finding(canteen), await finding(canteen, salaries)];
    for (const record of [open, hidden]) await give(anna, record, { verdict: 'up' });
    const lin = await rooms.person('Lin', 'librarian');
    const within = async (who: Principal, sees: Parameters<typeof listed>[2]) =>
      (await Promise.all([open, hidden].map((record) => listed({ record }, who, sees)))).map((found) => found.length);
    expect(await within(lin, aVisibility('all'))).toEqual([1, 1]);
    expect(await within(lin, aVisibility('all', [secret.id]))).toEqual([1, 0]);
    expect(await within(lin, aVisibility([]))).toEqual([0, 0]);
    expect(await within(anna, aVisibility([]))).toEqual([1, 1]);
    expect(await within(boss, aVisibility([]))).toEqual([1, 1]);

    // A wall stands before readers of all records, too, and before the records themselves; one's own stay one's own.
    const bars = aVisibility('all', [secret.id]);
    expect(await within(boss, bars)).toEqual([1, 0]);
    const barred = { principal: boss, mayReadAll: true, visibility: bars } as const;
    const seen = async (who: Parameters<typeof rooms.records.list>[0]) =>
      (await rooms.records.list(who, 0, 100)).records.map(({ id }) => id).filter((id) => id === open || id === hidden);
    expect(await seen(barred)).toEqual([open]);
    expect((await seen(reader(boss))).sort()).toEqual([open, hidden].sort());
    await expect(rooms.records.show(barred, hidden)).rejects.toMatchObject({ code: 'record.not_found' });
    expect(await seen({ ...barred, principal: anna })).toHaveLength(2);
    const nobody = { ...barred, visibility: aVisibility('all', [], { deniedDocuments: [canteen] }) };
    expect(await seen(nobody)).toEqual([]);

    // By its id it is no more there than in the list.
    const [beside] = await listed({ record: hidden });
    const walled = aVisibility('all', [secret.id]);
    const notFound = { code: 'feedback.not_found' };
    await expect(rooms.feedback.show({ ...reader(lin), visibility: walled }, beside!.id)).rejects.toMatchObject(
      notFound,
    );
    await expect(rooms.feedback.show({ ...reader(lin), visibility: walled }, randomUUID())).rejects.toMatchObject(
      notFound,
    );
    expect((await rooms.feedback.show(reader(lin), beside!.id)).recordId).toBe(hidden);
  });

  it('stands beside the record, one opinion a person, and leaves the record as it was sealed', async () => {
    const record = await sealed();
    const before = await rooms.records.show(reader(anna), record);
    await give(anna, record, { verdict: 'up' });
    const second = await give(anna, record, { verdict: 'down', reasons: ['outdated'], comment: 'It moved.' });
    await give(boss, record, { verdict: 'up' });
    expect(await mine(anna, record)).toEqual(second);
    expect(second).toMatchObject({
      verdict: 'down',
      reasons: ['outdated'],
      comment: 'It moved.',
      by: { name: 'Anna' },
    });
    expect(await rooms.feedback.counts(record)).toEqual({ up: 1, down: 1 });
    expect(await rooms.records.show(reader(anna), record)).toEqual(before);
    expect(await rooms.records.problems()).toEqual([]);
  });

  it('keeps what was said before, and says nothing twice', async () => {
    const record = await sealed();
    const first = await give(anna, record, { verdict: 'up' });
    expect(await give(anna, record, { verdict: 'up' })).toEqual(first);
    await give(anna, record, { verdict: 'down' });
    await rooms.giving.withdraw(reader(anna), record);
    const history = await rooms.source.query<{ number: number; verdict: string | null }[]>(
      'SELECT number, verdict FROM record_feedback WHERE record_id = $1 ORDER BY number',
      [record],
    );
    expect(history).toEqual([
      { number: 1, verdict: 'up' },
      { number: 2, verdict: 'down' },
      { number: 3, verdict: null },
    ]);
    expect(await mine(anna, record)).toBeNull();
    expect(await rooms.feedback.counts(record)).toEqual({ up: 0, down: 0 });
    await expect(rooms.giving.withdraw(reader(anna), record)).rejects.toMatchObject({ code: 'feedback.not_found' });
    for (const sql of [
      'DELETE FROM record_feedback',
      `UPDATE record_feedback SET comment = 'x'`,
      'TRUNCATE record_feedback',
    ])
      await expect(rooms.source.query(sql)).rejects.toThrow('append-only');
  });

  it('has an entry in the log with the hash of what was said, and none of its words', async () => {
    const record = await sealed();
    const { id, verdict, reasons, comment, rightSource } = await give(anna, record, {
      verdict: 'down',
      comment: 'Hush.',
    });
    await rooms.giving.withdraw(reader(anna), record);
    const leaves = await rooms.source.query<{ leaf: string }[]>(
      `SELECT leaf FROM log_entries WHERE kind LIKE 'feedback.%' ORDER BY "index" DESC LIMIT 2`,
    );
    const [withdrawn, given] = leaves.map(({ leaf }) => JSON.parse(leaf) as { kind: string; subject: object });
    // Salted: whoever guesses the comment can't tell that it is the one.
    const guessed = sha256Hex(canonicalJson({ verdict, reasons, comment, rightSource }));
    const subject = { record, feedback: id, sha256: expect.not.stringMatching(guessed) as string };
    expect(given).toMatchObject({ kind: 'feedback.given', subject });
    expect(withdrawn).toMatchObject({ kind: 'feedback.withdrawn', subject: { record } });
    expect(leaves.map(({ leaf }) => leaf).join()).not.toContain('Hush');
    expect((await rooms.log.verify()).ok).toBe(true);
  });

  it("is not given, nor withdrawn, on records out of sight, which can't be told from those that are not there", async () => {
    const record = await sealed();
    for (const id of [record, randomUUID()]) {
      await expect(give(ben, id, { verdict: 'up' })).rejects.toMatchObject({ code: 'record.not_found' });
      await expect(rooms.giving.withdraw(reader(ben), id)).rejects.toMatchObject({ code: 'record.not_found' });
    }
  });

  it('takes many changes at once one after the other', async () => {
    const record = await sealed();
    await Promise.all(Array.from({ length: 8 }, (_, i) => give(anna, record, { verdict: 'up', comment: `No. ${i}` })));
    expect(await rooms.feedback.counts(record)).toEqual({ up: 1, down: 0 });
    const [row] = await rooms.source.query<{ n: number }[]>(
      'SELECT max(number) AS n FROM record_feedback WHERE record_id = $1',
      [record],
    );
    expect(row!.n).toBe(8);
  });

  it('names as right source only what is there and in sight', async () => {
    const record = await sealed();
    const naming = (rightSource: object) => give(anna, record, { verdict: 'down', rightSource });
    const { rightSource } = await naming({ document: canteen, page: 1, span: [4, 11] });
    const revision = (await rooms.documents.show(aVisibility(), canteen)).current!.id;
    expect(rightSource).toEqual({ documentId: canteen, revisionId: revision, page: 1, span: [4, 11] });
    const refused = (source: object, code: string) => expect(naming(source)).rejects.toMatchObject({ code });
    await refused({ document: salaries }, 'document.not_found');
    await refused({ document: randomUUID() }, 'document.not_found');
    await refused({ document: canteen, revision: randomUUID() }, 'feedback.bad_source');
    await refused({ document: canteen, page: 2 }, 'feedback.bad_source');
    await refused({ document: canteen, span: [4, 4] }, 'feedback.bad_source');
    await refused({ document: canteen, span: [0, TEXT.length + 1] }, 'feedback.bad_source');
  });

  it('is listed as it stands, and tells which can become a golden question', async () => {
    const found = await sealed('Found?');
    const refused = await sealed('Refused?', null);
    const up = await give(anna, found, { verdict: 'up' });
    const down = await give(boss, found, { verdict: 'down', reasons: ['wrong_source', 'unclear'] });
    const upOnRefusal = await give(anna, refused, { verdict: 'up' });
    const source = await give(boss, refused, { verdict: 'down', rightSource: { document: canteen } });
    const ids = async (filter: FeedbackFilter) =>
      (await listed(filter)).filter(({ recordId }) => [found, refused].includes(recordId)).map(({ id }) => id);
    expect(await ids({})).toEqual([source.id, upOnRefusal.id, down.id, up.id]);
    expect(await ids({ verdict: 'up' })).toEqual([upOnRefusal.id, up.id]);
    expect(await ids({ reason: 'unclear' })).toEqual([down.id]);
    expect(await ids({ record: refused })).toEqual([source.id, upOnRefusal.id]);
    expect(await ids({ candidate: true })).toEqual([source.id, up.id]);
    expect(await ids({ candidate: false })).toEqual([upOnRefusal.id, down.id]);
    for (const each of await listed({ candidate: true })) expect(isCandidate(each, each.outcome)).toBe(true);
    for (const each of await listed({ candidate: false })) expect(isCandidate(each, each.outcome)).toBe(false);
    await rooms.giving.withdraw(reader(anna), found);
    expect(await ids({})).toEqual([source.id, upOnRefusal.id, down.id]);
  });

  it.each([
    ['a comment that was put beside', `UPDATE record_feedback SET comment = 'Perfect.'`, /does not vouch/],
    [
      'encrypted bytes that were altered',
      `UPDATE record_feedback SET sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40))`,
      /does not fit its key/,
    ],
    [
      'a comment that was emptied',
      `UPDATE record_feedback SET sealed = NULL, right_source = NULL, erased_by = record_id`,
      /the log knows of no erasure/,
    ],
    ['a verdict turned round', `UPDATE record_feedback SET verdict = 'up'`, /does not vouch/],
    ['another person', `UPDATE record_feedback SET given_by = record_id`, /does not vouch/],
    ['another record', `UPDATE record_feedback SET record_id = id`, /does not vouch/],
    ['feedback that is gone', `DELETE FROM record_feedback`, /is gone/],
    [
      'feedback that nobody gave',
      `INSERT INTO record_feedback SELECT gen_random_uuid(), record_id, given_by, given_by_name, 99, given_at, verdict, reasons, comment, right_source, log_index
       FROM record_feedback`,
      /does not vouch/,
    ],
  ])('shows %s', async (_name, tampering, problem) => {
    const record = await sealed();
    const given = await give(anna, record, { verdict: 'down', comment: 'Wrong.', rightSource: { document: canteen } });
    expect(await rooms.feedbackCheck.problems()).toEqual([]);
    const runner = rooms.source.createQueryRunner();
    const row = await runner.query('SELECT to_jsonb(f) AS row FROM record_feedback f WHERE id = $1', [given.id]);
    await runner.query('ALTER TABLE record_feedback DISABLE TRIGGER ALL');
    await runner.query(`${tampering} WHERE id = $1`, [given.id]);
    expect((await rooms.feedbackCheck.problems()).join('\n')).toMatch(problem);
    await runner.query('DELETE FROM record_feedback WHERE id = $1 OR number = 99', [given.id]);
    await runner.query(
      'INSERT INTO record_feedback SELECT * FROM jsonb_populate_record(null::record_feedback, $1::jsonb)',
      [JSON.stringify((row as { row: unknown }[])[0]!.row)],
    );
    await runner.query('ALTER TABLE record_feedback ENABLE TRIGGER ALL');
    await runner.release();
    expect(await rooms.feedbackCheck.problems()).toEqual([]);
  });
});

describe('what people say of answers', () => {
  const never = () => new AbortController().signal;
  const rowsWith = (word: string) =>
    rooms.source.query<unknown[]>(`SELECT 1 FROM record_feedback f WHERE to_jsonb(f)::text LIKE '%' || $1 || '%'`, [
      word,
    ]);

  it('lies encrypted, and reads as it was said', async () => {
    const record = await sealed();
    await give(anna, record, { verdict: 'down', comment: 'The moonstone is late.' });
    expect(await rowsWith('moonstone')).toEqual([]);
    expect(await rowsWith('Anna')).toEqual([]);
    expect(await listed({ record })).toMatchObject([{ comment: 'The moonstone is late.', by: { name: 'Anna' } }]);
  });

  it('is encrypted in the background where it is from before, and proves as it did', async () => {
    const before = await openRooms(await postgres.freshDatabase(), false);
    const sealing = await openRooms(before.url);
    const body = aBody(anna, aQuestion('When?'), null);
    await before.records.seal(body);
    const given = giveFeedback.parse({ verdict: 'down', comment: 'The moonstone is late.' });
    for (const who of [anna, boss]) await before.giving.run(reader(who), body.id, given);
    expect(await sealing.sealingFeedback.pending()).toBe(2);
    for (const change of [`sealed = '\\x00'`, `comment = '', given_by_name = '', sealed = '\\x00', verdict = 'up'`])
      await expect(before.source.query(`UPDATE record_feedback SET ${change}`)).rejects.toThrow('append-only');
    const runs = await Promise.all([sealing.sealingFeedback.run(never()), sealing.sealingFeedback.run(never())]);
    expect(runs.reduce((a, b) => a + b)).toBe(2);
    expect(await sealing.sealingFeedback.isPending()).toBe(false);
    const clear = `SELECT 1 FROM record_feedback f WHERE to_jsonb(f)::text LIKE '%moonstone%'`;
    expect(await before.source.query(clear)).toEqual([]);
    const { feedback } = await sealing.feedback.list(reader(boss), {}, 0, 10);
    expect(feedback.map(({ comment }) => comment)).toEqual([given.comment, given.comment]);
    expect(await sealing.feedbackCheck.problems()).toEqual([]);
    await Promise.all([before.close(), sealing.close()]);
  });
});
