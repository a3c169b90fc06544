import { Command, CommanderError } from 'commander';
import type { Environment } from '#config';
import { KnowledgeError, failureOf } from '#knowledge';
import { ServiceUnreachable, WrongUsage } from './client/errors.js';
import { registerAccess } from './commands/access.command.js';
import { registerAsk } from './commands/ask.command.js';
import { registerAudit } from './commands/audit.command.js';
import { registerBackup } from './commands/backup.command.js';
import { registerCollections } from './commands/collections.command.js';
import { registerConversations } from './commands/conversations.command.js';
import { registerDecisions } from './commands/decisions.command.js';
import { registerDoctor } from './commands/doctor.command.js';
import { registerDocuments } from './commands/documents.command.js';
import { registerErase } from './commands/erase.command.js';
import { registerEval } from './commands/eval.command.js';
import { registerGolden } from './commands/golden.command.js';
import { registerGrants } from './commands/grants.command.js';
import { registerGroups } from './commands/groups.command.js';
import { registerHolds } from './commands/holds.command.js';
import { registerIndex } from './commands/index.command.js';
import { registerIngest } from './commands/ingest.command.js';
import { registerKeys } from './commands/keys.command.js';
import { registerMatters } from './commands/matters.command.js';
import { registerMcp } from './commands/mcp.command.js';
import { registerModels } from './commands/models.command.js';
import { registerPeople } from './commands/people.command.js';
import { registerRecords } from './commands/records.command.js';
import { registerReindex } from './commands/reindex.command.js';
import { registerRestore } from './commands/restore.command.js';
import { registerRetention } from './commands/retention.command.js';
import { registerSearches } from './commands/searches.command.js';
import { registerSearch } from './commands/search.command.js';
import { registerServiceAccounts } from './commands/service-accounts.command.js';
import { registerSessions } from './commands/sessions.command.js';
import { registerSignInLink } from './commands/sign-in-link.command.js';
import { registerSources } from './commands/sources.command.js';
import { registerStatus } from './commands/status.command.js';
import { registerVault } from './commands/vault.command.js';
import { registerWouldCite } from './commands/view-as.command.js';
import { registerWalls } from './commands/walls.command.js';
import { registerUp } from './up/up.command.js';
import { oneLine } from './output/printable.js';
import type { Terminal } from './output/terminal.js';
import { Cli, type ExitStatus } from './run.js';

const HELP = `
Exit status: 0 done, 1 the answer is no or a check failed, 2 wrong usage, 3 the service can't be reached.
The service is found by --url / CHANCERY_URL, otherwise in the data folder; the key likewise.`;

/** The command line's commands and global options; nothing runs until arguments are parsed. */
export function buildProgram(cli: Cli, terminal: Terminal, environment: Environment): Command {
  const program = new Command('chancery')
    .description('A private knowledge base: cited answers from your own documents, each one a record.')
    .option('--url <url>', 'address of the service')
    .option('--token <key>', 'key to show to the service')
    .option('--data <folder>', 'data folder of a service on this machine')
    .option(
      '--view-as <person>',
      'look with their eyes: search, documents, collections, would-cite; for administrators',
    )
    .option('--view-reason <text>', 'why; needed with --view-as, and shown by the access report')
    .option('--json', 'print one JSON document; errors as JSON on standard error')
    .option('-q, --quiet', 'no progress and no notices')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', HELP)
    .exitOverride();
  // One line a command file; each brings its own subcommands.
  registerUp(program, terminal, environment);
  registerStatus(program, cli);
  registerDoctor(program, cli);
  registerIngest(program, cli);
  registerDocuments(program, cli);
  registerCollections(program, cli);
  registerSources(program, cli);
  registerSearch(program, cli);
  registerSearches(program, cli);
  registerAsk(program, cli);
  registerWouldCite(program, cli);
  registerSignInLink(program, cli);
  registerPeople(program, cli);
  registerGrants(program, cli);
  registerGroups(program, cli);
  registerMatters(program, cli);
  registerWalls(program, cli);
  registerAccess(program, cli);
  registerServiceAccounts(program, cli);
  registerKeys(program, cli);
  registerSessions(program, cli);
  registerRecords(program, cli);
  registerConversations(program, cli);
  registerDecisions(program, cli);
  registerAudit(program, cli);
  registerModels(program, cli);
  registerReindex(program, cli);
  registerIndex(program, cli);
  registerGolden(program, cli);
  registerBackup(program, cli, environment);
  registerRestore(program, cli, environment);
  registerVault(program, cli);
  registerHolds(program, cli);
  registerRetention(program, cli);
  registerErase(program, cli);
  registerEval(program, cli);
  registerMcp(program, cli);
  return program;
}

/**
 * Run one command line to its end.
 * @param args Arguments without the program's name.
 * @returns the exit status; nothing is thrown for what a person can cause.
 */
export async function runCli(
  args: readonly string[],
  terminal: Terminal,
  environment: Environment,
): Promise<ExitStatus> {
  const cli = new Cli(terminal, environment);
  const program = buildProgram(cli, terminal, environment);
  const asJson = args.includes('--json');
  configureOutput(program, terminal, asJson);
  try {
    await program.parseAsync(args, { from: 'user' });
    return cli.status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    return report(error, terminal, asJson);
  }
}

/** Subcommands copy their parent's settings when they are made, so this one reaches each of them itself. */
function configureOutput(command: Command, terminal: Terminal, asJson: boolean): void {
  command.exitOverride().configureHelp({ showGlobalOptions: true });
  command.configureOutput({
    writeOut: (text) => terminal.out(text),
    writeErr: (text) => void (asJson || terminal.err(text)),
    outputError: () => undefined,
    getOutHelpWidth: () => terminal.columns,
    getErrHelpWidth: () => terminal.columns,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
  for (const child of command.commands) configureOutput(child, terminal, asJson);
}

function report(error: unknown, terminal: Terminal, asJson: boolean): ExitStatus {
  const { code, message } = describe(error);
  // For a command group without a command, commander has printed the group's help, which says more.
  const isHelpShown = error instanceof CommanderError && error.code === 'commander.help';
  if (asJson) terminal.err(`${JSON.stringify({ code, message })}\n`);
  else if (!isHelpShown) terminal.err(`${message}\n`);
  return statusOf(error);
}

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof CommanderError) return { code: 'usage.invalid', message: oneLine(error.message) };
  if (isStop(error)) return { code: 'run.stopped', message: 'Stopped.' };
  if (error instanceof KnowledgeError) return failureOf(error);
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'internal.unexpected', message: `Something unexpected went wrong: ${reason}` };
}

function statusOf(error: unknown): ExitStatus {
  if (error instanceof CommanderError || error instanceof WrongUsage) return 2;
  if (error instanceof KnowledgeError && error.code === 'settings.invalid') return 2;
  if (error instanceof ServiceUnreachable) return 3;
  return isStop(error) ? 130 : 1;
}

function isStop(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}
