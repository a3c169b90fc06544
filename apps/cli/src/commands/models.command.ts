import { Argument, type Command } from 'commander';
import { type ModelRoleName, type ModelView, modelRole } from '#contracts';
import { catalogueAsText, excessOf, modelAsText, modelsAsText } from '../models/models-text.js';
import type { ModelDesk, OnBytes } from '../models/model-desk.js';
import { table } from '../output/table.js';
import type { Cli, Run } from '../run.js';
import { sha256, textUpTo } from './parse-options.js';

const name = textUpTo(120);
const role = (): Argument => new Argument('<role>', 'what for').choices(modelRole.options);

/** Loaded by the command that is run: no other one has to do with models. */
const deskOf = async (run: Run): Promise<ModelDesk> => (await import('../models/desk-of.js')).deskOf(run);

/** Through the service, or straight in the data folder while none runs. */
export function registerModels(program: Command, cli: Cli): void {
  const models = program.command('models').description('the model files of this machine and what they are used for');
  registerList(models, cli);
  registerShow(models, cli);
  registerCatalogue(models, cli);
  registerImport(models, cli);
  registerPull(models, cli);
  registerQuantize(models, cli);
  registerVerify(models, cli);
  registerUse(models, cli);
  registerRelease(models, cli);
  registerRemove(models, cli);
}

function registerList(models: Command, cli: Cli): void {
  models
    .command('list')
    .description('models at hand, what they are used for, and whether this machine has room for them')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await (await deskOf(run)).list();
        run.print({ ...found, models: found.models.map(forScripts) }, () => modelsAsText(found));
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
        const model = (await (await deskOf(run)).list()).models.find((one) => one.name === wanted);
        const { ModelNotFound } = await import('#models');
        if (!model) throw new ModelNotFound(`There is no model named "${wanted}" here. See "chancery models list".`);
        printModel(run, model);
        return 0;
      }),
    );
}

function registerCatalogue(models: Command, cli: Cli): void {
  models
    .command('catalogue')
    .description('models that are known beforehand, and whether this machine has room for them')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await (await deskOf(run)).catalogue();
        run.print(found, () => catalogueAsText(found));
        return 0;
      }),
    );
}

function registerImport(models: Command, cli: Cli): void {
  models
    .command('import')
    .description('copy a GGUF file into the store; what it can do is read from the file')
    .argument('<file>', 'a .gguf file')
    .option('--name <name>', 'name to keep it under; its file name otherwise', name)
    .addHelpText('after', '\nExample:\n  chancery models import ~/Downloads/model-q4_k_m.gguf')
    .action(
      cli.action<[string], { name?: string }>(async (run, file, options) => {
        const desk = await deskOf(run);
        printModel(run, await showing(run, 'Copying', (onBytes) => desk.importFile(file, options.name, onBytes)));
        return 0;
      }),
    );
}

function registerPull(models: Command, cli: Cli): void {
  models
    .command('pull')
    .description('download a GGUF file from an address you name, or the catalogue does; nothing else is contacted')
    .argument('<what>', 'http(s) address of a .gguf file, or a name from "models catalogue"')
    .option('--name <name>', 'name to keep it under; its file name otherwise', name)
    .option('--sha256 <hex>', 'refuse any other content', sha256)
    .addHelpText('after', '\nAn interrupted download goes on where it stopped when the command is given again.')
    .action(
      cli.action<[string], { name?: string; sha256?: string }>(async (run, what, options) => {
        const desk = await deskOf(run);
        const order = {
          what,
          ...(options.name === undefined ? {} : { name: options.name }),
          ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
        };
        const onWaiting = (names: readonly string[]) => run.notice(`Waiting until ${names.join(' or ')} is here.`);
        printModel(run, await showing(run, 'Downloading', (onBytes) => desk.pull(order, onBytes, onWaiting)));
        return 0;
      }),
    );
}

