import { randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { People } from '#access';
import { AuditLog } from '#audit';
import {
  DecisionCheck,
  DecisionGraph,
  DecisionReaders,
  DecisionRepository,
  DoubtCheck,
  DoubtRepository,
  EraseDecisions,
  FindDoubts,
  IndexPrecedents,
  LinkCheck,
  LinkDecisions,
  MatterTimeline,
  SealOlderDecisions,
  SealOlderReasons,
  SearchPrecedents,
  SettleDoubt,
} from '#decisions';
import { type Principal, canonicalJson, sha256Hex } from '#knowledge';
import type { Collection } from '#library';
import { analyse } from '#search-index';
import { nameCommitment } from '#transparency';
import { type TestPostgres, queryOnce, startPostgres, aVisibility } from '#testing';
import { type OpenDecisions, openDecisions } from './open-decisions.js';

const TEXT = 'Claims are due within 30 days.';
/** Stands in everything that people write here. */
const SECRET = 'moonstone';

let postgres: TestPostgres;
let url: string;
let world: OpenDecisions;
let handbook: Collection;
let anna: Principal;

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.freshDatabase();
  world = await openDecisions(url);
  handbook = await world.collections.create('Handbook', 'library');
  anna = await world.person('Anna', 'reader', [handbook]);
});
afterEach(() => world.close());

const never = () => new AbortController().signal;

/** A decision with a link, and an affected item that was settled, all of them telling the secret. */
async function aStory(within = world, matter = 'M-1') {
  const path = `${randomUUID()}.md`;
  const { cite } = await within.publish(handbook, path, TEXT);
  const record = await within.answer(anna, [cite(TEXT)]);
  const about = { question: `Is the ${SECRET} due?`, reason: `The ${SECRET} rule.`, choice: SECRET, matter };
  const [earlier, id] = [await within.decided(anna, [record], about), await within.decided(anna, [record], about)];
  const outcome = { verdict: 'partly', text: `The ${SECRET} came.`, observedOn: '2031-06-01' };
  await within.move(anna, id, 'outcome', 3, { outcome, reason: `So says ${SECRET}.` });
  await within.app
    .get(LinkDecisions)
    .make(anna, id, { kind: 'follows', to: { kind: 'decision', id: earlier }, note: `As the ${SECRET} before.` });
  await within.publish(handbook, path, 'Claims are due within 14 days.');
  await within.app.get(FindDoubts).run(never());
  const { doubts } = await within.app
    .get(DoubtRepository)
    .list(await within.app.get(DecisionReaders).of(anna), { target: id }, 0, 10);
  await within.app.get(SettleDoubt).run(anna, doubts[0]!.id, { verdict: 'stands', reason: `The ${SECRET} is old.` });
  return { id, earlier, doubt: doubts[0]!.id };
}

/** Tables in which a word stands in clear. */
async function tablesWith(word: string): Promise<string[]> {
  const tables = ['decisions', 'decision_steps', 'decision_link_steps', 'doubts', 'log_entries'];
  const found = tables.map((name) =>
    queryOnce(url, `SELECT 1 FROM ${name} t WHERE to_jsonb(t)::text LIKE '%' || $1 || '%' LIMIT 1`, [word]),
  );
  return (await Promise.all(found)).flatMap((rows, i) => (rows.length > 0 ? [tables[i]!] : []));
}

async function problems(): Promise<string[]> {
  const checks = [DecisionCheck, LinkCheck, DoubtCheck].map((check) => world.app.get(check));
  return (await Promise.all(checks.map((check) => check.problems()))).flat();
}

/** Erase a decision as an erasure does that was noted. @returns Its certificate. */
async function erase(id: string): Promise<string> {
  const certificate = randomUUID();
  await queryOnce(
    url,
    `INSERT INTO erasures (id, kind, subject, with_records, cause, state, reason, plan_sha256, requested_by, requested_at)
     VALUES ($1, 'decision', $2, false, 'request', 'waiting', '', '', 'system', now())`,
    [certificate, id],
  );
  const erasing = world.app.get(EraseDecisions);
  await world.source.transaction(async (manager) => {
    const [first, ...rest] = await erasing.run(manager, await erasing.one(id, manager), certificate);
    await world.app.get(AuditLog).append([first!, ...rest], manager);
  });
  return certificate;
}

