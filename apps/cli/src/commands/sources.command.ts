import { setTimeout as delay } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { type RunOutcome, type SourceKind, type SourceRunView, runOutcome, sourceKind } from '#contracts';
import { SourceCalls } from '../client/source-calls.js';
import type { Cli, ExitStatus, Run } from '../run.js';
import { oneLine } from '../output/printable.js';
import { collection, textUpTo, uuid, wholeNumber } from './parse-options.js';
import { type ScheduleOptions, configOf, eachSetting, scheduleOf, secretIn } from './source-options.js';
import { entriesAsText, runAsText, sourceAsText, sourcesAsText } from './source-text.js';

interface ChangeOptions extends ScheduleOptions {
  readonly name?: string;
  readonly set?: Record<string, unknown>;
  readonly secretFile?: string;
  readonly withoutSecret?: boolean;
  readonly removeLimit?: number;
}

interface AddOptions extends ChangeOptions {
  readonly kind: SourceKind;
  readonly collection: string;
}

const EXAMPLES = `
Settings by kind:
  folder  path, watch                       s3      endpoint, region, bucket, prefix, accessKeyId, pathStyle
  git     url, branch, folder, username     webdav  url, folder, username
  imap    host, port, security, username, mailboxes, since
  crawl   startUrls, depth, maxPages, maxTotalMb, delayMs
  all: maxFileMb; all but folder: privateHosts (hosts of your own network, by commas; on the
  service's own machine only those that the setting PRIVATE_HOSTS names)

Examples:
  chancery sources add "Legal share" --kind folder --collection Legal --set path=/srv/shares/legal --every 15
  chancery sources add Wiki --kind crawl --collection Wiki --set startUrls=https://wiki.corp/ --set privateHosts=wiki.corp --cron "0 5 * * *"
  chancery sources set "Legal share" --remove-limit 10`;

const LOOK_EVERY_MS = 500;

/** With `--wait` a run that is not done ends with status 1. */
export function registerSources(program: Command, cli: Cli): void {
  const sources = program
    .command('sources')
    .description('folders, servers and mailboxes that documents are kept in step with');
  const one = (name: string, description: string) =>
    sources.command(name).description(description).argument('<source>', 'its name or id', textUpTo(200));
  sources
    .command('list')
    .description('sources with their schedules and last runs')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await new SourceCalls(run.client).list();
        run.print({ sources: found }, () => sourcesAsText(found));
        return 0;
      }),
    );
  one('show', 'one source with its settings; its secret is never shown').action(
    cli.action<[string], unknown>(async (run, name) => {
      const source = await new SourceCalls(run.client).find(name);
      run.print(source, () => sourceAsText(source));
      return 0;
    }),
  );
  registerChanges(sources, one, cli);
  registerRuns(one, cli);
}

function registerChanges(sources: Command, one: (name: string, description: string) => Command, cli: Cli): void {
  withSettings(sources.command('add').description('add a source').argument('<name>', 'what to call it', textUpTo(120)))
    .addOption(new Option('--kind <kind>', 'what it is').choices(sourceKind.options).makeOptionMandatory())
    .requiredOption('--collection <name>', 'where its documents go', collection)
    .addHelpText('after', EXAMPLES)
    .action(
      cli.action<[string], AddOptions>(async (run, name, options) => {
        const secret = await secretIn(options.secretFile);
        const added = await new SourceCalls(run.client).add({
          ...{ name, config: configOf(options.kind, options.set ?? {}), collection: options.collection },
          ...{ schedule: scheduleOf(options) ?? { kind: 'manual' }, removeLimitPercent: options.removeLimit ?? 30 },
          ...(secret === undefined ? {} : { secret }),
        });
        run.print(added, () => sourceAsText(added));
        return 0;
      }),
    );
  withSettings(one('set', 'change a source; what is not named stays'))
    .option('--name <name>', 'another name', textUpTo(120))
    .option('--without-secret', 'forget the stored password or key')
    .action(
      cli.action<[string], ChangeOptions>(async (run, name, options) => {
        const calls = new SourceCalls(run.client);
        const { id, config } = await calls.find(name);
        const secret = options.withoutSecret ? null : await secretIn(options.secretFile);
        const changed = await calls.change(id, {
          ...(options.name === undefined ? {} : { name: options.name }),
          ...(options.set ? { config: configOf(config.kind, options.set, config.settings) } : {}),
          ...(secret === undefined ? {} : { secret }),
          ...{ schedule: scheduleOf(options), removeLimitPercent: options.removeLimit },
        });
        run.print(changed, () => sourceAsText(changed));
        return 0;
      }),
    );
  for (const [verb, isPaused] of [
    ['pause', true],
    ['resume', false],
  ] as const)
    one(verb, isPaused ? 'run it by hand only, until it is resumed' : 'run it by its schedule again').action(
      cli.action<[string], unknown>(async (run, name) => {
        const calls = new SourceCalls(run.client);
        const changed = await calls.change((await calls.find(name)).id, { isPaused });
        run.print(changed, () => sourceAsText(changed));
        return 0;
      }),
    );
  one('remove', 'forget a source; its documents stay').action(
    cli.action<[string], unknown>(async (run, name) => {
      const calls = new SourceCalls(run.client);
      const { id } = await calls.find(name);
      await calls.remove(id);
      run.print({ removed: id }, () => `Removed "${oneLine(name)}". Its documents stay.\n`);
      return 0;
    }),
  );
}

