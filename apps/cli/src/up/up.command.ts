import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Environment, loadSettings } from '#config';
import { failureOf } from '#knowledge';
import { ServiceClient } from '../client/service-client.js';
import type { Terminal } from '../output/terminal.js';
import { loadSamples } from './load-samples.js';
import type { RunningService } from './service.js';

interface UpOptions {
  readonly data?: string;
  readonly port?: string;
  readonly samples: boolean;
  readonly readyFile?: string;
}

const EXAMPLES = `
Everything runs on this machine: PostgreSQL, the inference host, a worker, and the API with the portal.
Settings come from the environment (see .env.example). Ctrl-C stops it all in order.

Examples:
  chancery up
  chancery up --data /srv/chancery --port 8080
  chancery up --port 0 --ready-file ready.json --no-samples`;

/** Stays in the foreground until it is told to end. */
export function registerUp(program: Command, terminal: Terminal, environment: Environment): void {
  program
    .command('up')
    .description('start the service and keep it running')
    .option('--port <number>', 'port of the portal and API; 0 picks a free one (default 3210)')
    .option('--no-samples', 'do not put in the sample library on the first start')
    .option('--ready-file <file>', 'write {"url","token","pid"} as JSON here once everything answers')
    .addHelpText('after', EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      await up(command.optsWithGlobals<UpOptions>(), terminal, environment);
    });
}

async function up(options: UpOptions, terminal: Terminal, environment: Environment): Promise<void> {
  const report = (sentence: string) => terminal.err(`${sentence}\n`);
  const settings = loadSettings({
    ...environment,
    ...(options.data === undefined ? {} : { DATA_DIR: options.data }),
    ...(options.port === undefined ? {} : { PORT: options.port }),
  });
  const asked = stopRequest();
  if (options.readyFile) rmSync(options.readyFile, { force: true });
  // Only here: with the service come its database and its rooms, and no other command waits for them.
  const { startService } = await import('./service.js');
  const service = await startService(settings, report);
  const samples = service.isNew && options.samples ? putSamplesIn(service, report, asked.signal) : null;
  if (options.readyFile) announceReady(resolve(options.readyFile), service);
  terminal.out(
    `\nChancery is running.\n\n  Portal   ${service.url}\n  Sign in  ${service.signInUrl}\n           (works once, within a day; another: npx chancery sign-in-link)\n  Data     ${settings.dataDir}\n\nStop it with Ctrl-C.\n`,
  );
  await asked.made;
  report('Stopping…');
  await samples;
  await service.stop();
  report('Stopped.');
}

function announceReady(file: string, { url, token }: RunningService): void {
  // Whoever waits for the file must not find it half-written.
  const aside = `${file}.${process.pid}.tmp`;
  writeFileSync(aside, JSON.stringify({ url, token, pid: process.pid }), { mode: 0o600 });
  renameSync(aside, file);
}

/** The first start shows something to ask about; a service that answers does not wait for it. */
async function putSamplesIn(
  service: RunningService,
  report: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { url, token, certificate } = service;
  const client = new ServiceClient({ url, token, certificate, dataDir: '' }, signal);
  try {
    const count = await loadSamples(client, signal);
    report(`The sample library is in: ${count} documents in the collection "Samples".`);
  } catch (error) {
    if (!signal.aborted) report(`The sample library could not be put in: ${failureOf(error).message}`);
  } finally {
    client.close();
  }
}

/** Resolves at the first Ctrl-C or termination signal; later ones find the stop under way. */
function stopRequest(): { made: Promise<void>; signal: AbortSignal } {
  const stop = new AbortController();
  const made = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(name, () => {
        stop.abort();
        resolve();
      });
  });
  return { made, signal: stop.signal };
}