/** What a service without a vault wrote. */
async function inClear<Made>(make: (clear: OpenDecisions) => Promise<Made>): Promise<Made> {
  const clear = await openDecisions(url, false);
  return make(clear).finally(() => clear.close());
}

describe('what people write in decisions', () => {
  it('lies encrypted, in no table in clear, and reads as it was written', async () => {
    const { id, earlier } = await aStory();
    expect(await tablesWith(SECRET)).toEqual([]);
    // Why an item was settled is salted before it is hashed; who did stands beside it, as names do elsewhere.
    const [entry] = await queryOnce<{ leaf: string }>(url, `SELECT leaf FROM log_entries WHERE kind = 'doubt.settled'`);
    expect(entry!.leaf).not.toContain(sha256Hex(`The ${SECRET} is old.`));
    expect(await tablesWith('Anna')).toEqual(['doubts']);
    const reader = await world.app.get(DecisionReaders).of(anna);
    const decisions = world.app.get(DecisionRepository);
    expect(await decisions.show(reader, id)).toMatchObject({
      owner: { name: 'Anna' },
      content: { reason: 'The moonstone rule.' },
      outcome: { text: 'The moonstone came.' },
    });
    expect((await decisions.steps(id)).map(({ action }) => action)).toEqual([
      'create',
      'propose',
      'approve',
      'outcome',
    ]);
    const events = await world.app.get(MatterTimeline).run(anna, 'M-1');
    expect(events.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['So says moonstone.', 'As the moonstone before.']),
    );
    expect((await world.app.get(DecisionGraph).run(anna, id, 1)).nodes.map((node) => node.id)).toContain(earlier);
    expect(await problems()).toEqual([]);
  });

  it('shows when somebody altered encrypted bytes, exchanged them, or took a key', async () => {
    const { id, earlier } = await aStory();
    const saved = await queryOnce<{ sealed: Buffer }>(
      url,
      `SELECT sealed_head AS sealed FROM decisions WHERE id = $1`,
      [id],
    );
    await queryOnce(url, `UPDATE decisions SET sealed_head = $2 WHERE id = $1`, [earlier, saved[0]!.sealed]);
    expect((await problems()).join()).toContain(`${earlier}: it does not say what its steps say`);
    await queryOnce(url, 'ALTER TABLE decision_steps DISABLE TRIGGER ALL');
    await queryOnce(
      url,
      `UPDATE decision_steps SET sealed_body = set_byte(sealed_body, 50, 255 - get_byte(sealed_body, 50)) WHERE version = 2 AND decision_id = $1`,
      [id],
    );
    expect((await problems()).join()).toContain(`${id}, step 2: what is encrypted does not fit its key`);
    await queryOnce(url, `DELETE FROM vault_keys WHERE item = $1`, [`decision:${earlier}`]);
    expect((await problems()).join()).toContain(`${earlier}, step 1: its key is gone, and the log knows of no erasure`);
  });
});

describe('decisions from before they were encrypted', () => {
  it('are encrypted in the background, prove as before, and go on', async () => {
    const stories = await inClear(async (clear) => [await aStory(clear), await aStory(clear)]);
    expect(await tablesWith(SECRET)).toEqual(['decisions', 'decision_steps', 'decision_link_steps', 'doubts']);
    expect(await problems()).toEqual([]);
    // A step that is taken meanwhile is encrypted at once; the job does the rest.
    await world.move(anna, stories[0]!.id, 'reopen', 4, { reason: 'Again.' });
    const [sealing, reasons] = [world.app.get(SealOlderDecisions), world.app.get(SealOlderReasons)];
    expect(await sealing.pending()).toBe(4);
    expect((await Promise.all([sealing.run(never()), sealing.run(never())])).reduce((a, b) => a + b)).toBe(4);
    expect(await reasons.run(never())).toBe(2);
    expect([await sealing.isPending(), await reasons.isPending()]).toEqual([false, false]);
    expect(await tablesWith(SECRET)).toEqual([]);
    expect(await tablesWith('Anna')).toEqual(['doubts']);
    expect(await problems()).toEqual([]);
    expect((await world.app.get(AuditLog).verify()).ok).toBe(true);
  });

  it('change in no other way', async () => {
    await inClear((clear) => aStory(clear));
    for (const [table, change] of [
      ['decision_steps', `body = '{}'`],
      ['decision_steps', `body = NULL`],
      ['decision_steps', `body = NULL, sealed_body = '\\x00', sha256 = ''`],
      ['decision_link_steps', `body = NULL, erased_by = gen_random_uuid()`],
    ])
      await expect(queryOnce(url, `UPDATE ${table} SET ${change}`)).rejects.toThrow('append-only');
  });
});

