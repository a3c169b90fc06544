import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const CLIENT = { id: 'chancery', secret: 'a secret of the test alone' };
const CALLBACK = 'http://127.0.0.1:3210/api/v1/sign-in/provider/callback';

/** What the provider says of the person who signs in there next. */
export interface ProvidedPerson {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/**
 * A real OpenID Connect provider on loopback, at which everybody is whom the test says, without a form.
 * @param at Where it sends browsers back to, and its port, where a service has to know it before it is there.
 */
export async function startProvider({ callback = CALLBACK, port = 0 }: { callback?: string; port?: number } = {}) {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let person: ProvidedPerson = { sub: 'nobody' };
  const provider: Provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [callback] }],
    claims: { openid: ['sub'], profile: ['name', 'groups'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ ...person, sub: accountId }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/'))
      void provider.interactionFinished(request, response, { login: { accountId: person.sub } });
    else void handle(request, response);
  });
  return {
    issuer,
    callback,
    /** Who signs in there next. */
    become: (next: ProvidedPerson) => void (person = next),
    /** Go there as a browser would, with cookies of its own. @returns The address that it sends the browser back to. */
    async visit(url: string, as: ProvidedPerson): Promise<URL> {
      person = as;
      const cookies = new Map<string, string>();
      let next = url;
      while (!next.startsWith(callback)) {
        const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
        const reply = await fetch(next, { redirect: 'manual', headers: { cookie } });
        for (const set of reply.headers.getSetCookie()) {
          const [name = '', ...value] = set.split(';')[0]!.split('=');
          cookies.set(name, value.join('='));
        }
        const to = reply.headers.get('location');
        if (!to) throw new Error(`The provider answered ${reply.status} at ${next}: ${await reply.text()}`);
        next = new URL(to, next).href;
      }
      return new URL(next);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
