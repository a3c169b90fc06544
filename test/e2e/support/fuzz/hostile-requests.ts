import fc from 'fast-check';
import { multipart } from '../api.js';
import { HOSTILE, hostileValue, spoiled } from './hostile-values.js';
import { type JsonSchema, type Known, valueOf } from './schema-values.js';

/** What the published document says of a route. */
export interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: JsonSchema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
}

export interface FuzzRequest {
  readonly method: string;
  /** With its query; ASCII, escaped where it has to be. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

/** Ids that are none, as they stand in an address. */
const ODD_IDS = [
  ...['%00', '..%2f..%2f..%2fetc%2fpasswd', '%2e%2e', '%2e%2e%5c', '%E0%A4%A', '%', '%u0041', '%ff%fe', '%ED%A0%80'],
  ...['null', 'undefined', 'NaN', '-1', '0', '1', '1e99', '9'.repeat(30), '0x10', '1.5', 'a'.repeat(3_000)],
  ...["'%20OR%20'1'='1", '%3Cscript%3E', '__proto__', 'constructor', 'toString', '%F0%9F%99%82', '%E2%80%AE', ';', '*'],
  ...['x%0d%0aX-Injected:%201', '00000000-0000-0000-0000-000000000000', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'],
];
const ODD_QUERIES = [
  ...[
    'a[__proto__][x]=1',
    '__proto__=1',
    'constructor[prototype][x]=1',
    'limit=1&limit=2',
    'limit[]=1',
    '%',
    '&&=&',
    '=',
  ],
  ...[
    `text=${'x'.repeat(6_000)}`,
    'limit=-1',
    'limit=1e9',
    'offset=99999999999999999999',
    'limit=NaN',
    'a'.repeat(500),
  ],
  ...Array.from({ length: 1 }, () => Array.from({ length: 1_500 }, (_, i) => `p${i}=1`).join('&')),
];

/** Every byte that may not stand in an address escaped; also of text that is not well-formed. */
const escaped = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      /[\w.~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');

/** Requests to one route: some that fit its published schemas, most of them with something wrong. */
export function requestsTo(
  method: string,
  path: string,
  operation: Operation,
  known: Known,
): fc.Arbitrary<FuzzRequest> {
  return fc
    .record({
      address: addressOf(path, known),
      query: queryOf(operation, known),
      sent: bodyOf(operation, known),
      more: fc.constantFrom(...ODD_HEADERS),
    })
    .map(({ address, query, sent, more }) => ({
      method: method.toUpperCase(),
      path: `${address}${query === '' ? '' : `?${query}`}`,
      headers: { ...sent.headers, ...more },
      body: sent.body,
    }));
}

const ODD_HEADERS: readonly Readonly<Record<string, string>>[] = [
  ...Array.from({ length: 6 }, () => ({})),
  ...[{ accept: 'text/event-stream' }, { accept: 'application/json, text/event-stream' }, { accept: '*/*;q=x' }],
  ...[
    { range: 'bytes=5-1,0-' },
    { 'if-none-match': '*' },
    { 'if-modified-since': 'never' },
    { cookie: 'chancery_session=%00; =; a' },
  ],
  ...[{ 'x-forwarded-for': 'not an address', 'x-forwarded-proto': 'https' }, { 'mcp-session-id': '../..' }],
  ...[{ 'x-correlation-id': 'a'.repeat(5_000) }, { 'accept-language': '\u00e9;q=9' }, { 'user-agent': '<script>' }],
  ...[{ host: 'evil.example' }, { origin: 'null' }, { 'x-http-method-override': 'DELETE' }, { expect: '100-continue' }],
];

function addressOf(path: string, known: Known): fc.Arbitrary<string> {
  const one = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known.ids, ...known.names).map(escaped) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 2, arbitrary: fc.constantFrom(...ODD_IDS) },
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }).map(escaped) },
  );
  const holes = path.match(/\{\w+\}/g) ?? [];
  return fc.tuple(...holes.map(() => one)).map((filled) => {
    const rest = [...filled];
    return path.replace(/\{\w+\}/g, () => rest.shift()!);
  });
}

