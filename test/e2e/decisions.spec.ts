import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { projectRoot } from '#config';
import {
  type AffectedDetail,
  type AffectedList,
  type DecisionDetail,
  type DecisionGraph,
  type DecisionList,
  type LinkView,
  type Notices,
  type PrecedentList,
  type Timeline,
  decisionDetail,
  decisionList,
} from '#contracts';
import { type TestService, queryOnce, startService } from '#testing';
import { Api, type Reply, expectOk } from './support/api.js';
import { type TestPerson, aPerson, grant } from './support/people.js';
import { chancery } from './support/up.js';

const QUESTION = 'Within how many days must claims be submitted?';

let service: TestService;
let admin: Api;
let anna: TestPerson;
let ben: TestPerson;
let carl: TestPerson;
const as = ({ key }: TestPerson) => new Api(service.url, key);

beforeAll(async () => {
  service = await startService();
  admin = new Api(service.url, service.token);
  const handbook = await admin.add(
    'Handbook',
    'handbook.md',
    '# Expenses\n\nClaims must be submitted in the portal within 30 days of the end of the trip.\n',
  );
  [anna, ben, carl] = [
    await aPerson(service, 'reader', 'Anna'),
    await aPerson(service, 'reader', 'Ben'),
    await aPerson(service, 'reader', 'Carl'),
  ];
  for (const person of [anna, ben, carl]) await grant(service, person, handbook.collection.id);
});
afterAll(() => service?.stop());

