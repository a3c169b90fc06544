import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  AddedKey,
  AddedPerson,
  AffectedList,
  ConversationDetail,
  DecisionDetail,
  DocumentDetail,
  ErasurePreviewView,
  ErasureView,
  FeedbackView,
  GoldenQuestionView,
  GroupView,
  HoldView,
  LinkView,
  LoginList,
  MatterView,
  ModelList,
  ModelTask,
  RemovalView,
  SavedSearchView,
  ServiceAccountView,
  SourceRunView,
  SourceView,
  WallView,
} from '#contracts';
import { type TestService, queryOnce } from '#testing';
import { Api, expectOk, until } from './api.js';
import { QUESTION, type Thing } from './object-rows.js';
import { aPerson, grant } from './people.js';

export const TEXT = '# Salaries\n\nThe glimmerstone bonus is nine thousand pounds.\n';
const ALLOWANCE = 'How much is the travel allowance?';
const allowance = (pounds: string) => `# Travel\n\nThe travel allowance is ${pounds} pounds a day.\n`;

export interface HerThings {
  readonly hers: Record<Thing, string>;
  /** With her key. */
  readonly anna: Api;
  /** With her session. */
  readonly atHome: Api;
}

/** Anna, a librarian with the collection "Payroll", with one of everything that has an id. */
export async function makeHerThings(service: TestService, admin: Api): Promise<HerThings> {
  const salaries = await admin.add('Payroll', 'salaries.md', TEXT);
  const travel = await admin.add('Payroll', 'travel.md', allowance('thirty'));
  const person = await aPerson(service, 'librarian', 'Anna');
  await grant(service, person, salaries.collection.id);
  const anna = new Api(service.url, person.key);
  const atHome = await signedIn(service, admin, person.id);
  const begun = await begin(anna);
  const { sessions } = expectOk(await admin.get<LoginList>(`/api/v1/sessions?person=${person.id}`), 200);
  const things = {
    ...(await answersOf(anna, salaries)),
    ...(await provenBy(service, person.id)),
    ...(await whatAdministratorsKeep(admin, travel)),
    ...(await source(anna, salaries.collection.id)),
    ...(await becauseOfAChange(anna, admin, begun.allowance)),
    ...{ person: person.id, session: sessions[0]!.id, search: begun.search, writer: 'chancery%2FPayroll' },
    ...(await behindAWall(admin, salaries)),
  };
  return { anna, atHome, hers: things };
}

/** Somebody's session, as their browser holds it. */
export async function signedIn(service: TestService, admin: Api, id: string): Promise<Api> {
  const { url } = expectOk(await admin.post<AddedPerson['link']>(`/api/v1/people/${id}/sign-in-links`, {}), 201);
  const reply = await new Api(service.url, null).post('/api/v1/session', { link: url.split('#')[1] });
  expectOk(reply, 200);
  const [cookie = ''] = reply.headers.getSetCookie().map((set) => set.split(';')[0]!);
  return new Api(service.url, null, { cookie, 'x-chancery-request': '1' });
}

/** What a later change of a document is noticed by. */
async function begin(api: Api): Promise<{ search: string; allowance: string }> {
  const { record } = await api.ask(ALLOWANCE);
  const saved = expectOk(await api.post<SavedSearchView>('/api/v1/searches', { name: 'Bonus', query: 'fifty' }), 201);
  return { search: saved.id, allowance: record };
}

async function becauseOfAChange(api: Api, admin: Api, record: string) {
  await admin.add('Payroll', 'travel.md', allowance('fifty'));
  return until('the change is noticed', 60_000, async () => {
    const { items } = expectOk(await api.get<AffectedList>(`/api/v1/affected?target=${record}`), 200);
    const { alerts } = expectOk(await api.get<{ alerts: { id: string }[] }>('/api/v1/alerts'), 200);
    return items[0] && alerts[0] ? { affected: items[0].id, alert: alerts[0].id } : null;
  });
}

async function answersOf(api: Api, document: DocumentDetail) {
  const { record } = await api.ask(QUESTION);
  const feedback = expectOk(await api.put<FeedbackView>(`/api/v1/records/${record}/feedback`, { verdict: 'up' }), 200);
  const begun = expectOk(await api.post<ConversationDetail>('/api/v1/conversations', {}), 201);
  expectOk(await api.post(`/api/v1/conversations/${begun.id}/questions`, { question: QUESTION }), 201);
  const conversation = expectOk(await api.get<ConversationDetail>(`/api/v1/conversations/${begun.id}`), 200);
  const draft = async (question: string) =>
    expectOk(await api.post<DecisionDetail>('/api/v1/decisions', { question, records: [record] }), 201).id;
  const [decision, other] = [await draft('Do we pay?'), await draft('Did we pay?')];
  const to = { kind: 'decision', id: other };
  const linked = await api.post<LinkView>(`/api/v1/decisions/${decision}/links`, { kind: 'follows', to });
  const expected = { question: QUESTION, expected: [{ document: document.id }] };
  const golden = expectOk(await api.post<GoldenQuestionView>('/api/v1/golden-questions', expected), 201);
  const { key } = expectOk(await api.post<AddedKey>('/api/v1/keys', { name: 'script' }), 201);
  return {
    ...{ collection: document.collection.id, document: document.id, revision: document.current!.id, record: record },
    ...{ feedback: feedback.id, conversation: conversation.id, turn: conversation.turns[0]!.id, decision },
    ...{ link: expectOk(linked, 201).id, golden: golden.id, key: key.id },
  };
}