function queryOf({ parameters = [] }: Operation, known: Known): fc.Arbitrary<string> {
  const named = parameters.filter((one) => one.in === 'query');
  const fitting = fc.record(Object.fromEntries(named.map(({ name, schema }) => [name, valueOf(schema, known)])), {
    requiredKeys: [],
  });
  const wrong = fc.record(Object.fromEntries(named.map(({ name }) => [name, hostileValue])), { requiredKeys: [] });
  const odd = fc.constantFrom(...ODD_QUERIES);
  const written = (pairs: Readonly<Record<string, unknown>>) =>
    Object.entries(pairs)
      .map(([name, value]) => `${escaped(name)}=${escaped(textOf(value)).slice(0, 6_000)}`)
      .join('&');
  if (named.length === 0) return fc.oneof({ weight: 9, arbitrary: fc.constant('') }, odd);
  return fc.oneof(
    { weight: 4, arbitrary: fitting.map(written) },
    { weight: 4, arbitrary: wrong.map(written) },
    { weight: 1, arbitrary: odd },
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

function bodyOf({ requestBody }: Operation, known: Known): fc.Arbitrary<Sent> {
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (!type || !content)
    return fc.oneof({ weight: 6, arbitrary: fc.constant({ headers: {}, body: null }) }, hostileValue.map(asJson));
  if (type === 'multipart/form-data') return filesOf(content.schema, known);
  if (type === 'application/octet-stream')
    return fc.uint8Array({ maxLength: 200 }).map((body) => ({ headers: { 'content-type': type }, body }));
  const fitting = valueOf(content.schema, known);
  return fc.oneof(
    { weight: 4, arbitrary: fitting.map(asJson) },
    { weight: 6, arbitrary: spoiled(fitting).map(asJson) },
    { weight: 1, arbitrary: hostileValue.map(asJson) },
    { weight: 2, arbitrary: brokenBody(fitting) },
    { weight: 1, arbitrary: fc.constant({ headers: {}, body: null }) },
  );
}

const JSON_TYPE = { 'content-type': 'application/json' };
const asJson = (value: unknown): Sent => ({ headers: JSON_TYPE, body: Buffer.from(JSON.stringify(value) ?? '') });

/** What no reader of JSON can make sense of, or that says to be something else than it is. */
function brokenBody(fitting: fc.Arbitrary<unknown>): fc.Arbitrary<Sent> {
  const text = fitting.map((value) => JSON.stringify(value) ?? '');
  const cut = fc
    .tuple(text, fc.nat({ max: 99 }))
    .map(([whole, share]) => whole.slice(0, Math.floor((whole.length * share) / 100)));
  const odd = fc.constantFrom(
    'NaN',
    '{"a":NaN}',
    '{"a":1e99999}',
    '{"a":-0}',
    '{"a":1,"a":2}',
    '\ufeff{}',
    "{'a':1}",
    '[1,]',
    '//x\n{}',
  );
  const bytes = fc.oneof(cut, odd).map((body) => ({ headers: JSON_TYPE, body: Buffer.from(body) }));
  const binary = fc.uint8Array({ minLength: 1, maxLength: 60 }).map((body) => ({ headers: JSON_TYPE, body }));
  const mistyped = fc
    .tuple(text, fc.constantFrom(...WRONG_TYPES))
    .map(([body, headers]) => ({ headers, body: Buffer.from(body) }));
  return fc.oneof(bytes, binary, mistyped);
}

const WRONG_TYPES: readonly Readonly<Record<string, string>>[] = [
  ...[
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'x',
    ';',
    'a'.repeat(500),
  ].map((type) => ({ 'content-type': type })),
  ...['application/json; charset=utf-16', 'application/json; charset=klingon'].map((type) => ({
    'content-type': type,
  })),
  ...['gzip', 'deflate', 'br', 'identity, gzip', 'nonsense'].map((encoding) => ({
    ...JSON_TYPE,
    'content-encoding': encoding,
  })),
];

/** Uploads of one or two small files under odd names, with the fields that the schema knows and their like. */
function filesOf({ properties = {} }: JsonSchema, known: Known): fc.Arbitrary<Sent> {
  const field = fc.oneof(
    fc.constantFrom(...known.names),
    hostileValue.map(textOf).map((text) => text.slice(0, 2_000)),
  );
  const fields = fc.record(Object.fromEntries(Object.keys(properties).map((name) => [name, field])), {
    requiredKeys: [],
  });
  const oddNames = HOSTILE.filter((value): value is string => typeof value === 'string' && value.length < 300);
  const name = fc
    .oneof(fc.constantFrom(...oddNames), fc.string({ maxLength: 20 }))
    .map((text) => text.replace(/[\r\n]/g, '_'));
  const file = fc.record({ name, bytes: fc.oneof(fc.string({ maxLength: 60 }), fc.uint8Array({ maxLength: 60 })) });
  return fc.tuple(fields, fc.array(file, { maxLength: 2 })).map(([texts, files]) => {
    const { body, contentType } = multipart(texts as Record<string, string>, files);
    return { headers: { 'content-type': contentType }, body };
  });
}