const patch = (api: Api, id: string, body: unknown) =>
  api.send('PATCH', `/api/v1/decisions/${id}`, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const move = (api: Api, id: string, body: unknown) => api.post(`/api/v1/decisions/${id}/transitions`, body);
const detail = (reply: Reply, status = 200): DecisionDetail => decisionDetail.parse(expectOk(reply, status));

async function aDraft(responsible?: TestPerson): Promise<{ decision: DecisionDetail; record: string }> {
  const { record } = await as(anna).ask(QUESTION);
  const draft = {
    ...{ question: 'Do we pay the late claim?', records: [record], choice: 'No', reason: 'It came after 40 days.' },
    options: [{ title: 'Yes', note: 'As a courtesy' }, { title: 'No' }],
    ...{ matter: 'M-4', reviewOn: '2031-01-31', ...(responsible && { responsible: responsible.id }) },
  };
  return { decision: detail(await as(anna).post('/api/v1/decisions', draft), 201), record };
}

describe('decisions over HTTP', () => {
  it('go from an answer to an approved decision, signed, listed and verified', async () => {
    const { decision, record } = await aDraft(ben);
    expect(decision).toMatchObject({
      ...{ state: 'draft', version: 1, records: [record], matter: 'M-4', reviewOn: '2031-01-31' },
      owner: { id: anna.id, name: 'Anna' },
      responsible: { id: ben.id, name: 'Ben' },
      actions: ['edit', 'propose', 'withdraw'],
    });
    detail(await patch(as(anna), decision.id, { version: 1, reason: 'It came after 41 days.' }));
    const proposed = detail(await move(as(anna), decision.id, { action: 'propose', version: 2 }));
    expect(proposed.actions).toEqual(['withdraw']);
    const judged = { record, verdict: 'approved', timeSpentMs: 90_000, openedCitations: 0 };
    const approved = detail(
      await move(as(ben), decision.id, { action: 'approve', version: 3, dispositions: [judged] }),
    );
    expect(approved).toMatchObject({
      ...{ state: 'approved', reason: 'It came after 41 days.', dispositions: [{ ...judged, reason: '' }] },
      options: [
        { title: 'Yes', note: 'As a courtesy' },
        { title: 'No', note: '' },
      ],
    });
    expect(approved.steps.map(({ action, by }) => [action, by.name])).toEqual([
      ...[['create', 'Anna'] as const, ['edit', 'Anna'] as const, ['propose', 'Anna'] as const],
      ['approve', 'Ben'],
    ]);
    const list = async (api: Api, query: string) =>
      decisionList.parse(expectOk(await api.get<DecisionList>(`/api/v1/decisions?${query}`), 200));
    expect((await list(as(anna), `record=${record}&state=approved&matter=M-4`)).decisions[0]!.id).toBe(decision.id);
    expect((await list(as(anna), `record=${record}&state=draft`)).total).toBe(0);
    const verified = async () => expectOk(await admin.get('/api/v1/log/verify'), 200);
    expect(await verified()).toMatchObject({ ok: true, problems: [] });
    const rewrite = (state: string) =>
      queryOnce(service.databaseUrl(), 'UPDATE decisions SET state = $1 WHERE id = $2', [state, decision.id]);
    await rewrite('rejected');
    expect(await verified()).toMatchObject({ ok: false, problems: [expect.stringContaining(decision.id)] });
    await rewrite('approved');
  });

  it('are hidden from everybody else, word for word like what is not there', async () => {
    const { decision } = await aDraft(ben);
    const api = as(carl);
    const bare = ({ status, body }: Reply) => ({ status, body: { ...(body as object), correlationId: '' } });
    for (const look of [
      (id: string) => api.get(`/api/v1/decisions/${id}`),
      (id: string) => patch(api, id, { version: 1, choice: 'Yes' }),
      (id: string) => move(api, id, { action: 'propose', version: 1 }),
    ]) {
      const hidden = bare(await look(decision.id));
      expect(hidden).toEqual(bare(await look(carl.id)));
      expect(hidden).toMatchObject({ status: 404, body: { code: 'decision.not_found' } });
    }
    expect(expectOk(await api.get<DecisionList>('/api/v1/decisions'), 200)).toEqual({ decisions: [], total: 0 });
    expect((await as(ben).get(`/api/v1/decisions/${decision.id}`)).status).toBe(200);
    expect((await admin.get(`/api/v1/decisions/${decision.id}`)).status).toBe(200);
    expect(await move(admin, decision.id, { action: 'withdraw', version: 1, reason: 'x' })).toMatchObject({
      status: 403,
      body: { code: 'decision.not_yours' },
    });
  });

  it.each([
    ['no record', { records: [] }],
    ['an unknown member', { mood: 'good' }],
    ['a day that is none', { reviewOn: '2031-02-30' }],
    ['an answer overridden for no reason', { dispositions: [{ record: 'RECORD', verdict: 'overridden' }] }],
  ])('refuse %s', async (_name, more) => {
    const { record } = await as(anna).ask(QUESTION);
    const body = JSON.stringify({ question: 'Q', records: [record], ...more }).replace('RECORD', record);
    expect(await as(anna).post('/api/v1/decisions', body)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });

  it('refuse a step that is out of turn, stale or without its reason', async () => {
    const { decision } = await aDraft();
    const codes = [];
    for (const step of [
      { action: 'approve', version: 1 },
      { action: 'propose', version: 7 },
      { action: 'withdraw', version: 1 },
      { action: 'supersede', version: 1 },
    ]) {
      const { status, body } = await move(as(anna), decision.id, step);
      codes.push([status, (body as { code: string }).code]);
    }
    expect(codes).toEqual([
      [409, 'decision.illegal_transition'],
      [409, 'decision.changed'],
      [400, 'request.invalid'],
      [400, 'request.invalid'],
    ]);
  });
});

describe('what a change puts in doubt', () => {
  it('is found after a revision went live, with old and new words, and settled with a reason', async () => {
    const { decision, record } = await aDraft();
    const changed = 'Claims must be submitted in the portal within 14 days of the end of the trip.';
    await admin.add('Handbook', 'handbook.md', `# Expenses\n\n${changed}\n`);
    const mine = async () => expectOk(await as(anna).get<AffectedList>(`/api/v1/affected?target=${record}`), 200);
    for (const deadline = Date.now() + 120_000; (await mine()).total === 0 && Date.now() < deadline;) await wait(200);
    const [item] = (await mine()).items;
    expect(item).toMatchObject({
      cause: 'superseded',
      state: 'open',
      isYours: true,
      document: { title: expect.any(String) },
    });
    const shown = expectOk(await as(anna).get<AffectedDetail>(`/api/v1/affected/${item!.id}`), 200);
    expect(shown.changes[0]).toMatchObject({
      then: { text: expect.stringContaining('30 days'), revisionNumber: 1 },
      now: { text: expect.stringContaining('14 days'), revisionNumber: 2 },
    });
    expect((await as(carl).get(`/api/v1/affected/${item!.id}`)).status).toBe(404);
    const run = (...args: string[]) => chancery({ url: service.url, token: anna.key }, 'decisions', ...args);
    expect((await run('affected')).stdout).toMatch(/superseded[^]*affected item/);
    expect((await run('affected', item!.id)).stdout).toMatch(/- .*30 days[^]*\+ .*14 days/);
    const settled = await run('settle', item!.id, '--verdict', 'stands', '--reason', 'The trip was before.');
    expect(settled.stdout).toMatch(/stands by Anna: The trip was before\./);
    const { items } = expectOk(await as(anna).get<AffectedList>(`/api/v1/affected?target=${decision.id}`), 200);
    expect(items).toMatchObject([{ state: 'open', target: { kind: 'decision' } }]);
    expect(expectOk(await as(anna).get<Notices>('/api/v1/notices'), 200).affected).toBeGreaterThan(0);
    expect(expectOk(await admin.get('/api/v1/log/verify'), 200)).toMatchObject({ ok: true });
  });
});

describe('decisions as a memory', () => {
  it('are found again, linked, drawn, told by matter and proved offline', async () => {
    const { decision: first } = await aDraft();
    const { decision: second } = await aDraft();
    for (const { id } of [first, second]) {
      detail(await move(as(anna), id, { action: 'propose', version: 1 }));
      detail(await move(as(anna), id, { action: 'approve', version: 2 }));
    }
    const run = async (...args: string[]) => {
      const done = await chancery({ url: service.url, token: anna.key }, '--json', 'decisions', ...args);
      return { ...done, out: (done.stdout && JSON.parse(done.stdout)) as unknown };
    };
    const found = async () =>
      ((await run('search', 'paying a late claim')).out as PrecedentList).decisions.map(({ id }) => id);
    for (const deadline = Date.now() + 120_000; !(await found()).includes(second.id) && Date.now() < deadline;)
      await wait(200);
    expect(await found()).toEqual(expect.arrayContaining([first.id, second.id]));
    const similar = (await run('similar', first.id)).out as PrecedentList;
    expect(similar.decisions.map(({ id }) => id)).toContain(second.id);
    const link = (await run('link', second.id, '--kind', 'follows', '--decision', first.id)).out as LinkView;
    expect(await run('link', first.id, '--kind', 'follows', '--decision', second.id)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('decision_link.circular'),
    });
    const graph = (await run('graph', second.id)).out as DecisionGraph;
    expect(graph.edges).toContainEqual(expect.objectContaining({ id: link.id, from: second.id, to: first.id }));
    const events = ((await run('timeline', 'M-4')).out as Timeline).events.map(({ kind, what }) => `${kind} ${what}`);
    expect(events).toEqual(expect.arrayContaining(['step approve', 'linked follows']));
    expect((await run('unlink', second.id, link.id)).out).toMatchObject({ withdrawn: true });
    const file = join(service.dataDir, 'decision.proof.json');
    expect((await run('proof', second.id, '-o', file)).out).toMatchObject({ steps: 3 });
    const verify = join(projectRoot(), 'scripts', 'chancery-verify.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [verify, file, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, decision: second.id, state: 'approved', steps: 3 });
    expect(expectOk(await admin.get('/api/v1/log/verify'), 200)).toMatchObject({ ok: true });
  });
});

describe('decisions on the command line', () => {
  it('are recorded, edited, proposed, approved and listed', async () => {
    const { record } = await as(anna).ask(QUESTION);
    const run = async (...args: string[]) => {
      const done = await chancery({ url: service.url, token: anna.key }, '--json', 'decisions', ...args);
      return { status: done.status, out: done.stdout && (JSON.parse(done.stdout) as DecisionDetail), err: done.stderr };
    };
    const made = await run('record', record, '--choice', 'No', '--option', 'Yes', '--option', 'No', '--matter', 'M-5');
    const { id, question } = decisionDetail.parse(made.out);
    expect(question).toBe(QUESTION);
    expect(await run('propose', id)).toMatchObject({ status: 1, err: expect.stringContaining('decision.incomplete') });
    await run('edit', id, '--reason', 'It is late.');
    await run('propose', id);
    const approved = await run('approve', id, '--judge', `${record}=overridden:The annex differs.`);
    expect(decisionDetail.parse(approved.out)).toMatchObject({
      ...{ state: 'approved', matter: 'M-5', choice: 'No', reason: 'It is late.' },
      dispositions: [{ record, verdict: 'overridden', reason: 'The annex differs.' }],
    });
    const { stdout } = await chancery({ url: service.url, token: anna.key }, 'decisions', 'list', '--matter', 'M-5');
    expect(stdout).toMatch(/approved[^]*1 of 1 decision/);
    const shown = await chancery({ url: service.url, token: anna.key }, 'decisions', 'show', id);
    expect(shown.stdout).toMatch(/Anna: approve \(proposed → approved\), log entry \d+/);
  });
});
