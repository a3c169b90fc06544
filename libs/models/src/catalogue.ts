import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MODEL_ROLES } from './roles.js';

const entry = z.strictObject({
  name: z.string().min(1),
  /** Maker's line of models, for grouping. */
  family: z.string().optional(),
  /** What it suits; the first is its kind. */
  roles: z.tuple([z.enum(MODEL_ROLES)], z.enum(MODEL_ROLES)),
  license: z.string(),
  /** What it is, in a sentence; shown by `models catalogue`. */
  summary: z.string(),
  /** As its makers count them, for example `30.5B, 3.3B active`. */
  parameters: z.string().optional(),
  /** Of the suggested file. */
  quantization: z.string().optional(),
  languages: z.string().optional(),
  /** The least machine: `laptop` has 16 GB of memory. */
  tier: z.enum(['laptop', 'workstation', 'server']).optional(),
  dimensions: z.int().positive().optional(),
  contextTokens: z.int().positive().optional(),
  pooling: z.enum(['mean', 'cls', 'last']).optional(),
  /** Put before every question, exactly as the model was trained. */
  queryPrefix: z.string().default(''),
  passagePrefix: z.string().default(''),
  /** Where the makers publish it. */
  source: z.url().optional(),
  /** The suggested file, which `models pull NAME` fetches. */
  url: z.url({ protocol: /^https$/ }).optional(),
  /** Pages that say what stands here. */
  sources: z.array(z.url()).default([]),
  /** Only for models that ship with the service. */
  file: z.string().optional(),
  /** Of the shipped or the suggested file. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  sizeBytes: z.int().positive().optional(),
  /** SHA-256 of an earlier file whose vectors the shipped one gives, to the bit: what was indexed with that one stays. */
  vectorsOf: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Share of the vectors in hybrid search, as measured for it (ADR 0005). */
  fusionWeight: z.number().min(0).max(1).optional(),
  isStarter: z.boolean().default(false),
  /** A text's vector is the sum of its tokens' vectors, which the file has in Q8_0: they can be compared one by one. */
  isStatic: z.boolean().default(false),
  /** Shipped for what was made with it, no longer offered. */
  isRetired: z.boolean().default(false),
});
/** A model that the catalogue knows: where to fetch it, under which licence, and what it is good for. */
export type CatalogueEntry = z.infer<typeof entry>;
const catalogueFile = z.strictObject({ models: z.array(entry) });

/** What is known beforehand about some models: prefixes, sizes, licences. Advice, except for checksums. */
export class Catalogue {
  constructor(readonly entries: readonly CatalogueEntry[]) {}

  /** @param shippedDir Folder that holds `catalogue.json` and the shipped models. */
  static async load(shippedDir: string): Promise<Catalogue> {
    const text = await readFile(join(shippedDir, 'catalogue.json'), 'utf8');
    return new Catalogue(catalogueFile.parse(JSON.parse(text)).models);
  }

  /** The entry of exactly this name, without case. */
  get(name: string): CatalogueEntry | null {
    return this.entries.find((one) => one.name.toLowerCase() === name.trim().toLowerCase()) ?? null;
  }

  /**
   * The entry that a model name belongs to: the longest entry name that occurs in it, without case, path or spelling of
   * separators ("Qwen/Qwen3-Embedding-0.6B", "qwen3_embedding-0.6b-q8_0"). Null for models that nobody wrote down.
   */
  find(modelName: string): CatalogueEntry | null {
    const wanted = plain(modelName);
    const fitting = this.entries.filter(({ name }) => wanted.includes(plain(name)));
    return fitting.sort((a, b) => b.name.length - a.name.length)[0] ?? null;
  }
}

/**
 * What tells vectors of different files apart, of a model that is served under a name.
 * @param known Its entry; that of another file than the served one says nothing about its vectors.
 */
export function embedderIdOf(name: string, sha256: string | null, known: CatalogueEntry | null): string {
  if (sha256 === null) return name;
  const vectorsOf = (known?.sha256 === sha256 && known.vectorsOf) || sha256;
  return `${name}@${vectorsOf.slice(0, 12)}`;
}

/** The name that a model of this identity is served under; see {@link embedderIdOf}. */
export const nameOfEmbedder = (embedderId: string): string => embedderId.replace(/@[0-9a-f]{12}$/, '');

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
