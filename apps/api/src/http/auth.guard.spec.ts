import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { NotSignedIn } from '#access';
import { AuthGuard, Open } from './auth.guard.js';

class Routes {
  @Open()
  open(): void {}
  closed(): void {}
}

const KEY = 'chk_a-key-that-is-long-enough';
const admission = { credentialId: 'k1', scope: 'read', session: null, principal: { userId: 'u1', via: 'key' } };

/** What of the limits a request uses before anything else looks at it, and what it is refused with. */
async function asked(route: 'open' | 'closed', request: { path?: string; method?: string; key?: string }) {
  const used: string[] = [];
  const limits = { use: async (what: string, who: string) => void used.push(`${what} ${who}`) };
  const watch = {
    admit: async (secret: string) => {
      if (secret !== KEY) throw new NotSignedIn();
      return admission;
    },
  };
  const guard = new AuthGuard(
    new Reflector(),
    ...([
      watch,
      { enter: () => undefined },
      { read: () => null },
      {},
      { through: async () => admission },
    ] as never[] as [never, never, never, never, never]),
    limits as never,
    { now: () => new Date() },
  );
  const { path = '/api/v1/records', method = 'GET', key } = request;
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const http = { getRequest: () => ({ path, method, headers, ip: '203.0.113.7' }), getResponse: () => ({}) };
  const context = { switchToHttp: () => http, getHandler: () => new Routes()[route], getClass: () => Routes };
  const outcome = await guard.canActivate(context as unknown as ExecutionContext).then(
    () => 'through',
    (error: { code?: string }) => error.code,
  );
  return [outcome, used];
}

describe('what a request uses of the limits at the door', () => {
  const anyFromHere = 'anyFromAddress 203.0.113.7';

  it.each([
    ['with a good key', 'closed', { key: KEY }, 'through', [anyFromHere]],
    ['to a route for anybody', 'open', {}, 'through', [anyFromHere]],
    ['of a probe', 'open', { path: '/health/ready' }, 'through', []],
    ['without any key', 'closed', {}, 'auth.required', [anyFromHere, 'address 203.0.113.7']],
    ['with a wrong key', 'closed', { key: `${KEY}x` }, 'auth.required', [anyFromHere, 'address 203.0.113.7']],
    [
      ...(['that its key is not meant for', 'closed', { key: KEY, method: 'DELETE' }] as const),
      ...(['auth.key_scope', [anyFromHere, 'requests c:k1']] as const),
    ],
  ] as const)('%s', async (_, route, request, outcome, used) => {
    expect(await asked(route, request)).toEqual([outcome, [...used]]);
  });
});