function withSettings(command: Command): Command {
  return command
    .option('--set <key=value>', 'a setting of its kind; may be repeated', eachSetting)
    .option('--secret-file <file>', 'file with the password, token or secret key; - for standard input')
    .option('--every <minutes>', 'run it this often', wholeNumber(1, 44_640))
    .option('--cron <pattern>', 'run it at these times: minute hour day month weekday', textUpTo(100))
    .option('--time-zone <zone>', 'of --cron, for example Europe/Berlin; UTC unless named', textUpTo(60))
    .option('--manual', 'run it by hand only')
    .option(
      '--remove-limit <percent>',
      'largest share of its documents that a run removes unasked',
      wholeNumber(0, 100),
    );
}

function registerRuns(one: (name: string, description: string) => Command, cli: Cli): void {
  one('run', 'run it now')
    .option('--wait', 'wait for the end; exit status 1 unless it is done')
    .action(
      cli.action<[string], { wait?: boolean }>(async (run, name, { wait = false }) => {
        const calls = new SourceCalls(run.client);
        const { id } = await calls.find(name);
        const begun = await calls.run(id);
        return told(run, wait ? await atItsEnd(run, calls, id, begun) : begun, wait);
      }),
    );
  one('confirm', 'let the run that waits remove what is gone')
    .option('--wait', 'wait for the end; exit status 1 unless it is done')
    .action(
      cli.action<[string], { wait?: boolean }>(async (run, name, { wait = false }) => {
        const calls = new SourceCalls(run.client);
        const { id, lastRun } = await calls.find(name);
        const begun = await calls.confirm(id, lastRun?.id ?? id);
        return told(run, wait ? await atItsEnd(run, calls, id, begun) : begun, wait);
      }),
    );
  one('cancel', 'stop the run that is under way; what it did stays').action(
    cli.action<[string], unknown>(async (run, name) => {
      const calls = new SourceCalls(run.client);
      const { id } = await calls.find(name);
      await calls.cancel(id);
      run.print({ cancelled: id }, () => 'Cancelled.\n');
      return 0;
    }),
  );
  one('report', 'what the last run did, or another one')
    .option('--run <id>', 'another run', uuid)
    .addOption(new Option('--only <outcome>', 'these lines only').choices(runOutcome.options))
    .option('--limit <n>', 'lines', wholeNumber(1, 500), 100)
    .action(
      cli.action<[string], { run?: string; only?: RunOutcome; limit: number }>(async (run, name, options) => {
        const calls = new SourceCalls(run.client);
        const { id, lastRun } = await calls.find(name);
        const shown = options.run ? await calls.show(id, options.run) : lastRun;
        if (!shown) {
          run.print({ run: null }, () => 'It never ran.\n');
          return 0;
        }
        const lines = await calls.entries(id, shown.id, options.limit, options.only);
        run.print({ run: shown, ...lines }, () => `${runAsText(shown)}${entriesAsText(lines)}`);
        return 0;
      }),
    );
}

async function atItsEnd(run: Run, calls: SourceCalls, id: string, begun: SourceRunView): Promise<SourceRunView> {
  for (let seen = begun; ; seen = await calls.show(id, begun.id)) {
    if (!['queued', 'running'].includes(seen.state)) return seen;
    await delay(LOOK_EVERY_MS, undefined, { signal: run.signal });
  }
}

function told(run: Run, seen: SourceRunView, waited: boolean): ExitStatus {
  run.print(seen, () => runAsText(seen));
  return waited && seen.state !== 'done' ? 1 : 0;
}
