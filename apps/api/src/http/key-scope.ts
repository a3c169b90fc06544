import type { Admission } from '#access';

/** Below these addresses nothing is told that lies outside the collections one may see. All others are closed to confined keys. */
const WITHIN_COLLECTIONS =
  /^\/(?:api\/v1\/(?:session|collections|documents|revisions|search|questions|status)|v1|mcp)(?:\/|$)/;

/** What reads though it is sent by POST. The tools of MCP write, too, and are not told apart here. */
const ASKING = /^\/(?:api\/v1\/(?:search|questions|documents\/check)|v1\/(?:chat\/completions|embeddings))$/;

/** For directories that provision people: closed to every other key and to sessions, as all else is to theirs. */
const PROVISIONING = /^\/scim\/v2(?:\/|$)/;

/**
 * Whether a key is meant for a request. What is not listed here is closed to narrower keys, new routes too.
 * @param path As it was sent, without the query. Other spellings of a path than the documented one are refused.
 */
export function isInScope({ scope, principal }: Admission, method: string, path: string): boolean {
  if ((scope === 'scim') !== PROVISIONING.test(path)) return false;
  if (principal.confinedTo && !WITHIN_COLLECTIONS.test(path)) return false;
  if (scope !== 'read') return true;
  return method === 'GET' || method === 'HEAD' || (method === 'POST' && ASKING.test(path));
}