function registerQuantize(models: Command, cli: Cli): void {
  models
    .command('quantize')
    .description(
      'make a copy of a model with its F32, F16 or BF16 weights in Q8_0: half the size, quicker on a processor',
    )
    .argument('<name>', 'its name', name)
    .option('--name <name>', 'name of the copy; that of the model with -q8_0 otherwise', name)
    .addHelpText(
      'after',
      '\nThe copy is another model with vectors of its own: after "models use embedder" an index has to be built with it ("reindex").',
    )
    .action(
      cli.action<[string], { name?: string }>(async (run, wanted, options) => {
        const desk = await deskOf(run);
        const onWaiting = (names: readonly string[]) => run.notice(`Waiting until ${names.join(' or ')} is here.`);
        const made = showing(run, 'Writing', (onBytes) => desk.quantize(wanted, options.name, onBytes, onWaiting));
        printModel(run, await made);
        return 0;
      }),
    );
}

/** A transfer with its progress in MiB. */
async function showing<T>(run: Run, label: string, work: (onBytes: OnBytes) => Promise<T>): Promise<T> {
  const MIB = 1024 ** 2;
  const shown: ReturnType<Run['progress']>[] = [];
  try {
    return await work((done, total) => {
      // A download knows its size once the server has answered.
      if (total === null && done === 0) return;
      if (shown.length === 0) shown.push(run.progress(`${label} (MiB)`, Math.ceil((total ?? 0) / MIB)));
      shown[0]!.advanceTo(Math.floor(done / MIB));
    });
  } finally {
    shown[0]?.end();
  }
}

function registerVerify(models: Command, cli: Cli): void {
  models
    .command('verify')
    .description('compare every model file with its recorded checksum')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await (await deskOf(run)).verify();
        run.print(found, () =>
          table(
            [
              { title: 'MODEL', value: (model) => model.name },
              { title: 'STATE', value: (model) => (model.ok ? 'ok' : 'FAILED') },
              { title: 'DETAIL', value: (model) => model.detail },
            ],
            found.models,
          ),
        );
        return found.ok ? 0 : 1;
      }),
    );
}

function registerUse(models: Command, cli: Cli): void {
  models
    .command('use')
    .description('put a model to use for a role, from the next question on')
    .addArgument(role())
    .argument('<name>', 'its name', name)
    .action(
      cli.action<[ModelRoleName, string], unknown>(async (run, wantedRole, wanted) => {
        const model = await (await deskOf(run)).use(wantedRole, wanted);
        run.print(forScripts(model), () => `The ${wantedRole} is now ${model.name}.\n`);
        const excess = excessOf(model);
        if (excess !== null) run.notice(excess);
        return 0;
      }),
    );
}

function registerRelease(models: Command, cli: Cli): void {
  models
    .command('release')
    .description('leave a role empty, or to the model that ships with the service')
    .addArgument(role())
    .action(
      cli.action<[ModelRoleName], unknown>(async (run, wantedRole) => {
        const desk = await deskOf(run);
        await desk.release(wantedRole);
        const now = (await desk.list()).roles[wantedRole];
        run.print({ role: wantedRole, ...now }, () => `The ${wantedRole} is now ${now.name ?? 'nobody'}.\n`);
        return 0;
      }),
    );
}

function registerRemove(models: Command, cli: Cli): void {
  models
    .command('remove')
    .description('remove a model that nothing uses')
    .argument('<name>', 'its name', name)
    .action(
      cli.action<[string], unknown>(async (run, wanted) => {
        await (await deskOf(run)).remove(wanted);
        run.print({ removed: wanted }, () => `Removed ${wanted}.\n`);
        return 0;
      }),
    );
}

/** `role` and `inUse` are what scripts of earlier versions read. */
const forScripts = (model: ModelView) => ({ ...model, role: model.kind, inUse: model.roles.length > 0 });

function printModel(run: Run, model: ModelView): void {
  run.print(forScripts(model), () => modelAsText(model));
}
