import type { ModelList } from '#contracts';
import { type ModelsInUse, modelChecks } from './model-checks.js';

const nothing = { name: null, from: 'nothing' } as const;
const NOBODY = { embedder: nothing, reranker: nothing, generator: nothing, reasoner: nothing, extractor: nothing };
const chosen = (name: string) => ({ name, from: 'chosen' }) as const;

describe('checks of the models in use', () => {
  let asked: string[];
  beforeEach(() => void (asked = []));
  const checks = (used: Partial<Omit<ModelsInUse, 'roles'>>, roles: Partial<ModelList['roles']> = {}) =>
    modelChecks(
      { generator: null, models: [], ofCollections: [], ...used, roles: { ...NOBODY, ...roles } },
      async (model) => {
        asked.push(model);
        return model === 'flawed' ? 'The model "flawed" cannot be used.' : null;
      },
    );

  it('look at each model in use once', async () => {
    const roles = { generator: chosen('writer'), reasoner: chosen('thinker'), extractor: chosen('thinker') };
    expect(await checks({ generator: 'writer', ofCollections: ['lawyer', 'writer'] }, roles)).toEqual([
      { name: 'generator', ok: true, detail: 'writer' },
      { name: 'reasoner', ok: true, detail: 'thinker' },
      { name: 'generator of a collection', ok: true, detail: 'lawyer' },
    ]);
    expect(asked).toEqual(['writer', 'thinker', 'lawyer']);
  });

  it('find the flaw of a reasoner, and of what a collection names', async () => {
    const flaw = { ok: false, detail: 'The model "flawed" cannot be used.' };
    const generator = chosen('writer');
    expect(await checks({ generator: 'writer' }, { generator, reasoner: chosen('flawed') })).toEqual([
      { name: 'generator', ok: true, detail: 'writer' },
      { name: 'reasoner', ...flaw },
    ]);
    expect(await checks({ ofCollections: ['flawed'] })).toMatchObject([
      { name: 'generator', ok: true, detail: expect.stringContaining('none') },
      { name: 'generator of a collection', ...flaw },
    ]);
  });

  it('look at the model in the role while the host that runs it does not answer, and at no file of a remote one', async () => {
    const fallback = { name: 'flawed', from: 'generator' } as const;
    expect(await checks({}, { generator: chosen('flawed'), reasoner: fallback })).toMatchObject([
      { name: 'generator', ok: false },
    ]);
    const remote = { name: null, from: 'remote' } as const;
    expect(await checks({ generator: 'far' }, { generator: remote, reasoner: remote })).toEqual([
      { name: 'generator', ok: true, detail: 'far' },
    ]);
    expect(asked).toEqual(['flawed']);
  });

  it('say of a remote generator that does not answer that questions fail, and find the flaw of a reranker', async () => {
    const remote = { name: 'far', from: 'remote' } as const;
    expect(await checks({}, { generator: remote, reasoner: remote, reranker: chosen('flawed') })).toEqual([
      { name: 'generator', ok: false, detail: expect.stringContaining('GENERATOR_URL') as string },
      { name: 'reranker', ok: false, detail: 'The model "flawed" cannot be used.' },
    ]);
  });

  it('find the flaw of an embedder, and say of a sound one with slow weights what would be faster', async () => {
    const shipped = { name: 'starter', from: 'shipped' } as const;
    expect(await checks({}, { embedder: chosen('flawed') })).toContainEqual({
      name: 'embedder',
      ok: false,
      detail: 'The model "flawed" cannot be used.',
    });
    expect(await checks({}, { embedder: shipped })).toContainEqual({ name: 'embedder', ok: true, detail: 'starter' });
    const models = [{ name: 'half', hint: 'slow_weights' }] as const;
    const slow = await checks({ models }, { embedder: chosen('half'), reranker: chosen('ranker') });
    expect(slow.slice(1)).toEqual([
      { name: 'reranker', ok: true, detail: 'ranker' },
      { name: 'embedder', ok: true, detail: expect.stringContaining('Q8_0') as string },
    ]);
  });
});
