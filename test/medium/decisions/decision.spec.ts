import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule } from '#access';
import { AuditLog, AuditModule } from '#audit';
import { createDecision, decisionTransition } from '#contracts';
import { DatabaseModule } from '#database';
import {
  AnswerRecordRepository,
  ApprovalRules,
  DecisionCheck,
  DecisionDefaults,
  DecisionRegisterModule,
  DecisionRepository,
  EditDecision,
  MoveDecision,
  RecordDecision,
  type RecordBody,
} from '#decisions';
import type { Principal } from '#knowledge';
import { LibraryModule } from '#library';
import { type TestPostgres, aVisibility, queryOnce, startPostgres } from '#testing';

const ANNA: Principal = { userId: randomUUID(), name: 'Anna', role: 'reader', via: 'key' };
const BEN: Principal = { userId: randomUUID(), name: 'Ben', role: 'reader', via: 'session' };
const ADMIN: Principal = { userId: randomUUID(), name: 'Ada', role: 'administrator', via: 'key' };

let postgres: TestPostgres;
let url: string;
let log: AuditLog;
let records: AnswerRecordRepository;
let decisions: DecisionRepository;
let check: DecisionCheck;
let recording: RecordDecision;
let editing: EditDecision;
let moving: MoveDecision;
let rules: ApprovalRules;
let close: () => Promise<void>;

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.freshDatabase();
  @Global()
  @Module({
    imports: [AuditModule, AccessModule, LibraryModule.in(tmpdir())],
    providers: [{ provide: DecisionDefaults, useValue: { approvals: 0 } }],
    exports: [AuditModule, AccessModule, LibraryModule, DecisionDefaults],
  })
  class Neighbours {}
  @Module({ imports: [DatabaseModule.connect(url, 4), Neighbours, DecisionRegisterModule] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
  log = app.get(AuditLog);
  records = app.get(AnswerRecordRepository, { strict: false });
  decisions = app.get(DecisionRepository);
  check = app.get(DecisionCheck);
  recording = app.get(RecordDecision);
  editing = app.get(EditDecision);
  moving = app.get(MoveDecision);
  rules = app.get(ApprovalRules);
  close = () => app.close();
  for (const { userId, name, role } of [ANNA, BEN, ADMIN])
    await queryOnce(url, 'INSERT INTO users (id, name, role, created_at) VALUES ($1, $2, $3, now())', [
      userId,
      name,
      role,
    ]);
});
afterEach(() => close());

const reading = (principal: Principal) => ({
  principal,
  mayReadAll: principal.role === 'administrator',
  visibility: aVisibility([]),
});

/** The record of an answer that somebody was given. */
async function anAnswerOf({ userId, name, role, via }: Principal, cites: readonly string[] = []): Promise<string> {
  const id = randomUUID();
  const citations = cites.map((documentId) => ({
    documentId,
    revisionId: randomUUID(),
    span: { start: 0, end: 5 },
    page: 1,
  }));
  const body = {
    version: 1,
    id,
    askedAt: '2031-03-01T09:00:00.000Z',
    askedBy: { id: userId, name, role, via },
    asked: { question: 'How long is leave?', collections: [], filter: {}, matter: null, model: null, followUp: null },
    passages: [],
    trace: {
      ...{ outcome: 'answered', mode: 'quoted', answer: 'Thirty days.', citations, steps: [] },
      ...{ model: null, retrieval: { embedder: null } },
    },
  };
  await records.seal(body as unknown as RecordBody);
  return id;
}

async function aDraft(
  more: Record<string, unknown> = {},
  cites: readonly string[] = [],
): Promise<{ id: string; record: string }> {
  const record = await anAnswerOf(ANNA, cites);
  const draft = {
    ...{ question: 'How long shall leave be?', records: [record], choice: 'Thirty days', reason: 'It is the law.' },
    dispositions: [{ record, verdict: 'approved', timeSpentMs: 60_000, openedCitations: 2 }],
    ...more,
  };
  return { id: await recording.run(ANNA, createDecision.parse(draft)), record };
}