/** A passkey and an account at a provider, as signing in by them would have left them. */
async function provenBy(service: TestService, id: string) {
  const [passkey, identity] = [randomUUID(), randomUUID()];
  await queryOnce(
    service.databaseUrl(),
    `INSERT INTO passkeys (credential_id, id, user_id, name, public_key, counter, transports, is_backed_up, created_at)
     VALUES ($1, $2, $3, 'Phone', '\\x00', 0, '{}', false, now())`,
    [randomUUID(), passkey, id],
  );
  await queryOnce(
    service.databaseUrl(),
    `INSERT INTO federated_identities (issuer, subject, id, user_id, linked_at) VALUES ('https://login.example', $1, $2, $3, now())`,
    [randomUUID(), identity, id],
  );
  return { passkey, identity };
}

async function whatAdministratorsKeep(admin: Api, travel: DocumentDetail) {
  const held = { kind: 'document', object: travel.id, reason: 'A dispute.' };
  const hold = expectOk(await admin.post<HoldView>('/api/v1/holds', held), 201);
  const old = await admin.add('Payroll', 'old.md', '# Old\n\nThe lantern fee was abolished.\n');
  const wanted = { kind: 'document', subject: old.id };
  const { plan } = expectOk(await admin.post<ErasurePreviewView>('/api/v1/erasures/preview', wanted), 200);
  const erased = await admin.post<ErasureView>('/api/v1/erasures', { ...wanted, plan, reason: 'Over.' });
  await admin.add('Gone', 'gone.md', '# Gone\n\nThe gate was closed.\n');
  const removal = expectOk(await admin.post<RemovalView>('/api/v1/removals', { collection: 'Gone' }), 202);
  // Refused at once, and told of all the same.
  const task = expectOk(await admin.post<ModelTask>('/api/v1/models/pull', { url: 'http://192.0.2.1/x.gguf' }), 202);
  const { models } = expectOk(await admin.get<ModelList>('/api/v1/models'), 200);
  const { generations } = expectOk(
    await admin.get<{ generations: { id: string }[] }>('/api/v1/index/generations'),
    200,
  );
  const made = await admin.post<ServiceAccountView>('/api/v1/service-accounts', { name: 'Payroll import' });
  return {
    account: expectOk(made, 201).id,
    ...{ hold: hold.id, removal: removal.id, erasure: expectOk(erased, 201).id, task: task.id, entry: '0' },
    ...{ model: models[0]!.name, generation: generations[0]!.id },
  };
}

/** A source that can't be reached, with the report of a run that says so. */
async function source(api: Api, collection: string) {
  const config = { kind: 'webdav', settings: { url: 'http://192.0.2.1/' } };
  const { id } = expectOk(await api.post<SourceView>('/api/v1/sources', { name: 'Files', config, collection }), 201);
  const begun = expectOk(await api.post<SourceRunView>(`/api/v1/sources/${id}/runs`, {}), 201);
  const route = `/api/v1/sources/${id}/runs/${begun.id}`;
  while (!expectOk(await api.get<SourceRunView>(route), 200).finishedAt) await delay(100);
  return { source: id, run: begun.id };
}

/** Her document comes under a matter, and a wall keeps the group of strangers out of it. */
async function behindAWall(admin: Api, document: DocumentDetail) {
  const group = expectOk(await admin.post<GroupView>('/api/v1/groups', { name: 'Strangers' }), 201);
  const matter = expectOk(await admin.post<MatterView>('/api/v1/matters', { number: 'G-1', name: 'Bonus' }), 201);
  const around = {
    ...{ name: 'Around the bonus', subjects: [{ kind: 'group', id: group.id }] },
    objects: [{ kind: 'matter', id: matter.id }],
  };
  const wall = expectOk(await admin.post<WallView>('/api/v1/walls', around), 201);
  expectOk(await admin.patch(`/api/v1/documents/${document.id}`, { matter: 'g-1' }), 200);
  return { group: group.id, matter: matter.id, number: 'G-1', wall: wall.id };
}
