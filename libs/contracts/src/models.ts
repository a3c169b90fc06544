import { z } from 'zod';
import { failure } from './common.js';

/** What a model file can do, read from the file. */
export const modelKind = z.enum(['embedder', 'reranker', 'generator']);
export type ModelKind = z.infer<typeof modelKind>;

/** What a model is used for. `generator`, `reasoner` and `extractor` are all filled by models of the kind `generator`. */
export const modelRole = z.enum(['embedder', 'reranker', 'generator', 'reasoner', 'extractor']);
export type ModelRoleName = z.infer<typeof modelRole>;

/** A model of this machine, by the name that it was installed under. */
export const modelName = z.string().trim().min(1, 'Give the name of a model.').max(120);
const sha256 = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, 'Give a SHA-256 as 64 hexadecimal characters.');

/** Whether a model suits the memory of the machine that the API runs on; video memory is not looked at. */
export const fitsView = z.object({
  verdict: z.enum(['fits', 'tight', 'too_large']),
  /** Estimate: weights, the context as this service uses it, and working memory. */
  needsBytes: z.number(),
  machineBytes: z.number(),
});
export type FitsView = z.infer<typeof fitsView>;

/** A model file at hand. */
export const modelView = z.object({
  name: z.string(),
  kind: modelKind,
  /** What it is in use for at this moment, fallbacks included; empty when nothing uses it. */
  roles: z.array(modelRole),
  /** Names of the collections whose answers it writes. Only those that the caller may see. */
  collections: z.array(z.string()),
  source: z.enum(['shipped', 'imported']),
  /** Address it was fetched from, if it was. */
  origin: z.string().nullable(),
  /** The model that it is a Q8_0 copy of, as that was then; null for any other file. */
  madeFrom: z.object({ name: z.string(), sha256: z.string() }).nullable(),
  addedAt: z.string().nullable(),
  isStarter: z.boolean(),
  sizeBytes: z.number(),
  sha256: z.string(),
  architecture: z.string().nullable(),
  /** Length of its vectors or hidden states. */
  dimensions: z.number().nullable(),
  /** Tokens that it was trained for. */
  contextTokens: z.number().nullable(),
  /** Number of weights. */
  parameters: z.number().nullable(),
  /** As llama.cpp names it, for example `Q4_K_M`. */
  quantization: z.string().nullable(),
  /** Whether a copy with its weights in Q8_0 can be made of it. */
  isQuantizable: z.boolean(),
  license: z.string().nullable(),
  languages: z.string().nullable(),
  /**
   * What is wrong with its file, so that it can't be used: it is `missing`, `unreadable` for the service, or `damaged` (another content than
   * was recorded; where only its bytes tell, once they have been read to load or verify it). Null for nothing that is known.
   */
  fault: z
    .enum([
      ...(['missing', 'unreadable', 'damaged'] as const),
      ...(['unknown_architecture', 'unknown_tokenizer', 'unusable_template'] as const),
    ])
    .nullable(),
  /** Null where that can't be told, as of a file with a `fault`. */
  fits: fitsView.nullable(),
  /**
   * `guessed_tokenizer`: the file does not say how texts are cut up before they are turned to tokens (`tokenizer.ggml.pre`), so llama.cpp takes
   * its default, and the model reads other tokens than it was trained with. `slow_weights`: an embedder whose F16 weights the processor backend
   * in use computes slowly; the same model in `Q8_0` is about twice as fast on this machine.
   */
  hint: z.enum(['guessed_tokenizer', 'slow_weights']).nullable(),
});
export type ModelView = z.infer<typeof modelView>;

/**
 * What fills a role. `chosen`: put to use by a person (or the first of its kind that arrived); `shipped`: the model that comes
 * with the service; `generator`: nothing of its own, so the generator does it; `remote`: a server that the settings name;
 * `nothing`: the role is empty.
 */
export const roleView = z.object({
  name: z.string().nullable(),
  from: z.enum(['chosen', 'shipped', 'generator', 'remote', 'nothing']),
});
export type RoleView = z.infer<typeof roleView>;

