import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Environment } from './environment.js';
import { readEnvironment } from './read-environment.js';

const variables = z.object({
  INFERENCE_HOST: z.string().default('127.0.0.1'),
  INFERENCE_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  INFERENCE_SECRET: z.string().min(16, 'must have at least 16 characters'),
  INFERENCE_SHIPPED_MODELS: z.string(),
  INFERENCE_MODELS_DIR: z.string(),
  INFERENCE_EMBED_THREADS: z.coerce.number().int().min(1).max(256).default(1),
  INFERENCE_GENERATE_THREADS: z.coerce.number().int().min(1).max(256).optional(),
  INFERENCE_IDLE_UNLOAD_S: z.coerce.number().min(0).default(900),
  INFERENCE_PARALLEL: z.coerce.number().int().min(1).max(64).optional(),
  INFERENCE_WAIT_S: z.coerce.number().positive().max(3_600).default(60),
  INFERENCE_LIMIT_S: z.coerce.number().positive().max(86_400).default(900),
  INFERENCE_STALL_S: z.coerce.number().min(1).max(3_600).default(120),
  INFERENCE_MEMORY_MB: z.coerce.number().int().min(256).optional(),
});

const TUNING = [
  'INFERENCE_EMBED_THREADS',
  'INFERENCE_GENERATE_THREADS',
  'INFERENCE_IDLE_UNLOAD_S',
  'INFERENCE_PARALLEL',
  'INFERENCE_WAIT_S',
  'INFERENCE_LIMIT_S',
  'INFERENCE_STALL_S',
  'INFERENCE_MEMORY_MB',
] as const;

/** Of an environment, what a person may set for the inference host that `up` starts. */
export function inferenceTuningOf(environment: Environment): Record<string, string | undefined> {
  return Object.fromEntries(TUNING.map((name) => [name, environment[name]]));
}

/** How long work in the inference host that `up` starts may show no sign of life. @throws SettingsInvalid */
export function inferenceStallMs(environment: Environment): number {
  return readEnvironment(variables.pick({ INFERENCE_STALL_S: true }), environment).INFERENCE_STALL_S * 1000;
}

/** What the model process is started with. */
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
  /** Answers that a model writes side by side; null: as many as memory allows, up to four. */
  readonly parallel: number | null;
  /** Longest wait of an answer for its turn. */
  readonly waitMs: number;
  /** Longest time for one request, its wait included. */
  readonly limitMs: number;
  /** Work without a sign of life for so long counts as hanging. */
  readonly stallMs: number;
  /** Resident memory at which the host is started anew; null: what its models need, and some more. */
  readonly memoryBytes: number | null;
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
    parallel: env.INFERENCE_PARALLEL ?? null,
    waitMs: env.INFERENCE_WAIT_S * 1000,
    limitMs: env.INFERENCE_LIMIT_S * 1000,
    stallMs: env.INFERENCE_STALL_S * 1000,
    memoryBytes: env.INFERENCE_MEMORY_MB === undefined ? null : env.INFERENCE_MEMORY_MB * 1024 ** 2,
  };
}
