import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Command } from 'commander';
import { toolServer } from '#mcp';
import { clientTools } from '../mcp/client-tools.js';
import type { Cli } from '../run.js';

const HELP = `
Speaks the Model Context Protocol on standard input and output until the input ends. Give this command to an assistant:
  {"command": "npx", "args": ["chancery", "mcp", "--data", "/path/to/data"]}`;

/** Standard output belongs to the protocol until the input ends: remarks go to standard error. */
export function registerMcp(program: Command, cli: Cli): void {
  program
    .command('mcp')
    .description('offer search, ask and decisions to an assistant (Model Context Protocol over stdio)')
    .addHelpText('after', HELP)
    .action(
      cli.action<[], unknown>(async ({ connection, client, signal, notice }) => {
        const { version } = await client.status();
        const served = serveStdio(() => toolServer(clientTools(connection, client), version), {
          onerror: (error) => notice(error.message),
        });
        await inputEnds(signal);
        await served.close();
        return 0;
      }),
    );
}

/** Until whoever started this closes its end, or the person stops it. */
function inputEnds(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close'] as const) process.stdin.once(event, () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
