import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type ServiceSettings, childEnvironment, inferenceTuningOf, processEnvironment, projectRoot } from '#config';
import { freePort } from '#database';
import type { DataFolder } from './data-folder.js';
import { SupervisedProcess } from './supervised-process.js';

/** Native memory that no language runtime bounds: past this the host is started anew. Generators add their own size. */
const MEMORY_BYTES = 12 * 1024 ** 3;

export interface InferencePlan {
  readonly url: string;
  readonly secret: string;
  /** Null when every role is served elsewhere. */
  readonly process: SupervisedProcess | null;
}

/** Our own inference host on loopback, with a secret of this start; or the one that the settings name. */
export async function planInference(
  settings: ServiceSettings,
  folder: DataFolder,
  report: (sentence: string) => void,
): Promise<InferencePlan> {
  const { url, secret } = settings.inference;
  if (url) return { url, secret: secret ?? '', process: null };
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
  const entry = join(projectRoot(), 'dist', 'apps', 'inference', 'src', 'main.js');
  const host = new SupervisedProcess(
    { name: 'inference', entry, environment, logFile: folder.logFile('inference'), memoryBytes: MEMORY_BYTES },
    report,
  );
  return { url: `http://127.0.0.1:${port}`, secret: made, process: host };
}
