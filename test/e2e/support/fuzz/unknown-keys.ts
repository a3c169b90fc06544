import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { OpenApiPaths } from './fuzz-routes.js';
import { type Known, valueOf } from './schema-values.js';

export interface BodyCase {
  readonly method: string;
  readonly path: string;
  /** What the route takes, with one key more than it knows. */
  readonly body: Record<string, unknown>;
}

/** Every route that takes JSON, and a body that fits it but for the key. */
export function unknownKeyCases({ paths }: OpenApiPaths, known: Known, key: string, seed: number): BodyCase[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema;
      if (!schema) return [];
      const [fitting] = fc.sample(valueOf(schema, known), { seed, numRuns: 1 });
      const body = { ...(fitting as Record<string, unknown>), [key]: true };
      return [{ method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, () => randomUUID()), body }];
    }),
  );
}
