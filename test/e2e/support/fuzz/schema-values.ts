import fc from 'fast-check';

/** JSON Schema as the service publishes it, draft 2020-12. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema | false;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** What strings may be besides made up: names and ids of things that are there, so that requests get past the first look. */
export interface Known {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** Values that a schema takes, mostly: what it says in prose only (two fields that must agree) is left to chance. */
export function valueOf(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const within = (inner: JsonSchema) => valueOf(inner, known);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.filter((choice) => !isNothing(choice)).map(within));
  if (schema.allOf) return within(Object.assign({}, ...schema.allOf) as JsonSchema);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, known);
    case 'array':
      return arrayOf(schema, known);
    case 'string':
      return stringOf(schema, known);
    case 'integer':
      return numberOf(schema, 1);
    case 'number':
      return fc.oneof(numberOf(schema, 1), numberOf(schema, 0.25));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const isNothing = (schema: JsonSchema): boolean => schema.not !== undefined && Object.keys(schema.not).length === 0;

function objectOf({ properties = {}, required = [], additionalProperties, propertyNames }: JsonSchema, known: Known) {
  const shape = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, valueOf(inner, known)]));
  const fixed = fc.record(shape, { requiredKeys: required.filter((name) => name in shape) });
  if (typeof additionalProperties !== 'object' || Object.keys(properties).length > 0) return fixed;
  const key = propertyNames ? valueOf(propertyNames, known).map(String) : fc.stringMatching(/^[a-z]{1,8}$/);
  return fc.dictionary(key, valueOf(additionalProperties, known), { maxKeys: 3 });
}

function arrayOf({ items, prefixItems, minItems = 0, maxItems = 4 }: JsonSchema, known: Known) {
  if (prefixItems) return fc.tuple(...prefixItems.map((item) => valueOf(item, known)));
  if (!items || isNothing(items)) return fc.constant([]);
  return fc.array(valueOf(items, known), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) });
}

function numberOf(schema: JsonSchema, step: number): fc.Arbitrary<number> {
  const { minimum = -5, maximum = Math.max(minimum, 0) + 1_000 } = schema;
  const least = schema.exclusiveMinimum === undefined ? minimum : schema.exclusiveMinimum + step;
  const most = schema.exclusiveMaximum === undefined ? maximum : schema.exclusiveMaximum - step;
  const inSteps = fc.integer({ min: Math.ceil(least / step), max: Math.floor(Math.min(most, least + 1e6) / step) });
  return fc.oneof(
    inSteps.map((steps) => steps * step),
    fc.constantFrom(least, most),
  );
}

function stringOf({ format, pattern, minLength = 0, maxLength = 40 }: JsonSchema, known: Known): fc.Arbitrary<string> {
  const made = FORMATS[format ?? ''];
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...known.ids), fc.uuid());
  if (made) return made();
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  if (pattern) return matching(pattern).map((text) => (fits(text) ? text : text.slice(0, maxLength)));
  const free = fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) });
  const names = known.names.filter(fits);
  return names.length > 0 ? fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...names) }, free) : free;
}

const day = () => fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const FORMATS: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  email: () => fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.example$/),
  date: () => day().map((date) => date.toISOString().slice(0, 10)),
  'date-time': () => day().map((date) => date.toISOString()),
  // Nothing is ever sent there: the address leads nowhere, and names of it are not asked for.
  uri: () => fc.stringMatching(/^http:\/\/127\.0\.0\.1:9\/[a-z]{0,8}$/),
};

/** Made up by hand for expressions that a generator needs long for (letters of every script) or can not read (look-arounds). */
const SAMPLES = [
  'a',
  'ab',
  'x-1',
  'M-1',
  'a/b',
  'g1',
  'kb.example',
  '127.0.0.1',
  'Ada',
  'ada@x.example',
  '2031-01-01',
  '0 5 * * 1',
  '',
];

function matching(pattern: string): fc.Arbitrary<string> {
  const expression = new RegExp(pattern, 'u');
  const samples = SAMPLES.filter((text) => expression.test(text));
  if (!/\\p\{|\(\?[=!<]/.test(pattern)) return fc.stringMatching(expression);
  return samples.length > 0 ? fc.constantFrom(...samples) : fc.string({ maxLength: 20 });
}
