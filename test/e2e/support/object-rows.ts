import { randomUUID } from 'node:crypto';
import type { NamedPlace } from './named-things.js';

export const QUESTION = 'How much is the glimmerstone bonus?';

/** What a row below names, each of which the test makes before: most are Anna's, the others an administrator's. */
export type Thing =
  | ('collection' | 'document' | 'revision' | 'record' | 'feedback' | 'conversation' | 'turn' | 'decision' | 'link')
  | (
      | 'golden'
      | 'person'
      | 'key'
      | 'session'
      | 'source'
      | 'run'
      | 'search'
      | 'alert'
      | 'affected'
      | 'identity'
      | 'passkey'
    )
  | (
      | 'group'
      | 'matter'
      | 'number'
      | 'wall'
      | 'hold'
      | 'erasure'
      | 'removal'
      | 'entry'
      | 'task'
      | 'model'
      | 'writer'
      | 'generation'
      | 'account'
    );

export interface Row {
  /** What stands in the route's braces, in their order: a thing, or one of a few words that everybody knows, and another. */
  readonly ids: readonly (Thing | { readonly known: string; readonly other: string })[];
  readonly body?: unknown;
  /** Librarians work on this whoever it belongs to. */
  readonly isForLibrarians?: boolean;
  /** Auditors read this, less what a wall keeps from them, and are told that it is not theirs to change. */
  readonly isForAuditors?: boolean;
  /** Closed to keys. */
  readonly bySession?: boolean;
}

/** What is named otherwise than by a random id: something of the same form that never was. */
const NEVER: Readonly<Partial<Record<Thing, string>>> = {
  ...{ number: 'G-2', entry: '999999', model: 'no-such-model', writer: 'chancery%2FNowhere', generation: 'g999' },
};
export const missing = (thing: Thing): string => NEVER[thing] ?? randomUUID();

/** Where each thing is found by whom it belongs to, or who keeps it: that it is there, and no mistake of the test. */
export const FOUND: Readonly<Record<Thing, readonly [who: 'anna' | 'admin' | 'session', path: string]>> = {
  collection: ['anna', '/api/v1/collections'],
  document: ['anna', '/api/v1/documents/{document}'],
  revision: ['anna', '/api/v1/documents/{document}'],
  record: ['anna', '/api/v1/records/{record}'],
  feedback: ['anna', '/api/v1/records/{record}/feedback'],
  conversation: ['anna', '/api/v1/conversations/{conversation}'],
  turn: ['anna', '/api/v1/conversations/{conversation}'],
  decision: ['anna', '/api/v1/decisions/{decision}'],
  link: ['anna', '/api/v1/decisions/{decision}/graph'],
  golden: ['anna', '/api/v1/golden-questions'],
  person: ['admin', '/api/v1/people/{person}'],
  key: ['anna', '/api/v1/keys'],
  session: ['admin', '/api/v1/sessions?person={person}'],
  source: ['anna', '/api/v1/sources/{source}'],
  run: ['anna', '/api/v1/sources/{source}/runs/{run}'],
  search: ['anna', '/api/v1/searches'],
  alert: ['anna', '/api/v1/alerts'],
  affected: ['anna', '/api/v1/affected/{affected}'],
  identity: ['session', '/api/v1/account'],
  passkey: ['session', '/api/v1/account'],
  group: ['admin', '/api/v1/groups/{group}'],
  matter: ['admin', '/api/v1/matters/{matter}'],
  number: ['admin', '/api/v1/matters/{matter}'],
  wall: ['admin', '/api/v1/walls/{wall}'],
  hold: ['admin', '/api/v1/holds'],
  erasure: ['admin', '/api/v1/erasures/{erasure}'],
  removal: ['admin', '/api/v1/removals/{removal}'],
  entry: ['admin', '/api/v1/log/entries?from={entry}&limit=1'],
  task: ['admin', '/api/v1/models/tasks/{task}'],
  model: ['admin', '/api/v1/models'],
  writer: ['anna', '/v1/models'],
  generation: ['admin', '/api/v1/index/generations'],
  account: ['admin', '/api/v1/service-accounts'],
};

