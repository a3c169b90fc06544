import { randomUUID } from 'node:crypto';
import { Walls } from '#access';
import {
  DecisionGraph,
  DecisionReaders,
  DecisionRepository,
  IndexPrecedents,
  LinkCheck,
  LinkDecisions,
  LinkRepository,
  MatterTimeline,
  FindDoubts,
  RemindReviews,
  SearchPrecedents,
} from '#decisions';
import type { Principal } from '#knowledge';
import { type Collection, MatterRepository } from '#library';
import { type TestPostgres, queryOnce, startPostgres } from '#testing';
import { type OpenDecisions, openDecisions } from './open-decisions.js';

let postgres: TestPostgres;
let url: string;
let world: OpenDecisions;
let linking: LinkDecisions;
let graphs: DecisionGraph;
let precedents: SearchPrecedents;
let handbook: Collection;
let payroll: Collection;
let anna: Principal;
let ben: Principal;

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.freshDatabase();
  world = await openDecisions(url);
  linking = world.app.get(LinkDecisions);
  graphs = world.app.get(DecisionGraph);
  precedents = world.app.get(SearchPrecedents);
  handbook = await world.collections.create('Handbook', 'library');
  payroll = await world.collections.create('Payroll', 'library');
  anna = await world.person('Anna', 'reader', [handbook, payroll]);
  ben = await world.person('Ben', 'reader', [handbook]);
});
afterEach(() => world.close());

const TEXT = 'Claims are due within 30 days.';
const decision = (id: string) => ({ kind: 'decision', id }) as const;
const run = (index = world.app.get(IndexPrecedents)) => index.run(new AbortController().signal);

/** An approved decision that whoever may see the document may see. */
async function open(collection: Collection, question: string, more: object = {}): Promise<string> {
  const { cite } = await world.publish(collection, `${randomUUID()}.md`, TEXT);
  const record = await world.answer(anna, [cite(TEXT)]);
  return world.decided(anna, [record], { question, audience: 'readers', ...more });
}

describe('a wall around a matter', () => {
  it('hides its decisions from whom it bars, whatever they cite and whoever they are', async () => {
    const admin = await world.person('Ada', 'administrator');
    const [matters, walls] = [world.app.get(MatterRepository), world.app.get(Walls)];
    const { matter } = await world.source.transaction((manager) => matters.add(manager, 'M-7', 'Merger', new Date()));
    await world.source.transaction((manager) => matters.add(manager, 'M-8', 'Sale', new Date()));
    // Rests on nothing that is under the matter, and nothing of the other is.
    const behind = await open(handbook, 'Do we buy?', { matter: 'm-7' });
    const beside = await open(handbook, 'Do we sell?', { matter: 'M-8' });
    await world.source.transaction((manager) =>
      walls.build(manager, {
        ...{ name: 'Merger', reason: 'Conflict' },
        subjects: [ben, admin, anna].map(({ userId }) => ({ kind: 'person' as const, id: userId })),
        objects: [{ kind: 'matter', id: matter.id }],
      }),
    );
    await run();
    const [readers, decisions] = [world.app.get(DecisionReaders), world.app.get(DecisionRepository)];
    for (const person of [anna, ben, admin]) {
      const seen = await decisions.list(await readers.of(person), {}, 0, 10);
      expect(seen.decisions.map(({ id }) => id)).toEqual([beside]);
      await expect(decisions.show(await readers.of(person), behind)).rejects.toMatchObject({
        code: 'decision.not_found',
      });
      const found = await precedents.search(person, 'Do we buy?', 10);
      expect(found.map(({ decision: { id } }) => id)).toEqual([beside]);
      expect(await world.app.get(MatterTimeline).run(person, 'M-7')).toEqual([]);
    }
    const carl = await world.person('Carl', 'reader', [handbook]);
    expect((await decisions.list(await readers.of(carl), {}, 0, 10)).total).toBe(2);
    await expect(open(handbook, 'And now?', { matter: 'M-7' })).rejects.toMatchObject({ code: 'matter.not_found' });
  });
});

