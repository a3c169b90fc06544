import type { AddressInfo } from 'node:net';
import { loadInferenceSettings, processEnvironment } from '#config';
import { InferenceHost } from './inference-host.js';
import { inferenceServer } from './inference-server.js';

const settings = loadInferenceSettings(processEnvironment());
const host = await InferenceHost.start(settings);
const server = inferenceServer(host, settings.secret, report);

// The embedder is wanted from the first document on. Without it the host still lists, ranks and writes, and says why.
await host.embedders.use(undefined, async () => undefined).catch(report);
await new Promise<void>((resolve, reject) => {
  server.once('error', reject).listen(settings.port, settings.host, resolve);
});
const { port } = server.address() as AddressInfo;
process.send?.({ type: 'ready', port });

let stopping: Promise<void> | undefined;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
// The parent is gone: nobody would ever stop this process otherwise.
process.on('disconnect', () => void stop());

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
