import fc from 'fast-check';

const nested = (depth: number): unknown => {
  let value: unknown = 'x';
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
};
/** Parsed, so that the keys are the object's own. */
const polluting = (): unknown =>
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"toString":1,"length":-1}');

/** What no field asked for, whatever its type. */
export const HOSTILE: readonly unknown[] = [
  ...[null, true, false, 0, -1, -0, 1.5, 2 ** 31, 2 ** 53, 1e21, 1e308, -1e308, 5e-324],
  ...['', ' ', '\0', 'a\0b', '\ud800', 'x\udc00', '\u202efdp.exe', '\u200b', '\ufeff', '🙂', 'e\u0301'.repeat(50)],
  ...['x'.repeat(100_000), '9'.repeat(400), 'a'.repeat(50_000) + '!', ' '.repeat(50_000), '('.repeat(5_000)],
  ...['../../../../etc/passwd', '..\\..\\x', '/etc/passwd', 'file:///etc/passwd', '%00', '%2e%2e%2f', 'C:\\x'],
  ...[
    "' OR '1'='1",
    "'; DROP TABLE users; --",
    '" OR ""="',
    '$1',
    '%',
    '_',
    '\\',
    '*',
    '{{7*7}}',
    ['$', '{jndi:ldap://x}'].join(''),
  ],
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'javascript:alert(1)', 'a\r\nX-Injected: 1'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', 'true'],
  ...['2031-02-30', '0000-00-00', '+275760-09-13', '9999999-01-01', '99:99', '* * * * *', '@every', '-', '--help'],
  ...['NEAR/2 AND OR NOT "', '"unclosed', 'title:(', 'after:2031-99', 'a NEAR/999999 b', '-"', ':::', '& | ! <->'],
  ...[[], {}, [null], [[]], [{}], { length: 1e9 }, { then: 'x' }, { toJSON: 'x' }, { $ne: null }, { 'a\0': 'b' }],
  ...[nested(60), nested(2_000), polluting(), Array.from({ length: 5_000 }, (_, i) => i)],
  Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, i])),
];
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.anything({ maxDepth: 2, withNullPrototype: false }).filter((value) => isJson(value)),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}

/** One thing that is done to a value: at one of its places, counted off. */
type Mutation =
  | { readonly how: 'replace'; readonly at: number; readonly by: unknown }
  | { readonly how: 'drop'; readonly at: number }
  | { readonly how: 'add'; readonly at: number; readonly key: string; readonly by: unknown };

const at = fc.nat({ max: 1_000 });
const key = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'id', 'role', 'userId', 'isAdmin', 'createdAt', 'a\0', '', 'toString'),
  fc.string({ maxLength: 12 }),
);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ how: fc.constant('replace'), at, by: hostileValue }) },
  fc.record({ how: fc.constant('drop'), at }),
  fc.record({ how: fc.constant('add'), at, key, by: hostileValue }),
);

/** A value that fits, and what becomes of it when one or two things about it do not. */
export const spoiled = (fitting: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(fitting, fc.array(mutation, { minLength: 1, maxLength: 2 }))
    .map(([value, done]) => done.reduce(mutate, value));

function mutate(value: unknown, done: Mutation): unknown {
  const places = placesOf(value);
  const place = places[done.at % places.length]!;
  if (done.how === 'add')
    return changeAt(value, place, (inner) => (isObject(inner) ? withOwn(inner, done.key, done.by) : done.by));
  return changeAt(value, place, () => (done.how === 'replace' ? done.by : undefined));
}

type Place = readonly (string | number)[];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value itself and everything in it, a few levels deep. */
function placesOf(value: unknown, here: Place = []): Place[] {
  if (typeof value !== 'object' || value === null || here.length > 4) return [here];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [
    here,
    ...keys.slice(0, 30).flatMap((name) => placesOf((value as Record<string, unknown>)[name], [...here, name])),
  ];
}

function changeAt(value: unknown, [first, ...rest]: Place, change: (inner: unknown) => unknown): unknown {
  if (first === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((member: unknown, i) => (i === first ? changeAt(member, rest, change) : member));
  const inner = changeAt((value as Record<string, unknown>)[first], rest, change);
  return withOwn(value as Record<string, unknown>, String(first), inner);
}

/** A copy with one key of its own, whatever it is called. */
function withOwn(value: Record<string, unknown>, name: string, inner: unknown): Record<string, unknown> {
  const copy = { ...value };
  Object.defineProperty(copy, name, { value: inner, enumerable: true, writable: true, configurable: true });
  return copy;
}
