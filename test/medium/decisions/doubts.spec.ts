import { DecisionReaders, DoubtCheck, DoubtRepository, FindDoubts, SettleDoubt } from '#decisions';
import type { Principal } from '#knowledge';
import type { Collection } from '#library';
import { type TestPostgres, queryOnce, startPostgres } from '#testing';
import { type OpenDecisions, openDecisions } from './open-decisions.js';

const POLICY = '# Expenses\n\nClaims are due within 30 days. Meals are paid up to 40 euros.\n';
const DAYS = 'Claims are due within 30 days.';
const MEALS = 'Meals are paid up to 40 euros.';

let postgres: TestPostgres;
let url: string;
let world: OpenDecisions;
let finding: FindDoubts;
let doubts: DoubtRepository;
let check: DoubtCheck;
let settling: SettleDoubt;
let handbook: Collection;
let anna: Principal;
let ben: Principal;

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.freshDatabase();
  world = await openDecisions(url);
  finding = world.app.get(FindDoubts);
  doubts = world.app.get(DoubtRepository, { strict: false });
  check = world.app.get(DoubtCheck, { strict: false });
  settling = world.app.get(SettleDoubt, { strict: false });
  handbook = await world.collections.create('Handbook', 'library');
  anna = await world.person('Anna', 'reader', [handbook]);
  ben = await world.person('Ben', 'reader', [handbook]);
});
afterEach(() => world.close());

const find = () => finding.run(new AbortController().signal);
const readerOf = (principal: Principal) => world.app.get(DecisionReaders, { strict: false }).of(principal);
const listed = async (principal: Principal, filter: Parameters<DoubtRepository['list']>[1] = {}) =>
  (await doubts.list(await readerOf(principal), filter, 0, 50)).doubts;

describe('a change of a document', () => {
  it('puts in doubt what rests on changed words, and nothing else', async () => {
    const policy = await world.publish(handbook, 'policy.md', POLICY);
    const hers = await world.answer(anna, [policy.cite(DAYS), policy.cite(MEALS)]);
    const his = await world.answer(ben, [policy.cite(MEALS)]);
    const decision = await world.decided(anna, [hers]);
    expect(await find()).toBe(0);
    const later = await world.publish(
      handbook,
      'policy.md',
      POLICY.replace('30 days', '14 days').replace('# ', '# New '),
    );
    expect(await finding.pending()).toBe(true);
    expect(await find()).toBe(2);
    expect(await find()).toBe(0);
    expect(await finding.pending()).toBe(false);

    const found = await listed(anna);
    expect(found.map(({ targetKind, targetId }) => [targetKind, targetId]).sort()).toEqual([
      ['decision', decision],
      ['record', hers],
    ]);
    const { start, end } = policy.cite(DAYS).span;
    expect(found[0]).toMatchObject({
      ...{ cause: 'superseded', byRevisionId: later.revisionId, revisionId: policy.revisionId, spans: [[start, end]] },
      ...{ state: 'open', isTheirs: true },
    });
    expect(await listed(ben)).toEqual([]);
    expect(await listed(ben, { target: his })).toEqual([]);
    expect(await doubts.openFor(await readerOf(anna))).toBe(2);
    expect(await check.problems()).toEqual([]);
  });

  it('is found by two that look at once only once', async () => {
    const policy = await world.publish(handbook, 'policy.md', POLICY);
    await world.answer(anna, [policy.cite(DAYS)]);
    await world.publish(handbook, 'policy.md', POLICY.replace('30', '14'));
    const both = await Promise.all([find(), find()]);
    expect(both[0] + both[1]).toBe(1);
    expect(await listed(anna)).toHaveLength(1);
  });

  it('is found again after a crash in between', async () => {
    const policy = await world.publish(handbook, 'policy.md', POLICY);
    await world.answer(anna, [policy.cite(DAYS)]);
    await world.publish(handbook, 'policy.md', POLICY.replace('30', '14'));
    await queryOnce(url, `ALTER TABLE doubts ADD CONSTRAINT crash CHECK (cause <> 'superseded')`);
    await expect(find()).rejects.toThrow('crash');
    await queryOnce(url, 'ALTER TABLE doubts DROP CONSTRAINT crash');
    expect(await find()).toBe(1);
    expect(await check.problems()).toEqual([]);
  });

  it('that takes the words back makes good, and one that changes them again takes its place', async () => {
    const policy = await world.publish(handbook, 'policy.md', POLICY);
    const record = await world.answer(anna, [policy.cite(DAYS)]);
    const states = async () => (await listed(anna, { target: record })).map(({ state }) => state);
    await world.publish(handbook, 'policy.md', POLICY.replace('30', '14'));
    await find();
    await world.publish(handbook, 'policy.md', POLICY.replace('30', '7'));
    await find();
    expect(await states()).toEqual(['open', 'overtaken']);
    await world.publish(handbook, 'policy.md', `Preface.\n\n${POLICY}`);
    await find();
    expect(await states()).toEqual(['resolved', 'overtaken']);
    expect(await check.problems()).toEqual([]);
  });

  it('by removal or by the end of its validity puts in doubt all that rests on it', async () => {
    const policy = await world.publish(handbook, 'policy.md', POLICY);
    const old = await world.publish(handbook, 'old.md', POLICY, { valid_until: '2020-12-31' });
    const valid = await world.publish(handbook, 'valid.md', POLICY, { valid_until: '2999-12-31' });
    await world.answer(anna, [policy.cite(DAYS), valid.cite(DAYS)]);
    await world.answer(anna, [old.cite(DAYS)]);
    await world.source.transaction((manager) => world.register.setRemoved(manager, [policy.documentId], new Date()));
    expect(await find()).toBe(2);
    expect((await listed(anna)).map(({ cause }) => cause).sort()).toEqual(['expired', 'removed']);
    await world.source.transaction((manager) => world.register.setRemoved(manager, [policy.documentId], null));
    await find();
    expect((await listed(anna, { state: 'resolved' })).map(({ cause }) => cause)).toEqual(['removed']);
  });
});

