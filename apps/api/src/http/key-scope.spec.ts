import type { Admission, KeyScope } from '#access';
import { isInScope } from './key-scope.js';

const aKey = (scope: KeyScope, confinedTo?: readonly string[]): Admission => ({
  ...{ scope, credentialId: 'k', accessNumber: 0, session: null },
  principal: { userId: 'u', name: 'U', role: 'administrator', via: 'key', ...(confinedTo ? { confinedTo } : {}) },
});

describe('isInScope', () => {
  it('leaves everything to a full key', () => {
    for (const path of ['/api/v1/records', '/api/v1/people', '/anything'])
      expect(isInScope(aKey('full'), 'DELETE', path)).toBe(true);
  });

  it('lets a read-only key read, search and ask, and change nothing', () => {
    const key = aKey('read');
    expect(isInScope(key, 'GET', '/api/v1/records')).toBe(true);
    for (const path of ['/api/v1/search', '/api/v1/questions', '/v1/chat/completions'])
      expect(isInScope(key, 'POST', path)).toBe(true);
    for (const path of ['/api/v1/documents', '/api/v1/keys', '/api/v1/sign-in-links', '/mcp', '/api/v1/search/x'])
      expect(isInScope(key, 'POST', path)).toBe(false);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'QUERY'])
      expect(isInScope(key, method, '/api/v1/search')).toBe(false);
  });

  it('keeps a confined key from whatever is not about collections', () => {
    const key = aKey('full', ['c']);
    for (const path of ['/api/v1/documents', '/api/v1/documents/1', '/api/v1/questions', '/v1/models', '/mcp'])
      expect(isInScope(key, 'GET', path)).toBe(true);
    for (const path of [
      ...['/api/v1/records', '/api/v1/records/1', '/api/v1/log/entries', '/api/v1/people', '/api/v1/keys'],
      ...['/api/v1/sessions', '/api/v1/conversations', '/api/v1/sign-in-links', '/api/v1/index/rebuild', '/metrics'],
      ...['/API/V1/records', '//api/v1/records', '/api/v1/documentsx', '/'],
    ])
      expect({ path, isOpen: isInScope(key, 'GET', path) }).toEqual({ path, isOpen: false });
  });

  it('leaves provisioning to keys made for it, and nothing else to those', () => {
    expect(isInScope(aKey('scim'), 'POST', '/scim/v2/Users')).toBe(true);
    for (const path of ['/api/v1/session', '/api/v1/people', '/mcp', '/scimitar'])
      expect(isInScope(aKey('scim'), 'GET', path)).toBe(false);
    for (const scope of ['read', 'full'] as const) expect(isInScope(aKey(scope), 'GET', '/scim/v2/Users')).toBe(false);
  });
});
