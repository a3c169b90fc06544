import type { ModelView } from '#contracts';
import type { StoredModel } from '../store/stored-model.js';
import type { GgufDescription } from '../gguf/describe-gguf.js';
import { viewEntry, viewModel, viewRoles } from './model-views.js';

const stored = (name: string, kind: StoredModel['kind'], roles: StoredModel['roles'], more = {}): StoredModel => ({
  ...{
    name,
    kind,
    roles,
    source: 'imported',
    origin: null,
    madeFrom: null,
    addedAt: null,
    path: '',
    sha256: '',
    sizeBytes: 1,
  },
  ...{ dimensions: null, contextTokens: null, isStarter: false, isStatic: false, isRetired: false },
  ...more,
});

describe('viewRoles', () => {
  const starter = stored('starter', 'embedder', ['embedder'], { source: 'shipped' });

  it('tells an empty role from one that the generator fills', () => {
    expect(viewRoles([starter], {})).toEqual({
      embedder: { name: 'starter', from: 'shipped' },
      reranker: { name: null, from: 'nothing' },
      generator: { name: null, from: 'nothing' },
      reasoner: { name: null, from: 'nothing' },
      extractor: { name: null, from: 'nothing' },
    });
    const writer = stored('writer', 'generator', ['generator']);
    const thinker = stored('thinker', 'generator', ['reasoner']);
    expect(viewRoles([starter, writer, thinker], {})).toMatchObject({
      generator: { name: 'writer', from: 'chosen' },
      reasoner: { name: 'thinker', from: 'chosen' },
      extractor: { name: null, from: 'nothing' },
    });
  });

  it('lets the settings overrule the store, whether or not they name a model', () => {
    const models = [starter, stored('writer', 'generator', ['generator', 'extractor'])];
    expect(viewRoles(models, { generator: { model: 'house' }, extractor: { model: null } })).toMatchObject({
      generator: { name: 'house', from: 'remote' },
      reasoner: { name: 'house', from: 'generator' },
      extractor: { name: null, from: 'remote' },
    });
  });
});

describe('viewEntry', () => {
  const entry = {
    name: 'x',
    roles: ['generator'],
    license: 'MIT',
    summary: 'small',
    queryPrefix: '',
    passagePrefix: '',
  } as const;

  it('leaves open what no source says', () => {
    const view = viewEntry(
      { ...entry, roles: ['generator'], sources: [], isStarter: false, isStatic: false, isRetired: false },
      null,
      16e9,
    );
    expect(view).toMatchObject({ parameters: null, sizeBytes: null, fits: null, url: null, installed: null });
  });

  it('weighs the suggested file against the machine', () => {
    const large = viewEntry(
      {
        ...entry,
        roles: ['generator'],
        sources: [],
        isStarter: false,
        isStatic: false,
        isRetired: false,
        sizeBytes: 12e9,
      },
      null,
      16e9,
    );
    expect(large).toMatchObject({ fits: { verdict: 'too_large', machineBytes: 16e9 }, installed: null });
  });

  it('says of one that is here what the list of installed ones says', () => {
    const fits = { verdict: 'tight', needsBytes: 13e9, machineBytes: 16e9 } as const;
    const here = { name: 'x-q4', fits } as ModelView;
    const flags = { isStarter: false, isStatic: false, isRetired: false };
    const view = viewEntry({ ...entry, roles: ['generator'], sources: [], ...flags, sizeBytes: 12e9 }, here, 16e9);
    expect(view).toMatchObject({ installed: 'x-q4', fits });
  });
});

describe('viewModel', () => {
  const cutAs = (model: string, cut: string | null) => ({ model, cut });
  const hintOf = (
    kind: StoredModel['kind'],
    quantization: string,
    isSlowInF16: boolean,
    more = {},
    tokenizer = cutAs('bert', null),
  ) =>
    viewModel(
      {
        stored: stored('x', kind, [], more),
        fault: null,
        described: { architecture: 'bert', quantization, tokenizer, shape: {} } as GgufDescription,
        entry: null,
        collections: [],
      },
      { memoryBytes: 16e9, isSlowInF16 },
    ).hint;

  it('says of an embedder that other weights were faster, where they are', () => {
    expect(hintOf('embedder', 'F16', true)).toBe('slow_weights');
    expect(hintOf('embedder', 'Q8_0', true)).toBeNull();
    expect(hintOf('embedder', 'F16', false)).toBeNull();
    expect(hintOf('generator', 'F16', true)).toBeNull();
    expect(hintOf('embedder', 'F16', true, { isStarter: true })).toBeNull();
  });

  it('says of a file that llama.cpp has to guess how it cuts texts up, whatever else there is to say', () => {
    expect(hintOf('generator', 'Q4_0', false, {}, cutAs('gpt2', null))).toBe('guessed_tokenizer');
    expect(hintOf('embedder', 'F16', true, {}, cutAs('gpt2', null))).toBe('guessed_tokenizer');
    expect(hintOf('generator', 'Q4_0', false, {}, cutAs('gpt2', 'default'))).toBeNull();
    expect(hintOf('generator', 'Q4_0', false, {}, cutAs('llama', null))).toBeNull();
  });
});
