import { processEnvironment } from '#config';
import { processTerminal } from './output/terminal.js';
import { runCli } from './program.js';

// Not process.exit: output that is still on its way to a pipe must arrive.
const status = await runCli(process.argv.slice(2), processTerminal(), processEnvironment());
if (status !== 0) process.exitCode = status;
