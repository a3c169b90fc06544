import { z } from 'zod';
import { ROUTES } from '../openapi.js';

interface Json {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly additionalProperties?: boolean | Json;
  readonly [keyword: string]: unknown;
}

/** Other people's protocols, whose senders add what they like: what is not known is passed over there, and never kept. */
const LOOSE: Readonly<Record<string, RegExp>> = {
  // WebAuthn: what an authenticator answered, as browsers of any age write it.
  '/api/v1/sign-in/second-factor': /\.passkey\.properties\.response$/,
  '/api/v1/sign-in/passkey': /\.passkey\.properties\.response$/,
  '/api/v1/account/confirm': /\.passkey\.properties\.response$/,
  '/api/v1/account/passkeys': /\.passkey\.properties\.response$/,
  // OpenAI's clients send names, refusals and calls of tools along with each message.
  '/v1/chat/completions': /\.messages\.items|\.response_format\./,
};
/** RFC 7643: directories send attributes of their own. */
const isOfDirectories = (path: string): boolean => path.startsWith('/scim/v2/');
const isLoose = (path: string, place: string): boolean => isOfDirectories(path) || (LOOSE[path]?.test(place) ?? false);

/** Where within a schema an object takes keys that it does not name; maps with checked values are no such objects. */
function looseObjects(schema: unknown, here = 'body'): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((one, i) => looseObjects(one, `${here}[${i}]`));
  const { type, properties, additionalProperties } = schema as Json;
  const isLoose = type === 'object' && properties !== undefined && additionalProperties !== false;
  return [
    ...(isLoose ? [here] : []),
    ...Object.entries(schema).flatMap(([name, inner]) => looseObjects(inner, `${here}.${name}`)),
  ];
}

const inputOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

describe('requests', () => {
  it('have bodies that take no key which they do not name, at any depth', () => {
    const bodies = ROUTES.flatMap(({ method, path, body }) => (body ? [{ method, path, body }] : []));
    expect(bodies.length).toBeGreaterThan(60);
    const loose = bodies.flatMap(({ method, path, body }) =>
      looseObjects(inputOf(body)).flatMap((place) => (isLoose(path, place) ? [] : [`${method} ${path} ${place}`])),
    );
    expect(loose).toEqual([]);
  });

  it('have queries that take no parameter which they do not name', () => {
    const queries = ROUTES.flatMap(({ path, query }) => (query && !isLoose(path, 'query') ? [{ path, query }] : []));
    expect(queries.length).toBeGreaterThan(15);
    expect(queries.filter(({ query }) => !refusesUnknown(query)).map(({ path }) => path)).toEqual([]);
  });
});

function refusesUnknown(query: z.ZodType): boolean {
  const { error } = query.safeParse({ $unknown: '1' });
  return error?.issues.some(({ code }) => code === 'unrecognized_keys') ?? false;
}
