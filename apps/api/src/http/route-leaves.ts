/**
 * What a request leaves in the log:
 * - a kind of entry: the route lets somebody read what was written, found or answered, or the log itself;
 * - `own`: what it does appends entries by itself, or changes nothing this time;
 * - a reason why it leaves nothing.
 */
export type RouteLeaf = { readonly reads: string } | 'own' | { readonly nothing: string };

const names = { nothing: 'names and states, no content' };
const sizes = { nothing: 'how long the log is and its root: what is published anyway' };
const health = { nothing: 'the state of the service' };
const waits = { nothing: 'how far a piece of work is' };

/**
 * Every route that reads, as `METHOD /path` with `{id}` for parameters, and those that are sent by POST though they change
 * nothing. All others change something: they append an entry of their own, and where they did not, the request itself
 * becomes one. A new route that is missing here fails a test, and until then counts as reading.
 */
export const ROUTE_LEAVES: Readonly<Record<string, RouteLeaf>> = {
  'GET /api/v1/revisions/{id}/text': { reads: 'revision.read' },
  'GET /api/v1/revisions/{id}/file': 'own',
  'POST /api/v1/search': { reads: 'search.done' },
  'GET /api/v1/searches': names,
  'GET /api/v1/alerts': { reads: 'alerts.read' },
  'GET /api/v1/alerts/count': names,
  'GET /api/v1/comparison': { reads: 'documents.compared' },
  'GET /api/v1/records/{id}': { reads: 'record.read' },
  'GET /api/v1/records/{id}/proof': { reads: 'record.exported' },
  'GET /api/v1/records/{id}/evidence': 'own',
  'GET /api/v1/decisions/{id}/evidence': 'own',
  'GET /api/v1/records/{id}/feedback': { reads: 'feedback.read' },
  'GET /api/v1/conversations/{id}': { reads: 'conversation.read' },
  'GET /api/v1/decisions/{id}': { reads: 'decision.read' },
  'GET /api/v1/feedback': { reads: 'feedback.read' },
  'GET /api/v1/golden-questions': { reads: 'golden.read' },
  'GET /api/v1/index/comparison': { reads: 'golden.read' },
  'GET /api/v1/records': { reads: 'records.listed' },
  'GET /api/v1/conversations': { reads: 'conversations.listed' },
  'GET /api/v1/decisions': { reads: 'decisions.listed' },
  'GET /api/v1/log/checkpoint': sizes,
  'GET /api/v1/log/checkpoints': sizes,
  'GET /api/v1/log/places': sizes,
  'GET /api/v1/log/consistency': sizes,
  'GET /api/v1/log/entries': { reads: 'log.read' },
  'GET /api/v1/log/entries/{index}/proof': { reads: 'log.read' },
  'GET /api/v1/log/verify': 'own',
  'GET /api/v1/people': { reads: 'people.listed' },
  'GET /api/v1/people/{id}': { reads: 'person.read' },
  'GET /api/v1/people/{id}/grants': { reads: 'person.read' },
  'GET /api/v1/groups': { reads: 'groups.listed' },
  'GET /api/v1/groups/{id}': { reads: 'group.read' },
  'GET /api/v1/walls': { reads: 'walls.listed' },
  'GET /api/v1/walls/{id}': { reads: 'wall.read' },
  'GET /api/v1/grants': { reads: 'grants.listed' },
  'GET /api/v1/access/report': 'own',
  'GET /api/v1/matters': names,
  'GET /api/v1/matters/{id}': names,
  'GET /api/v1/keys': { reads: 'keys.listed' },
  'GET /api/v1/sessions': { reads: 'sessions.listed' },
  'GET /api/v1/decisions/{id}/proof': { reads: 'decision.exported' },
  'GET /api/v1/decision-rules': { nothing: 'rules, no content' },
  'GET /api/v1/decisions/search': { reads: 'decisions.searched' },
  'GET /api/v1/decisions/timeline': { reads: 'timeline.read' },
  'GET /api/v1/decisions/{id}/similar': { reads: 'decisions.searched' },
  'GET /api/v1/decisions/{id}/graph': { reads: 'decision.read' },
  'GET /api/v1/affected': { reads: 'affected.listed' },
  'GET /api/v1/affected/{id}': { reads: 'affected.read' },
  'GET /api/v1/notices': { nothing: 'how much waits for the caller' },
  'GET /api/v1/colleagues': { nothing: 'names of people, no content' },
  'GET /api/v1/vault': health,
  'GET /api/v1/holds': { reads: 'holds.listed' },
  'GET /api/v1/retention': { nothing: 'rules, no content' },
  'GET /api/v1/erasures': { reads: 'erasures.listed' },
  'GET /api/v1/erasures/{id}': { reads: 'erasure.read' },
  'GET /api/v1/erasures/{id}/certificate': { reads: 'erasure.exported' },
  'POST /api/v1/erasures/preview': { reads: 'erasure.previewed' },
  'GET /api/v1/sources': names,
  'GET /api/v1/sources/{id}': names,
  'POST /api/v1/sources/test': names,
  'GET /api/v1/sources/{id}/runs': waits,
  'GET /api/v1/sources/{id}/runs/{run}': waits,
  'GET /api/v1/sources/{id}/runs/{run}/entries': names,
  'GET /api/v1/collections': names,
  'GET /api/v1/removals': waits,
  'GET /api/v1/removals/{id}': waits,
  'GET /api/v1/documents': names,
  'GET /api/v1/documents/{id}': names,
  'POST /api/v1/documents/check': names,
  'GET /api/v1/models': names,
  'GET /api/v1/models/catalogue': names,
  'GET /api/v1/models/tasks': waits,
  'GET /api/v1/models/tasks/{id}': waits,
  'POST /api/v1/models/verify': { nothing: 'reads model files, which are no content' },
  'GET /api/v1/index/generations': waits,
  'POST /api/v1/view/citations': { reads: 'citations.seen' },
  'GET /api/v1/session': { nothing: 'who is asking' },
  'GET /api/v1/account': { nothing: 'who is asking' },
  'GET /api/v1/sign-in': { nothing: 'which ways to sign in there are' },
  'GET /api/v1/sign-in/provider': { nothing: 'sends the browser on' },
  'GET /api/v1/sign-in/provider/callback': 'own',
  'GET /api/v1/service-accounts': { reads: 'service_accounts.listed' },
  'GET /scim/v2/ServiceProviderConfig': health,
  'GET /scim/v2/ResourceTypes': health,
  'GET /scim/v2/Schemas': health,
  'GET /scim/v2/Schemas/{name}': health,
  'GET /scim/v2/Users': { reads: 'people.listed' },
  'GET /scim/v2/Users/{id}': { reads: 'person.read' },
  'GET /scim/v2/Groups': { reads: 'groups.listed' },
  'GET /scim/v2/Groups/{id}': { reads: 'group.read' },
  'GET /api/v1/status': health,
  'GET /api/v1/doctor': health,
  'GET /health/live': health,
  'GET /health/ready': health,
  'GET /metrics': health,
  'GET /v1/models': names,
  'GET /v1/models/{id}': names,
  'POST /v1/embeddings': { nothing: "the caller's own text, of which nothing is kept" },
  'GET /mcp': { nothing: 'refused' },
  'DELETE /mcp': { nothing: 'refused' },
  'POST /mcp': { nothing: 'each tool leaves what it does' },
};

/**
 * What a request leaves, by its route.
 * @param route `METHOD /path`
 */
export function leafOfRoute(route: string): RouteLeaf {
  return ROUTE_LEAVES[route] ?? (route.startsWith('GET ') ? { reads: 'content.read' } : 'own');
}