/** Every route with an id, and how to call it. A new one without a row fails the first test. */
export const ROWS: Readonly<Record<string, Row>> = {
  'PATCH /api/v1/collections/{id}': { ids: ['collection'], body: { generator: null } },
  'DELETE /api/v1/collections/{id}': { ids: ['collection'] },
  'GET /api/v1/removals/{id}': { ids: ['removal'] },
  'POST /api/v1/removals/{id}/cancel': { ids: ['removal'], body: {} },
  'POST /api/v1/removals/{id}/restore': { ids: ['removal'], body: {} },
  'GET /api/v1/documents/{id}': { ids: ['document'] },
  'DELETE /api/v1/documents/{id}': { ids: ['document'] },
  'POST /api/v1/documents/{id}/restore': { ids: ['document'], body: {} },
  'POST /api/v1/documents/{id}/unlock': { ids: ['document'], body: { password: 'secret' } },
  'GET /api/v1/revisions/{id}/text': { ids: ['revision'] },
  'GET /api/v1/revisions/{id}/file': { ids: ['revision'] },
  'PATCH /api/v1/searches/{id}': { ids: ['search'], body: { isPaused: true } },
  'DELETE /api/v1/searches/{id}': { ids: ['search'] },
  'GET /api/v1/records/{id}': { ids: ['record'] },
  'GET /api/v1/records/{id}/proof': { ids: ['record'] },
  'GET /api/v1/records/{id}/evidence': { ids: ['record'] },
  'GET /api/v1/decisions/{id}/evidence': { ids: ['decision'], isForAuditors: true },
  'GET /api/v1/records/{id}/feedback': { ids: ['record'] },
  'PUT /api/v1/records/{id}/feedback': { ids: ['record'], body: { verdict: 'down' } },
  'DELETE /api/v1/records/{id}/feedback': { ids: ['record'] },
  'POST /api/v1/feedback/{id}/golden-question': { ids: ['feedback'], body: {}, isForLibrarians: true },
  'GET /api/v1/conversations/{id}': { ids: ['conversation'] },
  'PATCH /api/v1/conversations/{id}': { ids: ['conversation'], body: { title: 'Mine' } },
  'DELETE /api/v1/conversations/{id}': { ids: ['conversation'] },
  'PUT /api/v1/conversations/{id}/branch': { ids: ['conversation'], body: { turn: randomUUID() } },
  'POST /api/v1/conversations/{id}/questions': { ids: ['conversation'], body: { question: QUESTION } },
  'POST /api/v1/conversations/{id}/turns/{turnId}/regenerate': { ids: ['conversation', 'turn'], body: {} },
  'GET /api/v1/decisions/{id}': { ids: ['decision'], isForAuditors: true },
  'PATCH /api/v1/decisions/{id}': { ids: ['decision'], body: { version: 1, choice: 'Mine' }, isForAuditors: true },
  'POST /api/v1/decisions/{id}/transitions': {
    ids: ['decision'],
    body: { action: 'withdraw', version: 1, reason: 'Because.' },
    isForAuditors: true,
  },
  'GET /api/v1/decisions/{id}/proof': { ids: ['decision'], isForAuditors: true },
  'GET /api/v1/decisions/{id}/similar': { ids: ['decision'], isForAuditors: true },
  'GET /api/v1/decisions/{id}/graph': { ids: ['decision'], isForAuditors: true },
  'POST /api/v1/decisions/{id}/links': {
    ids: ['decision'],
    body: { kind: 'follows', to: { kind: 'decision', id: randomUUID() } },
    isForAuditors: true,
  },
  'DELETE /api/v1/decisions/{id}/links/{linkId}': { ids: ['decision', 'link'], isForAuditors: true },
  'GET /api/v1/affected/{id}': { ids: ['affected'] },
  'POST /api/v1/affected/{id}/settlement': {
    ids: ['affected'],
    body: { verdict: 'stands', reason: 'Checked.' },
  },
  'PUT /api/v1/decision-rules/{collection}': { ids: ['collection'], body: { approvals: 1 } },
  'GET /api/v1/log/entries/{index}/proof': { ids: ['entry'], isForAuditors: true },
  'GET /api/v1/models/tasks/{id}': { ids: ['task'] },
  'DELETE /api/v1/models/tasks/{id}': { ids: ['task'] },
  'PUT /api/v1/models/roles/{role}': { ids: [{ known: 'embedder', other: 'reranker' }], body: { name: 'any' } },
  'DELETE /api/v1/models/roles/{role}': { ids: [{ known: 'embedder', other: 'reranker' }] },
  'DELETE /api/v1/models/{name}': { ids: ['model'] },
  'DELETE /api/v1/index/generations/{id}': { ids: ['generation'] },
  'PATCH /api/v1/golden-questions/{id}': { ids: ['golden'], body: { note: 'Mine' } },
  'DELETE /api/v1/golden-questions/{id}': { ids: ['golden'] },
  'GET /api/v1/sources/{id}': { ids: ['source'] },
  'PATCH /api/v1/sources/{id}': { ids: ['source'], body: { name: 'Mine' } },
  'DELETE /api/v1/sources/{id}': { ids: ['source'] },
  'GET /api/v1/sources/{id}/runs': { ids: ['source'] },
  'POST /api/v1/sources/{id}/runs': { ids: ['source'], body: {} },
  'POST /api/v1/sources/{id}/cancel': { ids: ['source'], body: {} },
  'GET /api/v1/sources/{id}/runs/{run}': { ids: ['source', 'run'] },
  'GET /api/v1/sources/{id}/runs/{run}/entries': { ids: ['source', 'run'] },
  'POST /api/v1/sources/{id}/runs/{run}/confirm': { ids: ['source', 'run'], body: {} },
  'GET /v1/models/{id}': { ids: ['writer'] },
  'GET /api/v1/people/{id}': { ids: ['person'] },
  'PATCH /api/v1/people/{id}': { ids: ['person'], body: { name: 'Mine' } },
  'POST /api/v1/people/{id}/sign-in-links': { ids: ['person'], body: {} },
  'POST /api/v1/people/{id}/reset': { ids: ['person'], body: {} },
  'PATCH /api/v1/service-accounts/{id}': { ids: ['account'], body: { owner: randomUUID() } },
  'GET /scim/v2/Schemas/{name}': {
    ids: [
      {
        known: 'urn:ietf:params:scim:schemas:core:2.0:User',
        other: 'urn:ietf:params:scim:schemas:core:2.0:Group',
      },
    ],
  },
  'GET /scim/v2/Users/{id}': { ids: ['person'] },
  'PUT /scim/v2/Users/{id}': { ids: ['person'], body: { schemas: ['u'], userName: 'mine' } },
  'PATCH /scim/v2/Users/{id}': {
    ids: ['person'],
    body: { schemas: ['p'], Operations: [{ op: 'replace', path: 'active', value: false }] },
  },
  'DELETE /scim/v2/Users/{id}': { ids: ['person'] },
  'GET /scim/v2/Groups/{id}': { ids: ['group'] },
  'PUT /scim/v2/Groups/{id}': { ids: ['group'], body: { schemas: ['g'], displayName: 'Mine' } },
  'PATCH /scim/v2/Groups/{id}': {
    ids: ['group'],
    body: { schemas: ['p'], Operations: [{ op: 'remove', path: 'members' }] },
  },
  'DELETE /scim/v2/Groups/{id}': { ids: ['group'] },
  'DELETE /api/v1/account/identities/{id}': { ids: ['identity'], bySession: true },
  'DELETE /api/v1/account/passkeys/{id}': { ids: ['passkey'], bySession: true },
  'GET /api/v1/people/{id}/grants': { ids: ['person'] },
  'PUT /api/v1/people/{id}/grants/{collection}': { ids: ['person', 'collection'], body: { access: 'deny' } },
  'DELETE /api/v1/people/{id}/grants/{collection}': { ids: ['person', 'collection'] },
  'PATCH /api/v1/documents/{id}': { ids: ['document'], body: { matter: null } },
  'GET /api/v1/groups/{id}': { ids: ['group'] },
  'PATCH /api/v1/groups/{id}': { ids: ['group'], body: { name: 'Mine' } },
  'DELETE /api/v1/groups/{id}': { ids: ['group'] },
  'PUT /api/v1/groups/{id}/members/{person}': { ids: ['group', 'person'] },
  'DELETE /api/v1/groups/{id}/members/{person}': { ids: ['group', 'person'] },
  'GET /api/v1/matters/{id}': { ids: ['matter'] },
  'PATCH /api/v1/matters/{id}': { ids: ['matter'], body: { name: 'Mine' } },
  'GET /api/v1/walls/{id}': { ids: ['wall'] },
  'PATCH /api/v1/walls/{id}': { ids: ['wall'], body: { name: 'Mine' } },
  'DELETE /api/v1/walls/{id}': { ids: ['wall'] },
  'DELETE /api/v1/keys/{id}': { ids: ['key'] },
  'DELETE /api/v1/sessions/{id}': { ids: ['session'] },
  'POST /api/v1/records/{id}/replay': { ids: ['record'], body: {} },
  'POST /api/v1/holds/{id}/lift': { ids: ['hold'], body: { reason: 'Mine' } },
  'GET /api/v1/erasures/{id}': { ids: ['erasure'], isForAuditors: true },
  'POST /api/v1/erasures/{id}/approval': { ids: ['erasure'], body: {} },
  'POST /api/v1/erasures/{id}/refusal': { ids: ['erasure'], body: {} },
  'GET /api/v1/erasures/{id}/certificate': { ids: ['erasure'], isForAuditors: true },
};