describe('an erased decision', () => {
  it('is read by nobody any more, says so, and leaves log, links of others and checks whole', async () => {
    const { id, earlier, doubt } = await aStory();
    const certificate = await erase(id);
    const reader = await world.app.get(DecisionReaders).of(anna);
    const decisions = world.app.get(DecisionRepository);
    await expect(decisions.show(reader, id)).rejects.toMatchObject({ code: 'decision.erased' });
    await expect(decisions.show(reader, id)).rejects.toThrow(certificate);
    const stranger = await world.app.get(DecisionReaders).of(await world.person('Ben', 'reader'));
    await expect(decisions.show(stranger, id)).rejects.toMatchObject({ code: 'decision.not_found' });
    expect((await decisions.list(reader, {}, 0, 10)).decisions.map((each) => each.id)).toEqual([earlier]);
    await expect(world.move(anna, id, 'reopen', 4, { reason: 'Again.' })).rejects.toMatchObject({
      code: 'decision.erased',
    });
    expect((await world.app.get(DecisionGraph).run(anna, earlier, 2)).nodes.map((node) => node.id)).not.toContain(id);
    const listed = await world.app
      .get(DoubtRepository)
      .list({ principal: anna, mayReadAll: true, visibility: aVisibility('all') }, {}, 0, 10);
    expect(listed.doubts.map((each) => each.id)).not.toContain(doubt);
    expect(await queryOnce(url, `SELECT 1 FROM vault_keys WHERE item = $1`, [`decision:${id}`])).toEqual([]);
    expect(await problems()).toEqual([]);
    expect((await world.app.get(AuditLog).verify()).ok).toBe(true);
  });

  it('is no erasure when somebody only empties it', async () => {
    const { id } = await aStory();
    await erase(id);
    await queryOnce(url, 'ALTER TABLE log_entries DISABLE TRIGGER ALL');
    await queryOnce(
      url,
      `UPDATE log_entries SET leaf = replace(leaf, '${id}', '${anna.userId}') WHERE kind = 'decision.erased'`,
    );
    const found = (await problems()).join();
    expect(found).toMatch(/step 1: it was emptied, and the log knows of no erasure/);
    expect(found).toMatch(/Link .*: it was emptied/);
  });

  it('leaves no word in any file of the index', async () => {
    const index = () => world.app.get(IndexPrecedents).run(never());
    const { id, earlier } = await aStory();
    const { cite } = await world.publish(handbook, 'other.md', 'Leave is long.');
    const other = await world.decided(anna, [await world.answer(anna, [cite('Leave')])], {
      question: 'Is leave long?',
    });
    await index();
    const [token] = analyse(SECRET);
    expect(await filesWith(token!)).not.toEqual([]);
    for (const each of [id, earlier]) await erase(each);
    expect(await world.app.get(IndexPrecedents).pending()).toBe(2);
    await index();
    expect(await world.app.get(IndexPrecedents).pending()).toBe(0);
    await delay(50);
    expect(await filesWith(token!)).toEqual([]);
    const found = await world.app.get(SearchPrecedents).search(anna, 'leave', 10);
    expect(found.map(({ decision }) => decision.id)).toEqual([other]);
  });
});

