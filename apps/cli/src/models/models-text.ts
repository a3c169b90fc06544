import type { CatalogueList, FitsView, ModelList, ModelView } from '#contracts';
import { bytes } from '../output/format.js';
import { pairs, table } from '../output/table.js';

const VERDICTS = { fits: 'fits', tight: 'tight', too_large: 'too large' };

const FAULTS = {
  missing: 'file missing',
  unreadable: 'unreadable',
  damaged: 'damaged',
  unknown_architecture: 'unknown to llama.cpp',
  unknown_tokenizer: 'unknown to llama.cpp',
  unusable_template: 'no usable template',
};

const hereText = ({ fault, fits }: ModelView): string => (fault ? FAULTS[fault] : fitText(fits));

const fitText = (fits: FitsView | null): string => (fits ? VERDICTS[fits.verdict] : '');

/** Below the list: roles that are filled from elsewhere, and what room this machine has. */
export function modelsAsText({ models, roles, machineBytes, freeDiskBytes }: ModelList): string {
  const list = table(
    [
      { title: 'NAME', value: (model) => model.name },
      { title: 'KIND', value: (model) => model.kind },
      { title: 'IN USE AS', value: (model) => usesOf(model) },
      { title: 'WEIGHTS', value: (model) => model.quantization ?? '' },
      { title: 'SIZE', value: (model) => bytes(model.sizeBytes), align: 'right' },
      { title: 'MEMORY', value: (model) => (model.fits ? bytes(model.fits.needsBytes) : ''), align: 'right' },
      { title: 'HERE', value: hereText },
      { title: 'SHA-256', value: (model) => model.sha256.slice(0, 16) },
    ],
    models,
  );
  const elsewhere = Object.entries(roles).filter(([, { from }]) => from === 'remote' || from === 'generator');
  const lines = elsewhere.map(([role, { name, from }]) =>
    from === 'remote'
      ? `The ${role} runs on a server that the settings name${name ? `: ${name}` : ''}.`
      : `The ${role} is the generator.`,
  );
  return [
    list,
    ...lines.map((line) => `${line}\n`),
    ...models.flatMap((model) => (model.fault ? [`${faultText(model, model.fault)}\n`] : [])),
    ...models.flatMap(({ name, hint }) => (hint ? [`${HINTS[hint](name)}\n`] : [])),
    `${bytes(machineBytes)} of memory, ${bytes(freeDiskBytes)} of disk free.\n`,
  ].join('');
}

function faultText({ name, source, roles }: ModelView, fault: keyof typeof FAULTS): string {
  const again = source === 'shipped' ? 'Put the file back that ships with the service' : 'Pull or import it again';
  const [what, cure] = {
    missing: ['is missing', again],
    unreadable: ["can't be read", "Give the service's user the right to, look whether its disk is sound"],
    damaged: ['is not what was recorded', again],
    unknown_architecture: [
      'holds an architecture that the llama.cpp of this version does not know',
      'Update Chancery, choose another model',
    ],
    unknown_tokenizer: [
      'needs a tokenizer that the llama.cpp of this version does not know',
      'Update Chancery, choose another file of the model',
    ],
    unusable_template: [
      'brings a chat template with which no question can be written',
      'Choose another file of the model, or another model',
    ],
  }[fault];
  const instead = roles.length > 0 ? `, or put another to use as ${roles.join(', ')}` : '';
  return `${name} can't be used: its file ${what}. ${cure}${instead}.`;
}

/** Said when such a model arrives, too, since it is then that another file is chosen easily. */
const HINTS: Readonly<Record<NonNullable<ModelView['hint']>, (name: string) => string>> = {
  guessed_tokenizer: (name) =>
    `${name} does not say how texts are cut up for it (its file lacks "tokenizer.ggml.pre"), so that llama.cpp guesses and results may be worse: choose a newer file of the same model.`,
  slow_weights: (name) =>
    `${name} embeds slowly here, because its weights are F16: a Q8_0 copy of it ("chancery models quantize ${name}") is about twice as fast, as is "npm run cpu:native".`,
};

/** What is to be said of a model that the machine has no room for; null where it has. */
export const excessOf = ({ name, fits }: ModelView): string | null =>
  fits?.verdict === 'too_large'
    ? `${name} needs about ${bytes(fits.needsBytes)} of memory and this machine has ${bytes(fits.machineBytes)}: without a GPU it will hardly load.`
    : null;

/** With what to do about a fault, or about a model that does not suit this machine. */
export function modelAsText(model: ModelView): string {
  const facts = factsOf(model);
  if (model.fault) return `${facts}${faultText(model, model.fault)}\n`;
  return model.hint ? `${facts}${HINTS[model.hint](model.name)}\n` : facts;
}

function factsOf(model: ModelView): string {
  return pairs([
    ['name', model.name],
    ['kind', model.kind],
    ['in use as', usesOf(model) || 'nothing'],
    ['source', sourceOf(model)],
    ['licence', model.license ?? 'not told'],
    ['languages', model.languages ?? 'not told'],
    [
      'weights',
      [model.parameters === null ? '' : counted(model.parameters), model.quantization ?? ''].join(' ').trim() ||
        'not told',
    ],
    ['size', bytes(model.sizeBytes)],
    ['sha256', model.sha256],
    ['dimensions', model.dimensions ?? 'not told'],
    ['context', model.contextTokens === null ? 'not told' : `${model.contextTokens} tokens`],
    [
      'memory',
      model.fits
        ? `${bytes(model.fits.needsBytes)} of ${bytes(model.fits.machineBytes)}: ${fitText(model.fits)}`
        : 'not told',
    ],
  ]);
}

const sourceOf = ({ origin, madeFrom, source }: ModelView): string =>
  madeFrom ? `Q8_0 copy of ${madeFrom.name} (SHA-256 ${madeFrom.sha256.slice(0, 16)}…)` : (origin ?? source);

/** A model without "yes" under PULL has no file that could be named; it is fetched by its address. */
export function catalogueAsText({ models }: CatalogueList): string {
  return table(
    [
      { title: 'NAME', value: (model) => model.name },
      { title: 'FOR', value: (model) => model.roles.join(', ') },
      { title: 'PARAMETERS', value: (model) => model.parameters ?? '' },
      { title: 'SIZE', value: (model) => (model.sizeBytes === null ? '' : bytes(model.sizeBytes)), align: 'right' },
      { title: 'HERE', value: (model) => fitText(model.fits) },
      { title: 'LICENCE', value: (model) => model.license },
      { title: 'PULL', value: (model) => (model.url ? 'yes' : '') },
      { title: 'INSTALLED', value: (model) => model.installed ?? '' },
    ],
    models,
  );
}

const usesOf = ({ roles, collections }: ModelView): string =>
  [...roles, ...(collections.length > 0 ? [`answers for ${collections.join(', ')}`] : [])].join(', ');

/** A number of weights: `58.7K`, `596M`, `30.5B`. */
function counted(weights: number): string {
  const [divisor, unit] = weights >= 1e9 ? [1e9, 'B'] : weights >= 1e6 ? [1e6, 'M'] : [1e3, 'K'];
  return `${Number((weights / divisor).toPrecision(3))}${unit}`;
}
