import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import { projectRoot } from '#config';
import { MODEL_ROLES, type ModelRole, ModelStore, type StoredModel } from '#models';
import { bytes } from '../output/format.js';
import { pairs, table } from '../output/table.js';
import type { Cli, Run } from '../run.js';
import { sha256, textUpTo } from './parse-options.js';

const name = textUpTo(120);

/** The model store lies in the data folder and is worked on there: these commands need no running service. */
function storeOf(run: Run): ModelStore {
  return new ModelStore({ shippedDir: join(projectRoot(), 'models'), dataDir: join(run.connection.dataDir, 'models') });
}

export function registerModels(program: Command, cli: Cli): void {
  const models = program.command('models').description('the model files of this machine and what they are used for');
  registerList(models, cli);
  registerShow(models, cli);
  registerImport(models, cli);
  registerPull(models, cli);
  registerVerify(models, cli);
  registerUse(models, cli);
}

function registerList(models: Command, cli: Cli): void {
  models
    .command('list')
    .description('models at hand, by role')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await storeOf(run).list();
        run.print({ models: found }, () => listAsText(found));
        return 0;
      }),
    );
}

function registerShow(models: Command, cli: Cli): void {
  models
    .command('show')
    .description('one model')
    .argument('<name>', 'its name', name)
    .action(
      cli.action<[string], unknown>(async (run, wanted) => {
        const model = await storeOf(run).get(wanted);
        run.print(model, () => detailAsText(model));
        return 0;
      }),
    );
}

function registerImport(models: Command, cli: Cli): void {
  models
    .command('import')
    .description('copy a GGUF file into the store; its role is read from the file')
    .argument('<file>', 'a .gguf file')
    .option('--name <name>', 'name to keep it under; its file name otherwise', name)
    .addHelpText('after', '\nExample:\n  chancery models import ~/Downloads/model-q4_k_m.gguf')
    .action(
      cli.action<[string], { name?: string }>(async (run, file, options) => {
        const model = await storeOf(run).importFile(file, options.name);
        run.print(model, () => detailAsText(model));
        return 0;
      }),
    );
}

function registerPull(models: Command, cli: Cli): void {
  models
    .command('pull')
    .description('download a GGUF file from an address you name; nothing else is contacted')
    .argument('<url>', 'http(s) address of a .gguf file')
    .option('--name <name>', 'name to keep it under; its file name otherwise', name)
    .option('--sha256 <hex>', 'refuse any other content', sha256)
    .addHelpText('after', '\nAn interrupted download goes on where it stopped when the command is given again.')
    .action(
      cli.action<[string], { name?: string; sha256?: string }>(async (run, url, options) => {
        const model = await pull(run, url, options);
        run.print(model, () => detailAsText(model));
        return 0;
      }),
    );
}

async function pull(run: Run, url: string, options: { name?: string; sha256?: string }): Promise<StoredModel> {
  const MIB = 1024 ** 2;
  let shown: ReturnType<Run['progress']> | null = null;
  try {
    return await storeOf(run).pull(url, {
      ...options,
      signal: run.signal,
      onProgress: ({ receivedBytes, totalBytes }) => {
        shown ??= run.progress('Downloading (MiB)', Math.ceil((totalBytes ?? 0) / MIB));
        shown.advanceTo(Math.floor(receivedBytes / MIB));
      },
    });
  } finally {
    endOf(shown);
  }
}

function endOf(progress: ReturnType<Run['progress']> | null): void {
  progress?.end();
}

function registerVerify(models: Command, cli: Cli): void {
  models
    .command('verify')
    .description('compare every model file with its recorded checksum')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await storeOf(run).verify();
        const ok = found.every((model) => model.ok);
        run.print({ ok, models: found }, () =>
          table(
            [
              { title: 'MODEL', value: (model) => model.name },
              { title: 'STATE', value: (model) => (model.ok ? 'ok' : 'FAILED') },
              { title: 'DETAIL', value: (model) => model.detail },
            ],
            found,
          ),
        );
        return ok ? 0 : 1;
      }),
    );
}

function registerUse(models: Command, cli: Cli): void {
  models
    .command('use')
    .description('put a model to use for a role')
    .addArgument(new Argument('<role>', 'what for').choices(MODEL_ROLES))
    .argument('<name>', 'its name', name)
    .action(
      cli.action<[ModelRole, string], unknown>(async (run, role, wanted) => {
        const model = await storeOf(run).use(role, wanted);
        run.print(model, () => `The ${role} is now ${model.name}.\n`);
        return 0;
      }),
    );
}

function listAsText(models: readonly StoredModel[]): string {
  if (models.length === 0) return 'No models. See `chancery models import --help` and `chancery models pull --help`.\n';
  return table(
    [
      { title: 'NAME', value: (model) => model.name },
      { title: 'ROLE', value: (model) => model.role },
      { title: 'IN USE', value: (model) => (model.inUse ? 'yes' : '') },
      { title: 'SOURCE', value: (model) => model.source },
      { title: 'SIZE', value: (model) => bytes(model.sizeBytes), align: 'right' },
      { title: 'SHA-256', value: (model) => model.sha256.slice(0, 16) },
    ],
    models,
  );
}

function detailAsText(model: StoredModel): string {
  return pairs([
    ['name', model.name],
    ['role', model.role],
    ['in use', model.inUse ? 'yes' : 'no'],
    ['source', model.origin ?? model.source],
    ['file', model.path],
    ['size', bytes(model.sizeBytes)],
    ['sha256', model.sha256],
    ['dimensions', model.dimensions ?? 'not told'],
    ['context', model.contextTokens === null ? 'not told' : `${model.contextTokens} tokens`],
  ]);
}