describe('a name that stands in signed steps', () => {
  const show = async (id: string) =>
    world.app.get(DecisionRepository).show(await world.app.get(DecisionReaders).of(anna), id);
  const signed = async (id: string) =>
    (await world.app.get(DecisionRepository).sealedSteps(id)).map(({ body }) => body);

  /** A decision of Anna's that Ben judged, with a link and an outcome of hers. */
  async function judged(within = world) {
    const ben = await within.person('Benedict', 'reader');
    const { id, earlier } = await aStory(within);
    const draft = await within.draft(anna, [await within.answer(anna, [])], { reviewers: [ben.userId] });
    await within.move(anna, draft, 'propose', 1);
    await within.move(ben, draft, 'approve', 2);
    return { ben, id, earlier, draft };
  }

  it('is a commitment there, the same from the proposal on, and can be shown to be the name', async () => {
    const { ben, id, draft } = await judged();
    const steps = await signed(draft);
    expect(steps.join()).not.toMatch(/Anna|Benedict/);
    expect(await signed(id)).not.toContain('Anna');
    const people = await world.app.get(DecisionRepository).namesIn(steps);
    expect(people.map(({ name }) => name).sort()).toEqual(['Anna', 'Benedict']);
    for (const opening of people) expect(steps[2]).toContain(nameCommitment(opening));
    const contents = steps.map((step) => canonicalJson((JSON.parse(step) as { content: unknown }).content));
    expect(new Set(contents).size).toBe(1);
    expect((await show(draft)).content.reviewers).toEqual([{ id: ben.userId, name: 'Benedict' }]);
    expect(await problems()).toEqual([]);
  });

  it('is forgotten with the person, everywhere at once, while all that was signed verifies', async () => {
    const { ben, draft } = await judged();
    const before = await signed(draft);
    const certificate = randomUUID();
    await world.source.transaction(async (manager) => {
      await world.app.get(EraseDecisions).forgetName(manager, ben.userId);
      await world.app.get(People).erase(manager, ben.userId);
      const subject = { certificate, person: ben.userId };
      await world.app.get(AuditLog).append([{ kind: 'person.erased', actor: 'system', subject }], manager);
    });
    const gone = `Erased person ${ben.userId.slice(0, 8)}`;
    expect((await show(draft)).content.reviewers).toEqual([{ id: ben.userId, name: gone }]);
    expect((await world.app.get(DecisionRepository).steps(draft)).map(({ by }) => by.name)).toEqual([
      'Anna',
      'Anna',
      gone,
    ]);
    expect(await signed(draft)).toEqual(before);
    expect((await world.app.get(DecisionRepository).namesIn(before)).map(({ name }) => name)).toEqual(['Anna']);
    // What is done with the decision later still names them as they were signed.
    await world.move(anna, draft, 'reopen', 3, { reason: 'Again.' });
    expect((await show(draft)).content.reviewers).toEqual([{ id: ben.userId, name: gone }]);
    expect(await problems()).toEqual([]);
  });

  it('from before is not shown any more once the person was erased', async () => {
    const { draft, ben } = await inClear((clear) => judged(clear));
    expect((await signed(draft)).join()).toContain('Benedict');
    await world.source.transaction((manager) => world.app.get(People).erase(manager, ben.userId));
    const gone = `Erased person ${ben.userId.slice(0, 8)}`;
    expect((await show(draft)).content.reviewers).toEqual([{ id: ben.userId, name: gone }]);
    await world.move(anna, draft, 'reopen', 3, { reason: 'Again.' });
    expect((await show(draft)).content.reviewers).toEqual([{ id: ben.userId, name: gone }]);
    expect(await problems()).toEqual([]);
  });

  it('is missed when somebody took it away, exchanged or altered it', async () => {
    const { ben } = await judged();
    const mine = `person_id = '${ben.userId}'`;
    const [row] = await queryOnce<{ row: unknown }>(url, `SELECT to_jsonb(n) AS row FROM signed_names n WHERE ${mine}`);
    await queryOnce(
      url,
      `UPDATE signed_names SET sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40)) WHERE ${mine}`,
    );
    expect((await problems()).join()).toContain('does not fit its key');
    await queryOnce(url, `DELETE FROM signed_names WHERE ${mine}`);
    expect((await problems()).join()).toContain('is gone, and the log knows of no erasure');
    await queryOnce(
      url,
      `INSERT INTO signed_names SELECT * FROM jsonb_populate_record(null::signed_names, $1::jsonb)`,
      [JSON.stringify(row!.row)],
    );
    expect(await problems()).toEqual([]);
  });
});

/** Names of files of the index that hold a word. */
async function filesWith(word: string): Promise<string[]> {
  const folder = join(world.folder, 'index');
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  const bytes = await Promise.all(files.map((file) => readFile(file)));
  return files.filter((_, i) => bytes[i]!.includes(word));
}
