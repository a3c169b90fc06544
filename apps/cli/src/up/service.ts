import { childEnvironment, processEnvironment, programEntry, serviceVariablesOf, type ServiceSettings } from '#config';
import { freePort, refuseUnfinishedRestore, startEmbeddedPostgres } from '#database';
import { DataFolder } from './data-folder.js';
import { planInference } from './inference-process.js';
import { watchHealth } from './health-watch.js';
import { watchMemory } from './memory-watch.js';
import { checkPort } from './port.js';
import { watchPostgres } from './postgres-watch.js';
import { prepareDatabase } from './prepare-database.js';
import { SupervisedProcess } from './supervised-process.js';

/** A service that answers; whoever started it has to stop it. */
export interface RunningService {
  readonly url: string;
  /** File of the certificate that the service itself answers with; null over plain HTTP. */
  readonly certificate: string | null;
  /** An administrator's key for scripts. */
  readonly token: string;
  /** The portal's address with a one-time sign-in token. */
  readonly signInUrl: string;
  /** Whether this data folder is used for the first time. */
  readonly isNew: boolean;
  /** End everything in order: nothing new in, jobs put down, database last. */
  stop(): Promise<void>;
}

/** Resident memory at which API and worker are started anew. Far above what they need; a leak must end somewhere. */
const API_MEMORY_BYTES = 2 * 1024 ** 3;
const WORKER_MEMORY_BYTES = 3 * 1024 ** 3;

/**
 * Start the whole service in one data folder: PostgreSQL, inference host, worker, API with the portal.
 * What was started is stopped again when a later part fails.
 * @param report Called with one sentence for each step.
 */
export async function startService(
  settings: ServiceSettings,
  report: (sentence: string) => void,
): Promise<RunningService> {
  refuseUnfinishedRestore(settings.dataDir);
  await checkPort(settings.http.host, settings.http.port);
  const folder = new DataFolder(settings.dataDir);
  folder.claim();
  const undo: (() => Promise<void> | void)[] = [() => folder.release()];
  const stop = async () => {
    for (const each of undo.splice(0).reverse()) await each();
  };
  try {
    const databaseUrl = settings.databaseUrl ?? (await embedded(settings, undo, report));
    report('Preparing the database…');
    const prepared = await prepareDatabase(databaseUrl, settings, folder.read('key'));
    folder.keep('key', prepared.key);
    const url = await startProcesses(settings, folder, databaseUrl, undo, report);
    const certificate = settings.http.tls?.certFile;
    folder.announce({ url, token: prepared.key, pid: process.pid, certificate });
    const base = settings.http.publicUrl ?? url;
    return {
      url,
      certificate: certificate ?? null,
      token: prepared.key,
      signInUrl: `${base.replace(/\/+$/, '')}/sign-in#${prepared.link}`,
      isNew: prepared.isNew,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function embedded(
  settings: ServiceSettings,
  undo: (() => Promise<void> | void)[],
  report: (sentence: string) => void,
): Promise<string> {
  report('Starting PostgreSQL…');
  const postgres = await startEmbeddedPostgres(settings.paths.postgres, report);
  undo.push(() => postgres.stop(), watchPostgres(postgres, report));
  if (postgres.isAdopted) report('PostgreSQL was still running from an earlier start; going on with it.');
  return postgres.url;
}

async function startProcesses(
  settings: ServiceSettings,
  folder: DataFolder,
  databaseUrl: string,
  undo: (() => Promise<void> | void)[],
  report: (sentence: string) => void,
): Promise<string> {
  const inference = await planInference(settings, folder, report);
  // Any free port is chosen once, here: an API that is started anew must be found where it was.
  const port = settings.http.port || (await freePort());
  const environment = childEnvironment({
    ...serviceVariablesOf(processEnvironment()),
    DATA_DIR: settings.dataDir,
    HOST: settings.http.host,
    PORT: String(port),
    // Settled here, whatever file they came from.
    ...{ DATABASE_URL: databaseUrl, DATABASE_URL_FILE: undefined },
    ...{ INFERENCE_URL: inference.url, INFERENCE_SECRET_FILE: undefined },
    ...(inference.secret ? { INFERENCE_SECRET: inference.secret } : {}),
    RUST_LOG: 'error',
    LANCEDB_LOG: 'error',
    // The allocator keeps an arena for each thread otherwise, and native code here has many.
    MALLOC_ARENA_MAX: '2',
    // Building an index of words would take 2 GB for each second core: more than the worker has.
    LANCE_FTS_NUM_SHARDS: '2',
    LANCE_FTS_PARTITION_SIZE: '512',
  });
  const child = (name: string, memoryBytes: number, execArgv: string[]) =>
    new SupervisedProcess(
      {
        name,
        environment,
        memoryBytes,
        execArgv,
        entry: programEntry(name),
        logFile: folder.logFile(name),
      },
      report,
    );
  const worker = child('worker', WORKER_MEMORY_BYTES, ['--max-old-space-size=1024']);
  const api = child('api', API_MEMORY_BYTES, ['--max-old-space-size=1024']);
  const all = [...(inference.process ? [inference.process] : []), worker, api];
  for (const each of all) undo.push(() => each.stop());
  undo.push(watchMemory(all));
  if (inference.process) undo.push(watchHealth(inference.process, inference.url, inference.silenceMs));
  report('Starting inference host, worker and API…');
  const [ready] = await Promise.all([api.start(), worker.start(), inference.process?.start()]);
  return String(ready['url']);
}