describe('settling', () => {
  async function aDoubt(): Promise<{ record: string; decision: string }> {
    const policy = await world.publish(handbook, 'policy.md', POLICY);
    const record = await world.answer(anna, [policy.cite(DAYS)]);
    const decision = await world.decided(anna, [record], { reviewers: [ben.userId] });
    await world.publish(handbook, 'policy.md', POLICY.replace('30', '14'));
    await find();
    return { record, decision };
  }

  it('is for those whom it concerns, once, and in the log', async () => {
    const { record, decision } = await aDoubt();
    const [ofDecision] = await listed(anna, { target: decision });
    expect(await listed(ben)).toMatchObject([{ targetId: decision, isTheirs: false }]);
    const stands = { verdict: 'stands', reason: 'We pay from the old budget.' } as const;
    await expect(settling.run(ben, ofDecision!.id, stands)).rejects.toMatchObject({ code: 'doubt.not_yours' });
    await settling.run(anna, ofDecision!.id, stands);
    await expect(settling.run(anna, ofDecision!.id, stands)).rejects.toMatchObject({ code: 'doubt.settled' });
    const [ofRecord] = await listed(anna, { target: record });
    await expect(settling.run(anna, ofRecord!.id, { ...stands, verdict: 'reopened' })).rejects.toMatchObject({
      code: 'doubt.not_a_decision',
    });
    await expect(settling.run(ben, ofRecord!.id, stands)).rejects.toMatchObject({ code: 'doubt.not_found' });
    expect(await listed(anna, { state: 'stands' })).toMatchObject([
      { reason: stands.reason, settledBy: { name: 'Anna' } },
    ]);
    expect(await check.problems()).toEqual([]);
  });

  it('of a decision is nothing to whom a wall bars from its matter, also to its owner', async () => {
    const policy = await world.publish(handbook, 'policy.md', POLICY);
    const record = await world.answer(anna, [policy.cite(DAYS)]);
    const bar = await world.walledFrom(anna, 'W-1');
    const decision = await world.decided(anna, [record], { matter: 'W-1' });
    await world.publish(handbook, 'policy.md', POLICY.replace('30', '14'));
    expect(await find()).toBe(2);
    const [found] = await listed(anna, { target: decision });
    expect([found!.question, await doubts.openFor(await readerOf(anna))]).toEqual([expect.any(String), 2]);
    await bar();
    expect(await listed(anna, { target: decision })).toEqual([]);
    expect(await listed(anna)).toMatchObject([{ targetKind: 'record', targetId: record }]);
    expect(await doubts.openFor(await readerOf(anna))).toBe(1);
    await expect(doubts.show(await readerOf(anna), found!.id)).rejects.toMatchObject({ code: 'doubt.not_found' });
  });

  it('may open the decision again', async () => {
    const { decision } = await aDoubt();
    const [doubt] = await listed(anna, { target: decision });
    await settling.run(anna, doubt!.id, { verdict: 'reopened', reason: 'The days changed.' });
    const [row] = await queryOnce<{ state: string }>(url, 'SELECT state FROM decisions WHERE id = $1', [decision]);
    expect(row!.state).toBe('draft');
    expect(await listed(anna, { target: decision })).toMatchObject([{ state: 'reopened' }]);
  });

  it.each([
    [`UPDATE doubts SET spans = '[[0, 1]]'`, /was edited/],
    [`UPDATE doubts SET state = 'stands'`, /was edited/],
    [`UPDATE doubts SET target_id = gen_random_uuid()`, /was edited/],
    [`DELETE FROM doubts`, /is gone/],
  ])('is held against the log: %s', async (sql, problem) => {
    await aDoubt();
    expect(await check.problems()).toEqual([]);
    await queryOnce(url, sql);
    expect((await check.problems()).join('\n')).toMatch(problem);
  });
});
