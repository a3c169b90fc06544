import { type KeyObject, createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What of its answers a test bends. */
export interface Bend {
  readonly claims?: Record<string, unknown>;
  readonly alg?: 'RS256' | 'none' | 'HS256';
  /** Signed with a key that it does not publish. */
  readonly otherKey?: boolean;
}

/** A provider that says whatever a test wants, signed as a real one would. */
export async function startHostileProvider(clientId: string) {
  const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [own, other] = [pair(), pair()];
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' };
  let bend: Bend = {};
  let nonce = '';
  const server = createServer((request, response) => {
    const send = (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (request.url?.endsWith('openid-configuration')) return send(metadata());
    if (request.url === '/jwks') return send({ keys: [jwk] });
    const id_token = token({ iss: issuer, aud: clientId, sub: 'somebody', nonce, ...times(), ...bend.claims });
    return send({ access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const metadata = () => ({
    ...{
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
    },
    ...{ response_types_supported: ['code'], subject_types_supported: ['public'] },
    id_token_signing_alg_values_supported: ['RS256'],
  });
  const times = () => ({ iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 60 });
  const token = (claims: Record<string, unknown>): string => {
    const { alg = 'RS256' } = bend;
    const body = `${base64url({ alg, kid: 'own' })}.${base64url(claims)}`;
    return `${body}.${alg === 'RS256' ? signed(body, bend.otherKey ? other.privateKey : own.privateKey) : ''}`;
  };
  return {
    issuer,
    /** Answer the question in `url` so. @returns Where the browser comes back to. */
    bendTo(url: string, next: Bend, callback: string): URL {
      bend = next;
      const asked = new URL(url).searchParams;
      nonce = asked.get('nonce')!;
      return new URL(`${callback}?${new URLSearchParams({ code: 'c', state: asked.get('state')! }).toString()}`);
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const signed = (body: string, key: KeyObject) => createSign('RSA-SHA256').update(body).sign(key).toString('base64url');