/** What is named at a place of a body or query, by how the place is called; a place that fits none fails the test. */
const AT: readonly (readonly [RegExp, readonly Thing[]])[] = [
  [/^POST \/api\/v1\/erasures\S* subject$/, ['document', 'person', 'decision']],
  [/ links? to\.id$|\/links to\.id$/, ['decision', 'record', 'revision']],
  [/ like\.id$/, ['document', 'revision', 'record']],
  [/ subjects?(?:\[\])?(?:\.id)?$/, ['person', 'group']],
  [/ objects?(?:\[\])?(?:\.id)?$/, ['collection', 'document', 'matter']],
  [/\balerts\/seen ids\[\]$/, ['alert']],
  [/\b(?:records?(?:\[\])?|followUp|follow_up)$/, ['record']],
  [/\b(?:documents?(?:\[\])?|documentId|parent)$/, ['document']],
  [/\b(?:revision|left|right)$/, ['revision']],
  [/\b(?:person|owner|actor|responsible|reviewers\[\]|members\[\]\.value)$/, ['person']],
  [/\bcollections?(?:\[\])?$/, ['collection']],
  [/\bmatter$/, ['number']],
  [/\btarget$/, ['decision', 'record']],
  [/\babout$/, ['document']],
  [/\bsuccessor$/, ['decision']],
  [/\bsource$/, ['source']],
  [/\b(?:turn|replaces)$/, ['turn']],
];

