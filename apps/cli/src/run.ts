import type { Command } from 'commander';
import { type Environment, loadClientSettings } from '#config';
import { type Connection, type ConnectionOptions, resolveConnection } from './client/connection.js';
import { WrongUsage } from './client/errors.js';
import { ServiceClient } from './client/service-client.js';
import { ViewCalls } from './client/view-calls.js';
import { type StartProgress, noProgress, progressOn } from './output/progress.js';
import type { Terminal } from './output/terminal.js';

/** 0 done, 1 the answer is no or a check failed, 2 wrong usage, 3 service unreachable, 130 stopped by the person. */
export type ExitStatus = 0 | 1 | 2 | 3 | 130;

/** Options that every command takes. */
export interface GlobalOptions extends ConnectionOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly viewAs?: string;
  readonly viewReason?: string;
}

/** What one command works with. */
export interface Run {
  readonly terminal: Terminal;
  readonly isJson: boolean;
  /** Whether it looks with somebody else's eyes. */
  readonly isView: boolean;
  readonly connection: Connection;
  readonly client: ServiceClient;
  /** Aborted when the person asks to stop. */
  readonly signal: AbortSignal;
  readonly progress: StartProgress;
  /** A second client without the stop signal, for cleaning up after a stop. */
  cleanupClient(): ServiceClient;
  /** A remark for the person, left out with `--quiet`. */
  readonly notice: (text: string) => void;
  /** The command's result: the value as JSON with `--json`, otherwise the text. */
  print(value: unknown, text: () => string): void;
}

/**
 * What a command does. It returns the exit status: 0, or 1 for an outcome that a script should notice; failures are
 * thrown.
 */
export type Handler<Arguments extends readonly unknown[], Options> = (
  run: Run,
  ...input: [...Arguments, Options]
) => Promise<ExitStatus>;

/** Turns handlers into commander actions and keeps the exit status of the one that ran. */
export class Cli {
  status: ExitStatus = 0;

  constructor(
    readonly terminal: Terminal,
    private readonly environment: Environment,
  ) {}

  /** A commander action: arguments, then options, then the command itself. */
  action<Arguments extends readonly unknown[], Options>(handler: Handler<Arguments, Options>) {
    return async (...input: [...Arguments, Options, Command]): Promise<void> => {
      const command = input.at(-1) as Command;
      const stop = new AbortController();
      // The second Ctrl-C finds nobody listening and ends the process at once.
      const forget = this.terminal.onInterrupt(() => {
        forget();
        stop.abort();
      });
      const given = command.optsWithGlobals<GlobalOptions>();
      const connection = resolveConnection(given, loadClientSettings(this.environment));
      const work = async (used: Connection) => {
        const run = this.startRun(used, given, stop.signal);
        try {
          this.status = await handler(run, ...(input.slice(0, -1) as unknown as [...Arguments, Options]));
        } finally {
          run.client.close();
        }
      };
      try {
        await (given.viewAs === undefined ? work(connection) : throughView(connection, viewOf(given), work));
      } finally {
        forget();
      }
    };
  }

  private startRun(connection: Connection, options: GlobalOptions, signal: AbortSignal): Run {
    const { terminal } = this;
    const isJson = options.json === true;
    return {
      terminal,
      isJson,
      isView: connection.view !== undefined,
      connection,
      signal,
      client: new ServiceClient(connection, signal),
      cleanupClient: () => new ServiceClient(connection),
      progress: options.quiet ? noProgress : progressOn(terminal),
      notice: (text) => void (options.quiet || terminal.err(`${text}\n`)),
      print: (value, text) => terminal.out(isJson ? `${JSON.stringify(value, null, 2)}\n` : text()),
    };
  }
}

/** @throws WrongUsage without a reason: whoever looks with somebody else's eyes says why. */
function viewOf({ viewAs = '', viewReason = '' }: GlobalOptions): { person: string; reason: string } {
  if (viewReason.trim() === '') throw new WrongUsage('Say why you look with their eyes: --view-reason TEXT.');
  return { person: viewAs, reason: viewReason };
}

/** Begin a view, work within it, and end it whatever happened. */
async function throughView(
  connection: Connection,
  { person, reason }: { person: string; reason: string },
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const outside = new ServiceClient(connection);
  try {
    const { id } = await new ViewCalls(outside).begin(person, reason);
    const within = { ...connection, view: id };
    const closing = new ServiceClient(within);
    await work(within).finally(() => new ViewCalls(closing).end().finally(() => closing.close()));
  } finally {
    outside.close();
  }
}
