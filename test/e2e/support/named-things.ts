import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ROUTES } from '../../../apps/api/src/openapi.js';

/** A place in a body or a query where a caller may name something that exists, by its id, its name or its number. */
export interface NamedPlace {
  /** `METHOD /path` */
  readonly route: string;
  readonly part: 'body' | 'query';
  /** `like.id`, `records[]` */
  readonly place: string;
  /** A request, as small as its schema allows, that names `value` there. */
  sample(value: string): unknown;
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly default?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** What is named by a text of its own: collections by name or id, matters by number. */
const BY_NAME = /(?:^|\.)(?:collections?|matter)(?:\[\])?$/;

/** Every such place of every route, found in the schemas that requests are held against. */
export function namedPlaces(): NamedPlace[] {
  return ROUTES.flatMap((route) =>
    (['body', 'query'] as const).flatMap((part) => {
      const shape = route[part];
      if (!shape) return [];
      const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema;
      return [...new Set(placesIn(schema, ''))].map((place) => ({
        ...{ route: `${route.method.toUpperCase()} ${route.path}`, part, place },
        sample: (value: string) => sampleOf(schema, place, value),
      }));
    }),
  );
}

/** The smallest body that a route's schema allows, as far as the schema tells; undefined for a route without one. */
export function smallestBody(route: string): unknown {
  const shape = ROUTES.find(({ method, path }) => `${method.toUpperCase()} ${path}` === route)?.body;
  return shape && sampleOf(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema, null, '');
}

const branchesOf = ({ anyOf, oneOf }: Schema): readonly Schema[] => anyOf ?? oneOf ?? [];

function placesIn(schema: Schema, at: string): string[] {
  const isNamed = schema.format === 'uuid' || (schema.type === 'string' && BY_NAME.test(at));
  return [
    ...(isNamed ? [at] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
      placesIn(inner, at === '' ? name : `${at}.${name}`),
    ),
    ...(schema.items ? placesIn(schema.items, `${at}[]`) : []),
    ...branchesOf(schema).flatMap((branch) => placesIn(branch, at)),
  ];
}

/** @param rest Where the value goes, from here on; null: nowhere below. */
function sampleOf(schema: Schema, rest: string | null, value: string): unknown {
  const branches = branchesOf(schema);
  if (branches.length > 0) {
    const holding = branches.find((branch) => rest !== null && placesIn(branch, '').some((place) => place === rest));
    return sampleOf(holding ?? branches[0]!, rest, value);
  }
  if (rest === '') return value;
  if (schema.properties) return objectOf(schema, rest, value);
  if (schema.items) {
    if (rest?.startsWith('[]')) return [sampleOf(schema.items, rest.slice(2).replace(/^\./, ''), value)];
    return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items!, null, value));
  }
  return plainOf(schema);
}

function objectOf({ properties = {}, required = [] }: Schema, rest: string | null, value: string): object {
  const [, head = '', tail = ''] = /^(\w+)(.*)$/.exec(rest ?? '') ?? [];
  const names = [...new Set([...required, ...(head === '' ? [] : [head])])];
  return Object.fromEntries(
    names.map((name) => [
      name,
      sampleOf(properties[name] ?? {}, name === head ? tail.replace(/^\./, '') : null, value),
    ]),
  );
}

function plainOf({ type, format, const: only, enum: some, minimum, default: usual }: Schema): unknown {
  if (only !== undefined) return only;
  if (some) return some[0];
  if (usual !== undefined) return usual;
  if (type === 'string') return format === 'uuid' ? randomUUID() : 'Anything';
  if (type === 'integer' || type === 'number') return Math.max(1, minimum ?? 1);
  return type === 'boolean' ? false : {};
}