describe('links', () => {
  it('stand between decisions until they are taken back, each step in the log', async () => {
    const [first, second] = [await open(handbook, 'May we?'), await open(handbook, 'May we still?')];
    const made = await linking.make(anna, second, { kind: 'follows', to: decision(first), note: 'As last year.' });
    await expect(linking.make(anna, second, { kind: 'follows', to: decision(first), note: '' })).rejects.toMatchObject({
      code: 'decision_link.exists',
    });
    await expect(linking.make(anna, first, { kind: 'follows', to: decision(second), note: '' })).rejects.toMatchObject({
      code: 'decision_link.circular',
    });
    await linking.make(anna, first, { kind: 'distinguishes', to: decision(second), note: '' });
    await linking.withdraw(anna, second, made.id, 'It does not.');
    await linking.make(anna, first, { kind: 'follows', to: decision(second), note: '' });
    await expect(linking.withdraw(anna, second, made.id, '')).rejects.toMatchObject({
      code: 'decision_link.not_found',
    });
    const check = world.app.get(LinkCheck);
    expect(await check.problems()).toEqual([]);
    await expect(queryOnce(url, 'DELETE FROM decision_link_steps')).rejects.toThrow('append-only');
    await queryOnce(url, 'ALTER TABLE log_entries DISABLE TRIGGER ALL');
    await queryOnce(url, `UPDATE log_entries SET leaf = 'no JSON' WHERE kind = 'decision_link.made'`);
    expect((await check.problems()).join()).toMatch(/does not vouch/);
    await queryOnce(url, 'ALTER TABLE decision_link_steps DISABLE TRIGGER ALL');
    await queryOnce(
      url,
      `UPDATE decision_link_steps SET sealed_body = set_byte(sealed_body, 40, 255 - get_byte(sealed_body, 40))`,
    );
    expect((await check.problems()).join()).toMatch(/was edited/);
    await queryOnce(url, `DELETE FROM decision_link_steps`);
    expect((await check.problems()).join()).toMatch(/is gone/);
  });

  it('close no circle when two race', async () => {
    const [a, b] = [await open(handbook, 'A?'), await open(handbook, 'B?')];
    const race = await Promise.allSettled([
      linking.make(anna, a, { kind: 'caused_by', to: decision(b), note: '' }),
      linking.make(anna, b, { kind: 'caused_by', to: decision(a), note: '' }),
    ]);
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('are made only by those whom a decision names, to what they see', async () => {
    const [theirs, hidden] = [await open(handbook, 'May we?'), await open(payroll, 'Do we pay more?')];
    const make = (kind: 'follows', to: string) => linking.make(ben, theirs, { kind, to: decision(to), note: '' });
    await expect(make('follows', theirs)).rejects.toMatchObject({ code: 'decision_link.not_yours' });
    const his = await world.decided(ben, [await world.answer(ben, [])]);
    const link = (to: string) => linking.make(ben, his, { kind: 'follows', to: decision(to), note: '' });
    await expect(link(hidden)).rejects.toMatchObject({ code: 'decision.not_found' });
    await expect(link(randomUUID())).rejects.toMatchObject({ code: 'decision.not_found' });
    expect((await link(theirs)).from).toBe(his);
  });

  it('to spans of revisions are watched for changes', async () => {
    const policy = await world.publish(handbook, 'policy.md', TEXT);
    const made = await world.decided(anna, [await world.answer(anna, [])]);
    const to = { kind: 'revision', id: policy.revisionId } as const;
    const span = (start: number, end: number) =>
      linking.make(anna, made, { kind: 'relies_on', to: { ...to, span: [start, end] }, note: '' });
    await expect(span(0, 900)).rejects.toMatchObject({ code: 'decision_link.span_unknown' });
    await span(0, TEXT.length);
    await world.publish(handbook, 'policy.md', TEXT.replace('30', '14'));
    expect(await world.app.get(FindDoubts).run(new AbortController().signal)).toBe(1);
  });
});

describe('the graph of a decision', () => {
  it('holds what the reader sees and no trace of the rest', async () => {
    const root = await open(handbook, 'May we?');
    const hidden = await open(payroll, 'Do we pay more?');
    const behind = await open(handbook, 'What came before?');
    await linking.make(anna, root, { kind: 'follows', to: decision(hidden), note: 'secret' });
    await linking.make(anna, hidden, { kind: 'follows', to: decision(behind), note: '' });
    const hers = await graphs.run(anna, root, 3);
    expect(hers.nodes.filter(({ kind }) => kind === 'decision').map(({ id }) => id)).toEqual([root, hidden, behind]);
    expect(hers.edges.filter(({ isLink }) => isLink)).toHaveLength(2);
    const his = await graphs.run(ben, root, 3);
    expect(his.nodes.filter(({ kind }) => kind === 'decision').map(({ id }) => id)).toEqual([root]);
    expect(JSON.stringify(his)).not.toMatch(/secret|pay more|came before/);
    expect(his.edges.every(({ isLink }) => !isLink)).toBe(true);
    expect((await graphs.run(anna, root, 1)).nodes.map(({ id }) => id)).not.toContain(behind);
    await expect(graphs.run(ben, hidden, 1)).rejects.toMatchObject({ code: 'decision.not_found' });
  });

  it('holds no answer that a wall bars its reader from, whoever they are', async () => {
    const otto = await world.person('Otto', 'auditor');
    const record = await world.answer(anna, [], 'W-1');
    const root = await world.decided(anna, [record], { reviewers: [ben.userId] });
    const answers = async (reader: Principal) =>
      (await graphs.run(reader, root, 1)).nodes.filter(({ kind }) => kind === 'record').length;
    const bars = [await world.walledFrom(otto, 'W-1'), await world.walledFrom(ben, 'W-1')];
    expect([await answers(otto), await answers(ben)]).toEqual([1, 1]);
    for (const bar of bars) await bar();
    expect([await answers(otto), await answers(ben), await answers(anna)]).toEqual([0, 0, 1]);
  });

  it('shows which decision took the place of which, and what each rests on', async () => {
    const [old, present] = [await open(handbook, 'Old?'), await open(handbook, 'New?')];
    await world.move(anna, old, 'supersede', 3, { successor: present });
    const { edges, nodes } = await graphs.run(anna, old, 1);
    expect(edges).toContainEqual(
      expect.objectContaining({ from: present, kind: 'supersedes', to: old, isLink: false }),
    );
    expect(edges.filter(({ kind }) => kind === 'relies_on')).toHaveLength(2);
    expect(nodes.filter(({ kind }) => kind === 'record')).toHaveLength(2);
    const back = { kind: 'supersedes', to: decision(present), note: '' } as const;
    await expect(linking.make(anna, old, back)).rejects.toMatchObject({ code: 'decision_link.circular' });
  });
});

describe('precedents', () => {
  it('are found by words, by likeness, and only where they may be seen', async () => {
    const parking = await open(handbook, 'May visitors use the parking garage?', { choice: 'Only on weekends' });
    const garage = await open(handbook, 'Is the parking garage open to visitors at night?');
    const salary = await open(payroll, 'Do visitors of the parking garage pay?');
    await world.draft(anna, [await world.answer(anna, [])], { question: 'A parking draft?' });
    const index = world.app.get(IndexPrecedents);
    expect(await index.pending()).toBe(3);
    await run(index);
    expect(await index.pending()).toBe(0);
    const ids = (found: Awaited<ReturnType<SearchPrecedents['search']>>) => found.map((each) => each.decision.id);
    expect(ids(await precedents.search(anna, 'parking on weekends', 10))[0]).toBe(parking);
    expect(new Set(ids(await precedents.search(anna, 'parking garage', 10)))).toEqual(
      new Set([parking, garage, salary]),
    );
    expect(new Set(ids(await precedents.search(ben, 'parking garage', 10)))).toEqual(new Set([parking, garage]));
    expect(ids(await precedents.similar(ben, parking, 1))).toEqual([garage]);
    const outcome = { verdict: 'partly', text: 'The barrier broke.', observedOn: '2031-01-01' };
    await world.move(anna, garage, 'outcome', 3, { outcome });
    await run(index);
    expect(ids(await precedents.search(ben, 'broken barrier', 1))).toEqual([garage]);
    await world.move(anna, garage, 'reopen', 4, { reason: 'Broken.' });
    await run(index);
    expect(ids(await precedents.search(anna, 'barrier', 10))).not.toContain(garage);
    await queryOnce(url, 'DELETE FROM decision_index_states');
    expect(await index.pending()).toBe(2);
    await run(index);
    expect(ids(await precedents.search(anna, 'parking on weekends', 10))[0]).toBe(parking);
  });
});

describe('a matter', () => {
  it('tells what happened in it, oldest first', async () => {
    const { cite } = await world.publish(handbook, 'policy.md', TEXT);
    const record = await world.answer(anna, [cite(TEXT)], 'M-7');
    const made = await world.decided(anna, [record], { matter: 'M-7' });
    await linking.make(anna, made, { kind: 'relies_on', to: { kind: 'record', id: record }, note: '' });
    await world.publish(handbook, 'policy.md', TEXT.replace('30', '14'));
    await world.app.get(FindDoubts).run(new AbortController().signal);
    const timeline = world.app.get(MatterTimeline);
    expect((await timeline.run(anna, 'M-7')).map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      ...['answer answered', 'step create', 'step propose', 'step approve', 'linked relies_on'],
      ...['affected superseded', 'affected superseded'],
    ]);
    expect(await timeline.run(ben, 'M-7')).toEqual([]);
    expect((await world.app.get(LinkRepository).of([made])).length).toBe(1);
  });
});

describe('days of review', () => {
  it('are noted once', async () => {
    await open(handbook, 'May we?', { reviewOn: '2020-01-01' });
    const due = await open(handbook, 'May we still?', { reviewOn: '2020-01-02' });
    const reminding = world.app.get(RemindReviews);
    expect([await reminding.pending(), await reminding.run(), await reminding.pending()]).toEqual([true, 2, false]);
    await world.move(anna, due, 'review', 3, { nextReviewOn: '2020-02-01' });
    expect(await reminding.run()).toBe(1);
  });
});