/** Every model installed, who fills each role, and what room the machine has, in bytes. */
export const modelList = z.object({
  models: z.array(modelView),
  roles: z.record(modelRole, roleView),
  machineBytes: z.number(),
  freeDiskBytes: z.number(),
});
export type ModelList = z.infer<typeof modelList>;

/** A model that the catalogue knows. What no source confirmed is null. */
export const catalogueModelView = z.object({
  name: z.string(),
  family: z.string().nullable(),
  roles: z.array(modelRole),
  summary: z.string(),
  license: z.string(),
  parameters: z.string().nullable(),
  /** Of the suggested file. */
  quantization: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  contextTokens: z.number().nullable(),
  dimensions: z.number().nullable(),
  languages: z.string().nullable(),
  queryPrefix: z.string(),
  passagePrefix: z.string(),
  pooling: z.enum(['mean', 'cls', 'last']).nullable(),
  tier: z.enum(['laptop', 'workstation', 'server']).nullable(),
  /** Where the makers publish it. */
  source: z.string().nullable(),
  /** The file that `pull` fetches; null where a person has to choose one at `source`. */
  url: z.string().nullable(),
  sources: z.array(z.string()),
  /** From the size of the suggested file alone; null where that is not known. */
  fits: fitsView.nullable(),
  /** Name of the installed model that this entry describes, if there is one. */
  installed: z.string().nullable(),
});
export type CatalogueModelView = z.infer<typeof catalogueModelView>;
/** Models that are known to work here, installed or not. */
export const catalogueList = z.object({ models: z.array(catalogueModelView) });
export type CatalogueList = z.infer<typeof catalogueList>;

/** Fetch a file: from an address, or the one that the catalogue names for a model. */
export const pullModel = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: 'Give the http(s) address of a GGUF file.' })
      .max(4_000)
      .optional(),
    /** Name of a catalogue entry. */
    catalogue: z.string().trim().min(1).max(200).optional(),
    /** Name to keep it under; by default the file name. */
    name: modelName.optional(),
    /** Refuse any other content. */
    sha256: sha256.optional(),
  })
  .refine(({ url, catalogue }) => (url === undefined) !== (catalogue === undefined), 'Give either url or catalogue.');
export type PullModel = z.infer<typeof pullModel>;

/** Make a copy of a model with its F32, F16 or BF16 weights in Q8_0. */
export const quantizeModel = z.strictObject({
  model: modelName,
  /** Name of the copy; by default that of the model with `-q8_0`. */
  name: modelName.optional(),
});
export type QuantizeModel = z.infer<typeof quantizeModel>;

/**
 * A model on its way into the store. Lives in the API process; a broken pull goes on when it is asked for again, a broken copy is begun anew.
 */
export const modelTask = z.object({
  id: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** Name that the model will have, or has. */
  name: z.string(),
  /** Where it is fetched from; null for a copy. */
  url: z.string().nullable(),
  /** Name of the model that it is a copy of; null for one that is fetched. */
  madeFrom: z.string().nullable(),
  bytes: z.number(),
  totalBytes: z.number().nullable(),
  /** Bytes a second of late; 0 unless running. */
  rate: z.number(),
  error: failure.nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
});
export type ModelTask = z.infer<typeof modelTask>;
/** Downloads and copies since the service started; of those that ended, the last ones only. */
export const modelTaskList = z.object({ tasks: z.array(modelTask) });

/** Beside the file itself, which is the whole body (`application/octet-stream`). */
/** A file's name will do: the store makes a model's name of it. */
const importedName = z.string().trim().min(1, 'Give the name of a model.').max(255);

/** A checksum that does not fit refuses the file. */
export const importModel = z.strictObject({ name: importedName, sha256: sha256.optional() });
export type ImportModel = z.infer<typeof importModel>;

/** Takes the place of the one that fills the role now. */
export const useModel = z.strictObject({ name: modelName });
export type UseModel = z.infer<typeof useModel>;

/** Every installed file, read whole and compared with the checksum of its installation. */
export const modelVerification = z.object({
  ok: z.boolean(),
  models: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type ModelVerification = z.infer<typeof modelVerification>;
