/** Those who may be told apart by what routes let them do. A `service` is an account of a program, a reader as most are. */
export type Caller =
  'nobody' | 'reader' | 'service' | 'reviewer' | 'auditor' | 'librarian' | 'administrator' | 'directory';
export const CALLERS: readonly Caller[] = [
  ...(['nobody', 'directory', 'reader', 'service', 'reviewer', 'auditor', 'librarian', 'administrator'] as const),
];

export interface RoleRow {
  readonly who: readonly Caller[];
  /** More than the smallest that the route's schema allows: for a request that is in order, and comes to little. */
  readonly body?: object;
  readonly query?: string;
  /** Sent as files of a form. */
  readonly isUpload?: boolean;
  /** Sent as a file that is the body itself. */
  readonly isFile?: boolean;
}

const EVERYBODY: readonly Caller[] = CALLERS.filter((caller) => caller !== 'nobody' && caller !== 'directory');
const only = (...who: Caller[]): RoleRow => ({ who });
const all: RoleRow = { who: EVERYBODY };
/** Ways in, and whether the service is there. */
const open: RoleRow = { who: CALLERS };
/** Closed to keys of whatever role: for sessions alone. */
const session: RoleRow = { who: [] };
const administrators = only('administrator');
const librarians = only('librarian', 'administrator');
const auditors = only('auditor', 'administrator');
const directory = only('directory');

