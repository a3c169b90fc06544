import { spanPair } from '#contracts';
import { z } from 'zod';

/** One passage that retrieval put in front of the answerer, as far as the sealed record tells. */
export interface SealedPassage {
  rank: number;
  title: string | null;
  page: number | null;
  revisionId: string | null;
  span: [number, number] | null;
  /** Names and values of every score, in the order sealed. */
  scores: [string, number][];
  hash: string | null;
}

const span = z.union([
  spanPair,
  z.object({ start: z.number(), end: z.number() }).transform(({ start, end }): [number, number] => [start, end]),
]);

/**
 * Read the passages out of a sealed record's body. The body is sealed for ever, so it may be of any version: what is
 * not understood is left out here and stays visible in the raw JSON.
 * @returns Passages in sealed order; none when the body lists none.
 */
export function sealedPassages(body: Record<string, unknown>): SealedPassage[] {
  const list = z.array(z.record(z.string(), z.unknown())).safeParse(body['passages']);
  return list.success ? list.data.map(readPassage) : [];
}

function readPassage(passage: Record<string, unknown>, index: number): SealedPassage {
  const read = <T>(schema: z.ZodType<T>, ...names: string[]): T | null => {
    for (const name of names) {
      const value = schema.safeParse(passage[name]);
      if (value.success) return value.data;
    }
    return null;
  };
  return {
    rank: read(z.number(), 'rank') ?? index + 1,
    title: read(z.string(), 'title', 'path'),
    page: read(z.number(), 'page'),
    revisionId: read(z.string(), 'revisionId', 'revision'),
    span: read(span, 'span'),
    scores: readScores(passage),
    hash: read(z.string(), 'sha256', 'textSha256', 'hash', 'chunkId', 'chunk'),
  };
}

function readScores({ score, scores }: Record<string, unknown>): [string, number][] {
  const parts = z.record(z.string(), z.unknown()).safeParse(scores);
  return Object.entries({ score, ...(parts.success ? parts.data : {}) }).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
}
