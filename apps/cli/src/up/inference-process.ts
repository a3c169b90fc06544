import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  childEnvironment,
  inferenceStallMs,
  inferenceTuningOf,
  processEnvironment,
  programEntry,
  projectRoot,
  type ServiceSettings,
} from '#config';
import { freePort } from '#database';
import { machineMemory } from '#models';
import type { DataFolder } from './data-folder.js';
import { SupervisedProcess } from './supervised-process.js';

/**
 * The host ends by itself, in order, when it takes more than its models account for. This is for when it no longer can: the
 * part of the machine's memory beyond which the others here would suffer.
 */
const MEMORY_SHARE = 0.85;

/** An event loop that says nothing for so long is blocked, however busy the machine. */
const MOST_SILENCE_MS = 60_000;

/** Where models are served, and the process that serves them. */
export interface InferencePlan {
  readonly url: string;
  readonly secret: string;
  /** Null when every role is served elsewhere. */
  readonly process: SupervisedProcess | null;
  /** Longest silence of the process before it is taken for dead. */
  readonly silenceMs: number;
}

/** Our own inference host on loopback, with a secret of this start; or the one that the settings name. */
export async function planInference(
  settings: ServiceSettings,
  folder: DataFolder,
  report: (sentence: string) => void,
): Promise<InferencePlan> {
  const { url, secret } = settings.inference;
  const silenceMs = Math.min(MOST_SILENCE_MS, inferenceStallMs(processEnvironment()));
  if (url) return { url, secret: secret ?? '', process: null, silenceMs };
  const port = await freePort();
  const made = randomBytes(32).toString('base64url');
  const environment = childEnvironment({
    ...inferenceTuningOf(processEnvironment()),
    MALLOC_ARENA_MAX: '2',
    INFERENCE_PORT: String(port),
    INFERENCE_SECRET: made,
    INFERENCE_SHIPPED_MODELS: join(projectRoot(), 'models'),
    INFERENCE_MODELS_DIR: settings.paths.models,
  });
  const entry = programEntry('inference');
  const host = new SupervisedProcess(
    {
      name: 'inference',
      entry,
      environment,
      logFile: folder.logFile('inference'),
      memoryBytes: machineMemory() * MEMORY_SHARE,
    },
    report,
  );
  return { url: `http://127.0.0.1:${port}`, secret: made, process: host, silenceMs };
}