const step = (action: string, version: number, more: Record<string, unknown> = {}) =>
  decisionTransition.parse({ action, version, ...more });

describe('a decision', () => {
  it('goes from draft to approved, each step signed and in the log', async () => {
    const { id, record } = await aDraft({ responsible: BEN.userId });
    await editing.run(ANNA, id, { version: 1, choice: 'Thirty-one days', matter: 'M-1' });
    await moving.run(ANNA, id, step('propose', 2));
    await moving.run(
      BEN,
      id,
      step('approve', 3, { dispositions: [{ record, verdict: 'overridden', reason: 'More' }] }),
    );

    const decision = await decisions.show(reading(BEN), id);
    expect(decision).toMatchObject({
      ...{ state: 'approved', version: 4, owner: { id: ANNA.userId, name: 'Anna' } },
      content: {
        choice: 'Thirty-one days',
        reason: 'It is the law.',
        matter: 'M-1',
        responsible: { id: BEN.userId, name: 'Ben' },
        records: [{ id: record, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      },
    });
    const steps = await decisions.steps(id);
    expect(steps.map(({ version, action, from, to, by }) => [version, action, from, to, by.name, by.via])).toEqual([
      [1, 'create', null, 'draft', 'Anna', 'key'],
      [2, 'edit', 'draft', 'draft', 'Anna', 'key'],
      [3, 'propose', 'draft', 'proposed', 'Anna', 'key'],
      [4, 'approve', 'proposed', 'approved', 'Ben', 'session'],
    ]);
    expect(new Set(steps.slice(1).map(({ contentSha256 }) => contentSha256)).size).toBe(1);
    expect(steps[3]!.dispositions[0]).toMatchObject({ record, verdict: 'overridden', reason: 'More' });

    const leaf = JSON.parse((await log.leaf(steps[3]!.logIndex))!) as Record<string, unknown>;
    expect(leaf).toMatchObject({
      kind: 'decision.approved',
      actor: BEN.userId,
      subject: { decision: id, version: 4, sha256: steps[3]!.sha256, contentSha256: steps[3]!.contentSha256 },
    });
    expect(JSON.stringify(leaf)).not.toMatch(/Thirty|More|Ben/);
    expect((await log.verify()).ok).toBe(true);
    expect(await check.problems()).toEqual([]);
  });

  it('is seen by its owner, who is responsible, and who may read all records; nobody else learns of it', async () => {
    const { id, record } = await aDraft();
    await expect(decisions.show(reading(BEN), id)).rejects.toMatchObject({ code: 'decision.not_found' });
    await expect(editing.run(BEN, id, { version: 1, choice: 'x' })).rejects.toMatchObject({
      code: 'decision.not_found',
    });
    await expect(moving.run(BEN, id, step('propose', 1))).rejects.toMatchObject({ code: 'decision.not_found' });
    expect(await decisions.list(reading(BEN), {}, 0, 10)).toEqual({ decisions: [], total: 0 });
    expect((await decisions.list(reading(ANNA), { record }, 0, 10)).total).toBe(1);
    expect((await decisions.list(reading(ANNA), { record: randomUUID() }, 0, 10)).total).toBe(0);
    expect((await decisions.list(reading(ADMIN), { state: 'draft' }, 0, 10)).total).toBe(1);
    expect((await decisions.show(reading(ADMIN), id)).id).toBe(id);
    await expect(moving.run(ADMIN, id, step('propose', 1))).rejects.toMatchObject({ code: 'decision.not_yours' });
    await editing.run(ANNA, id, { version: 1, responsible: BEN.userId });
    expect((await decisions.list(reading(BEN), {}, 0, 10)).total).toBe(1);
  });

  it('rests only on records that its author may see, and names only people who are known', async () => {
    const record = await anAnswerOf(BEN);
    const draft = createDecision.parse({ question: 'Q', records: [record] });
    await expect(recording.run(ANNA, draft)).rejects.toMatchObject({ code: 'record.not_found' });
    const { id } = await aDraft();
    await expect(editing.run(ANNA, id, { version: 1, records: [record] })).rejects.toMatchObject({
      code: 'record.not_found',
    });
    await expect(editing.run(ANNA, id, { version: 1, responsible: randomUUID() })).rejects.toMatchObject({
      code: 'decision.responsible_unknown',
    });
    const dispositions = [
      { record, verdict: 'approved', reason: '', timeSpentMs: null, openedCitations: null } as const,
    ];
    await expect(editing.run(ANNA, id, { version: 1, dispositions })).rejects.toMatchObject({
      code: 'decision.disposition_foreign',
    });
  });

  it('is proposed whole, and then neither edited nor approved by anybody but who is responsible', async () => {
    const { id } = await aDraft({ choice: '', responsible: BEN.userId });
    await expect(moving.run(ANNA, id, step('propose', 1))).rejects.toMatchObject({
      code: 'decision.incomplete',
      message: expect.stringContaining('what was chosen'),
    });
    await editing.run(ANNA, id, { version: 1, choice: 'Yes' });
    await moving.run(ANNA, id, step('propose', 2));
    await expect(editing.run(ANNA, id, { version: 3, choice: 'No' })).rejects.toMatchObject({
      code: 'decision.illegal_transition',
    });
    await expect(moving.run(ANNA, id, step('approve', 3))).rejects.toMatchObject({ code: 'decision.not_yours' });
    await moving.run(BEN, id, step('reject', 3, { reason: 'Too long.' }));
    await expect(moving.run(BEN, id, step('approve', 4))).rejects.toMatchObject({
      code: 'decision.illegal_transition',
    });
  });

  it('is not approved in the name of a proposer who was suspended, but rejected, opened and proposed anew by who answers for it', async () => {
    const { id } = await aDraft({ responsible: BEN.userId });
    await moving.run(ANNA, id, step('propose', 1));
    await queryOnce(url, 'UPDATE users SET suspended_at = now() WHERE id = $1', [ANNA.userId]);
    await expect(moving.run(BEN, id, step('approve', 2))).rejects.toMatchObject({ code: 'work.beginner_gone' });
    expect(await decisions.show(reading(BEN), id)).toMatchObject({ state: 'proposed', version: 2 });
    await moving.run(BEN, id, step('reject', 2, { reason: 'Anna has left.' }));
    await moving.run(BEN, id, step('reopen', 3, { reason: 'In my name.' }));
    await moving.run(BEN, id, step('propose', 4));
    await moving.run(BEN, id, step('approve', 5));
    expect((await decisions.show(reading(BEN), id)).state).toBe('approved');
  });

  it('takes one of two steps that race, and neither of a stale reader', async () => {
    const { id } = await aDraft();
    const race = await Promise.allSettled([
      moving.run(ANNA, id, step('propose', 1)),
      moving.run(ANNA, id, step('withdraw', 1, { reason: 'Never mind.' })),
      editing.run(ANNA, id, { version: 1, choice: 'Other' }),
    ]);
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const lost of race.filter((each) => each.status === 'rejected'))
      expect(lost.reason).toMatchObject({ code: expect.stringMatching(/^decision\.(changed|illegal_transition)$/) });
    expect(await decisions.steps(id)).toHaveLength(2);
    await expect(editing.run(ANNA, (await aDraft()).id, { version: 9, choice: 'x' })).rejects.toMatchObject({
      code: 'decision.changed',
    });
    expect(await check.problems()).toEqual([]);
  });

  it('gives way to another that is approved, and to no other', async () => {
    const approved = async () => {
      const { id } = await aDraft();
      await moving.run(ANNA, id, step('propose', 1));
      await moving.run(ANNA, id, step('approve', 2));
      return id;
    };
    const [old, present] = [await approved(), await approved()];
    for (const successor of [old, (await aDraft()).id])
      await expect(moving.run(ANNA, old, step('supersede', 3, { successor }))).rejects.toMatchObject({
        code: 'decision.successor_unfit',
      });
    await moving.run(ANNA, old, step('supersede', 3, { successor: present }));
    expect((await decisions.steps(old)).at(-1)).toMatchObject({ to: 'superseded', successor: present });
  });

  it('leaves nothing when the log can not be written', async () => {
    const { id } = await aDraft();
    await queryOnce(url, `ALTER TABLE log_entries ADD CONSTRAINT disk_full CHECK ("index" < 2)`);
    await expect(moving.run(ANNA, id, step('propose', 1))).rejects.toMatchObject({ code: 'log.unwritable' });
    expect(await decisions.show(reading(ANNA), id)).toMatchObject({ state: 'draft', version: 1 });
    expect(await decisions.steps(id)).toHaveLength(1);
  });
});

describe('four eyes', () => {
  /** A document whose collection asks for approvals by others. */
  async function ruled(approvals: number): Promise<{ document: string; collection: string }> {
    const [document, collection] = [randomUUID(), randomUUID()];
    await queryOnce(
      url,
      `INSERT INTO collections (id, name, name_key, kind, created_at) VALUES ($1, $2, $2, 'library', now())`,
      [collection, collection],
    );
    await queryOnce(
      url,
      `INSERT INTO documents (id, collection_id, path, title, metadata, created_at, updated_at)
       VALUES ($1, $2, 'a.md', 'A', '{}', now(), now())`,
      [document, collection],
    );
    await rules.set(ADMIN, collection, approvals);
    return { document, collection };
  }
  const CARL: Principal = { userId: randomUUID(), name: 'Carl', role: 'reader', via: 'key' };
  beforeEach(() =>
    queryOnce(url, `INSERT INTO users (id, name, role, created_at) VALUES ($1, 'Carl', 'reader', now())`, [
      CARL.userId,
    ]),
  );

  it('are demanded by the collections behind its answers, and frozen into the proposal', async () => {
    const { document, collection } = await ruled(2);
    const reviewers = [BEN.userId, CARL.userId];
    const { id } = await aDraft({ reviewers }, [document]);
    await moving.run(ANNA, id, step('propose', 1));
    await rules.set(ADMIN, collection, 0);
    expect(await decisions.show(reading(BEN), id)).toMatchObject({ rule: { approvals: 2, from: [collection] } });
    await expect(moving.run(ANNA, id, step('approve', 2))).rejects.toMatchObject({ code: 'decision.four_eyes' });
    expect((await decisions.list(reading(CARL), { awaitsReader: true }, 0, 10)).total).toBe(1);
    const care = { attention: { timeSpentMs: 1_000, citationsOpened: 0 } };
    await moving.run(BEN, id, step('approve', 2, care));
    expect(await decisions.show(reading(ANNA), id)).toMatchObject({ state: 'proposed', approvers: [BEN.userId] });
    await expect(moving.run(BEN, id, step('approve', 3))).rejects.toMatchObject({ code: 'decision.already_approved' });
    expect((await decisions.list(reading(BEN), { awaitsReader: true }, 0, 10)).total).toBe(0);
    await moving.run(CARL, id, step('approve', 3));
    expect(await decisions.show(reading(ANNA), id)).toMatchObject({ state: 'approved', approvers: reviewers });
    const signed = (await decisions.steps(id))[2]!;
    expect(signed.attention).toEqual({ timeSpentMs: 1_000, citationsOpened: 0 });
    expect(JSON.parse((await log.leaf(signed.logIndex))!)).toMatchObject({ subject: { citationsOpened: 0 } });
    expect(await check.problems()).toEqual([]);
  });

  it('refuse a proposal that too few may approve, and keep nobody from the next one', async () => {
    const { document } = await ruled(1);
    const { id } = await aDraft({}, [document]);
    await expect(moving.run(ANNA, id, step('propose', 1))).rejects.toMatchObject({
      code: 'decision.reviewers_too_few',
    });
    await editing.run(ANNA, id, { version: 1, reviewers: [BEN.userId] });
    await moving.run(ANNA, id, step('propose', 2));
    await moving.run(BEN, id, step('approve', 3));
    expect((await decisions.show(reading(ANNA), id)).state).toBe('approved');
    await expect(rules.set(ANNA, document, 1)).rejects.toMatchObject({ code: 'auth.forbidden' });
  });
});

describe('after a decision', () => {
  it('its outcome and reviews are signed steps, and it may be opened again', async () => {
    const { id } = await aDraft({ reviewOn: '2031-05-01' });
    await moving.run(ANNA, id, step('propose', 1));
    await moving.run(ANNA, id, step('approve', 2));
    const due = async (day: string) => (await decisions.list(reading(ANNA), { dueBy: day }, 0, 10)).total;
    expect([await due('2031-04-30'), await due('2031-05-01')]).toEqual([0, 1]);
    await moving.run(ANNA, id, step('review', 3, { nextReviewOn: '2032-05-01' }));
    expect([await due('2031-05-01'), await due('2032-05-01')]).toEqual([0, 1]);
    const outcome = { verdict: 'partly', text: 'Two of three agreed.', observedOn: '2031-06-01' };
    const early = { ...outcome, observedOn: '2020-02-29' };
    const refused = { code: 'decision.outcome_too_early' };
    await expect(moving.run(ANNA, id, step('outcome', 4, { outcome: early }))).rejects.toMatchObject(refused);
    await moving.run(ANNA, id, step('outcome', 4, { outcome }));
    expect(await decisions.show(reading(ANNA), id)).toMatchObject({
      outcome: { ...outcome, by: { id: ANNA.userId, name: 'Anna' } },
    });
    await moving.run(ANNA, id, step('reopen', 5, { reason: 'The law changed.' }));
    await editing.run(ANNA, id, { version: 6, choice: 'Forty days' });
    expect(await decisions.show(reading(ANNA), id)).toMatchObject({ state: 'draft', approvers: [], rule: null });
    expect(await check.problems()).toEqual([]);
    await queryOnce(url, `UPDATE decisions SET outcome = replace(outcome, 'Two', 'All')`);
    expect((await check.problems()).join()).toMatch(/its steps/);
  });
});

describe('tampering with decisions', () => {
  it.each(['UPDATE decision_steps SET body = $$x$$', 'DELETE FROM decision_steps', 'TRUNCATE decision_steps'])(
    'is refused: %s',
    async (sql) => {
      await aDraft();
      await expect(queryOnce(url, sql)).rejects.toThrow('append-only');
    },
  );

  it.each([
    [`UPDATE decision_steps SET body = replace(body, 'Thirty', 'Ninety')`, /hash; it was edited/],
    [`UPDATE decisions SET owner_id = gen_random_uuid()`, /does not say what its steps say/],
    [`UPDATE decision_steps SET version = 7 WHERE version = 2`, /columns/],
    [`UPDATE decision_steps SET log_index = log_index + 40`, /does not vouch/],
    [`UPDATE log_entries SET leaf = 'no JSON' WHERE kind LIKE 'decision.%'`, /does not vouch/],
    [`DELETE FROM decision_steps WHERE version = 2`, /is gone/],
    [`UPDATE decisions SET state = 'approved'`, /its steps/],
    [`UPDATE decisions SET content = replace(content, 'Thirty', 'Ninety')`, /its steps/],
    [`DELETE FROM decisions`, /its steps/],
    [`DELETE FROM decision_steps`, /is gone[^]*its steps/],
  ])('is found: %s', async (sql, problem) => {
    const { id } = await aDraft();
    await moving.run(ANNA, id, step('propose', 1));
    expect(await check.problems()).toEqual([]);
    for (const table of ['decision_steps', 'log_entries'])
      await queryOnce(url, `ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    await queryOnce(url, sql);
    expect((await check.problems()).join('\n')).toMatch(problem);
  });
});