/** @returns Nothing for a place that nobody has said what it names. */
export function thingsAt({ route, place }: NamedPlace): readonly Thing[] {
  return AT.find(([pattern]) => pattern.test(`${route} ${place}`))?.[1] ?? [];
}

/** Who answers for a decision, or reviews it, is chosen among colleagues, whose names everybody is shown. */
export const TOLD_TO_ALL = new Set(
  ['POST /api/v1/decisions', 'PATCH /api/v1/decisions/{id}'].flatMap((route) => [
    ...[`${route} responsible`, `${route} reviewers[]`],
  ]),
);

/** Names that auditors may look by, or link to: they read the log, all decisions, and who may see what, by name. */
export const KNOWN_TO_AUDITORS = new Set([
  ...['matter number', 'collection collection', 'document document'].map((at) => `GET /api/v1/access/report ${at}`),
  ...['actor person', 'about document'].map((at) => `GET /api/v1/log/entries ${at}`),
  ...['GET /api/v1/decisions record record', 'POST /api/v1/decisions/{id}/links to.id decision'],
]);

/** What the caller has of their own, for the rest of a request to be in order. */
export type Own = Readonly<Record<'conversation' | 'record' | 'decision', string>>;

/** What a request needs besides the smallest that its schema allows. */
export function beside(route: string, thing: Thing, own: Own): Record<string, unknown> {
  const kind = thing === 'number' ? 'matter' : thing;
  const all: Record<string, Record<string, unknown>> = {
    'POST /v1/chat/completions': { model: 'chancery', messages: [{ role: 'user', content: QUESTION }] },
    'POST /api/v1/decisions': { records: [own.record] },
    'POST /api/v1/decisions/{id}/links': {
      kind: thing === 'decision' ? 'follows' : 'relies_on',
      to: { kind, ...(thing === 'revision' ? { span: [0, 1] } : {}) },
    },
    'POST /api/v1/decisions/{id}/transitions': { action: 'supersede', reason: 'Because.', successor: randomUUID() },
    'POST /api/v1/erasures/preview': { kind },
    'POST /api/v1/erasures': { kind, plan: '0'.repeat(64) },
    'POST /api/v1/walls': {
      subjects: [{ kind: thing === 'group' ? 'group' : 'person', id: randomUUID() }],
      objects: [{ kind: thing === 'collection' ? 'collection' : 'matter', id: randomUUID() }],
    },
    'PUT /api/v1/grants': {
      subject: { kind: thing === 'group' ? 'group' : 'person', id: randomUUID() },
      object: { kind: thing === 'document' ? 'document' : 'collection', id: randomUUID() },
    },
    'POST /api/v1/sources': { config: { kind: 'webdav', settings: { url: 'http://192.0.2.1/' } } },
    'POST /api/v1/sources/test': { config: { kind: 'webdav', settings: { url: 'http://192.0.2.1/' } } },
    'POST /api/v1/documents/check': { files: [{ path: 'a.md', sha256: 'a'.repeat(64) }] },
    'POST /api/v1/search': { query: QUESTION },
  };
  return all[route] ?? {};
}

/** Every tool of MCP, and how to call it. A new one without a row fails. */
export const TOOLS: Readonly<Record<string, (hers: Record<'revision' | 'record', string>) => object>> = {
  search: () => ({ query: 'glimmerstone bonus' }),
  ask: () => ({ question: QUESTION, quotedOnly: true }),
  search_decisions: () => ({ query: 'Do we pay?' }),
  list_collections: () => ({}),
  open_citation: ({ revision }) => ({ revision, span: [0, 10] }),
  record_decision: ({ record }) => ({ question: 'Do we pay?', records: [record] }),
};
