import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type Environment, readEnvironment } from './read-environment.js';

const variables = z.object({
  INFERENCE_HOST: z.string().default('127.0.0.1'),
  INFERENCE_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  INFERENCE_SECRET: z.string().min(16, 'must have at least 16 characters'),
  INFERENCE_SHIPPED_MODELS: z.string(),
  INFERENCE_MODELS_DIR: z.string(),
  INFERENCE_EMBED_THREADS: z.coerce.number().int().min(1).max(256).default(1),
  INFERENCE_GENERATE_THREADS: z.coerce.number().int().min(1).max(256).optional(),
  INFERENCE_IDLE_UNLOAD_S: z.coerce.number().min(0).default(900),
});

/** Of an environment, what a person may set for the inference host that `up` starts. */
export function inferenceTuningOf(environment: Environment): Record<string, string | undefined> {
  const { INFERENCE_EMBED_THREADS, INFERENCE_GENERATE_THREADS, INFERENCE_IDLE_UNLOAD_S } = environment;
  return { INFERENCE_EMBED_THREADS, INFERENCE_GENERATE_THREADS, INFERENCE_IDLE_UNLOAD_S };
}

export interface InferenceSettings {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly secret: string;
  readonly shippedModelsDir: string;
  readonly modelsDir: string;
  readonly embedThreads: number;
  readonly generateThreads: number;
  /** A generator or reranker that nobody used for so long is unloaded; 0 keeps it. */
  readonly idleUnloadMs: number;
}

/** The settings of the inference host. @throws SettingsInvalid listing every bad variable. */
export function loadInferenceSettings(environment: Environment): InferenceSettings {
  const env = readEnvironment(variables, environment);
  return {
    host: env.INFERENCE_HOST,
    port: env.INFERENCE_PORT,
    secret: env.INFERENCE_SECRET,
    shippedModelsDir: resolve(env.INFERENCE_SHIPPED_MODELS),
    modelsDir: resolve(env.INFERENCE_MODELS_DIR),
    embedThreads: env.INFERENCE_EMBED_THREADS,
    // Threads wait for each other by spinning: one core stays free for everything else.
    generateThreads: env.INFERENCE_GENERATE_THREADS ?? Math.max(1, cpus().length - 1),
    idleUnloadMs: env.INFERENCE_IDLE_UNLOAD_S * 1000,
  };
}