/** Every route without an id, and who may. A new one without a row fails the test. */
export const ROLE_ROWS: Readonly<Record<string, RoleRow>> = {
  'GET /api/v1/groups': administrators,
  'POST /api/v1/groups': administrators,
  'GET /api/v1/matters': all,
  'POST /api/v1/matters': librarians,
  'GET /api/v1/walls': administrators,
  'POST /api/v1/walls': administrators,
  'GET /api/v1/grants': administrators,
  'PUT /api/v1/grants': administrators,
  'GET /api/v1/access/report': { ...auditors, query: 'collection=00000000-0000-4000-8000-0000000000aa' },
  'POST /api/v1/access/self-test': administrators,
  'POST /api/v1/search': all,
  'POST /api/v1/questions': all,
  'GET /api/v1/records': all,
  'GET /api/v1/feedback': only('reviewer', 'librarian', 'administrator'),
  'GET /api/v1/conversations': all,
  'POST /api/v1/conversations': all,
  'GET /api/v1/decisions': all,
  'POST /api/v1/decisions': all,
  'GET /api/v1/decisions/search': { ...all, query: 'query=x' },
  'GET /api/v1/decisions/timeline': { ...all, query: 'matter=x' },
  'GET /api/v1/affected': all,
  'GET /api/v1/notices': all,
  'GET /api/v1/colleagues': all,
  'GET /api/v1/decision-rules': all,
  'GET /api/v1/sign-in': open,
  'POST /api/v1/sign-in/password': open,
  'POST /api/v1/sign-in/mailed-link': open,
  'POST /api/v1/sign-in/second-factor': open,
  'POST /api/v1/sign-in/passkey-options': open,
  'POST /api/v1/sign-in/passkey': open,
  'GET /api/v1/sign-in/provider': open,
  'GET /api/v1/sign-in/provider/callback': open,
  'POST /api/v1/account/identities': session,
  'GET /api/v1/account': session,
  'POST /api/v1/account/confirm': session,
  'PUT /api/v1/account/password': session,
  'POST /api/v1/account/app': session,
  'POST /api/v1/account/app/confirm': session,
  'DELETE /api/v1/account/app': session,
  'POST /api/v1/account/recovery-codes': session,
  'POST /api/v1/account/passkeys/options': session,
  'POST /api/v1/account/passkeys': session,
  'GET /api/v1/service-accounts': administrators,
  'POST /api/v1/service-accounts': administrators,
  'POST /api/v1/index/rebuild': administrators,
  'GET /api/v1/index/generations': administrators,
  'GET /api/v1/index/comparison': { ...administrators, query: 'to=g999999' },
  'POST /api/v1/index/compare': administrators,
  'POST /api/v1/index/switch': { ...administrators, body: { generation: 'g999999' } },
  'POST /api/v1/index/rollback': administrators,
  'GET /api/v1/golden-questions': librarians,
  'POST /api/v1/golden-questions': librarians,
  'GET /api/v1/collections': all,
  'POST /api/v1/collections': { ...librarians, body: { name: 'Of a role' } },
  'POST /api/v1/documents': { ...librarians, isUpload: true },
  'POST /api/v1/documents/check': all,
  'POST /api/v1/documents/retry': librarians,
  'GET /api/v1/documents': all,
  'GET /api/v1/log/checkpoint': auditors,
  'GET /api/v1/log/checkpoints': auditors,
  'GET /api/v1/log/places': auditors,
  'GET /api/v1/log/entries': auditors,
  'GET /api/v1/log/consistency': { ...auditors, query: 'from=1&to=2' },
  'POST /api/v1/log/keys': administrators,
  'GET /api/v1/log/verify': auditors,
  'GET /api/v1/models': all,
  'GET /api/v1/models/catalogue': all,
  'POST /api/v1/models/pull': { ...administrators, body: { url: 'http://192.0.2.1/x.gguf' } },
  'POST /api/v1/models/quantize': administrators,
  'POST /api/v1/models/import': { ...administrators, query: 'name=x', isFile: true },
  'POST /api/v1/models/verify': administrators,
  'GET /api/v1/models/tasks': administrators,
  'GET /api/v1/session': all,
  'POST /api/v1/session': open,
  'DELETE /api/v1/session': all,
  'POST /api/v1/sign-in-links': administrators,
  'GET /api/v1/sessions': all,
  'DELETE /api/v1/sessions': all,
  'GET /api/v1/people': administrators,
  'POST /api/v1/people': administrators,
  'GET /api/v1/keys': all,
  'POST /api/v1/keys': all,
  'GET /v1/models': all,
  'POST /v1/chat/completions': { ...all, body: { model: 'chancery', messages: [{ role: 'user', content: 'x' }] } },
  'POST /v1/embeddings': all,
  'POST /mcp': all,
  'GET /mcp': all,
  'DELETE /mcp': all,
  'POST /api/v1/removals': { ...librarians, body: { collection: 'Nowhere' } },
  'GET /api/v1/removals': all,
  'GET /scim/v2/ServiceProviderConfig': directory,
  'GET /scim/v2/ResourceTypes': directory,
  'GET /scim/v2/Schemas': directory,
  'GET /scim/v2/Users': directory,
  'POST /scim/v2/Users': directory,
  'GET /scim/v2/Groups': directory,
  'POST /scim/v2/Groups': directory,
  'GET /api/v1/searches': all,
  'POST /api/v1/searches': all,
  'GET /api/v1/alerts': all,
  'GET /api/v1/alerts/count': all,
  'POST /api/v1/alerts/seen': all,
  'GET /api/v1/comparison': all,
  'GET /api/v1/sources': librarians,
  'POST /api/v1/sources': {
    ...librarians,
    body: { name: 'x', collection: 'Nowhere', config: { kind: 'webdav', settings: { url: 'http://192.0.2.1/' } } },
  },
  'POST /api/v1/sources/test': {
    ...librarians,
    body: { config: { kind: 'webdav', settings: { url: 'http://192.0.2.1/' } } },
  },
  'GET /api/v1/status': all,
  'GET /api/v1/doctor': all,
  'GET /health/live': open,
  'GET /health/ready': open,
  'GET /metrics': auditors,
  'GET /api/v1/vault': administrators,
  'POST /api/v1/vault/rotation': administrators,
  'GET /api/v1/holds': auditors,
  'POST /api/v1/holds': { ...administrators, body: { kind: 'collection', object: 'Nowhere', reason: 'A role tries.' } },
  'GET /api/v1/retention': auditors,
  'PUT /api/v1/retention': administrators,
  // What it would do, which is what it does unless it is told otherwise.
  'POST /api/v1/retention/run': auditors,
  'GET /api/v1/erasures': auditors,
  'POST /api/v1/erasures/preview': administrators,
  'POST /api/v1/erasures': { ...administrators, body: { plan: '0'.repeat(64) } },
  'POST /api/v1/view': administrators,
  'DELETE /api/v1/view': all,
  'POST /api/v1/view/citations': all,
};
