import type { AddressInfo } from 'node:net';
import { loadInferenceSettings, processEnvironment } from '#config';
import { InferenceHost } from './inference-host.js';
import { inferenceServer } from './inference-server.js';
import { memoryVerdict } from './memory-verdict.js';

/** What this process takes without models, and room for what allocators keep back. */
const BASE_BYTES = 2 * 1024 ** 3;

/** While it starts, which takes minutes with a large embedder, a process that is stopped or blocked is told by its silence. */
const ALIVE_EVERY_MS = 2_000;

const alive = setInterval(() => process.send?.({ type: 'starting' }), ALIVE_EVERY_MS);
const settings = loadInferenceSettings(processEnvironment());
const host = await InferenceHost.start(settings);
const { server, drain } = inferenceServer(host, settings, report);

// The embedder is wanted from the first document on. Without it the host still lists, ranks and writes, and says why.
await host.embedders.use(undefined, async () => undefined).catch(report);
await new Promise<void>((resolve, reject) => {
  server.once('error', reject).listen(settings.port, settings.host, resolve);
});
const { port } = server.address() as AddressInfo;
clearInterval(alive);
process.send?.({ type: 'ready', port });

// Memory that nothing here accounts for has leaked in native code: only an end of the process gives it back.
// What a model being loaded takes is not known before it is: the limit that whoever started this process set is for that time.
const guard = setInterval(() => {
  const limit = settings.memoryBytes ?? BASE_BYTES + (host.modelBytes ?? Infinity);
  const verdict = memoryVerdict(process.memoryUsage.rss(), limit);
  if (verdict === 'end') void endAtOnce();
  else if (verdict === 'recycle') void recycle();
}, 2_000).unref();

let recycling: Promise<void> | undefined;
let stopping: Promise<void> | undefined;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
// The parent is gone: nobody would ever stop this process otherwise.
process.on('disconnect', () => void stop());

function recycle(): Promise<void> {
  return (recycling ??= (async () => {
    reportMemory('ending to start anew once the answers being written are done');
    await drain();
    await stop();
  })());
}

function endAtOnce(): Promise<void> {
  clearInterval(guard);
  reportMemory('ending at once');
  return stop();
}

function reportMemory(consequence: string): void {
  const used = Math.round(process.memoryUsage.rss() / 1e6);
  report(new Error(`Using ${used} MB, more than the models here account for; ${consequence}.`));
}

function stop(): Promise<void> {
  return (stopping ??= (async () => {
    server.close();
    server.closeAllConnections();
    await host.dispose().catch(report);
    process.exit(0);
  })());
}

/** One line per failure on standard error, for the log of whoever started this process. */
function report(error: unknown): void {
  const { name, message, cause } = error instanceof Error ? error : new Error(String(error));
  const because = cause instanceof Error ? { cause: cause.message } : {};
  process.stderr.write(`${JSON.stringify({ level: 'error', name, message, ...because })}\n`);
}
