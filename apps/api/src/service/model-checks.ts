import type { DoctorView, ModelList } from '#contracts';

type Check = DoctorView['checks'][number];

/** Models in use, by name. */
export interface ModelsInUse {
  /** What writes answers at this moment; null where nothing does, or does not say so. */
  readonly generator: string | null;
  readonly roles: ModelList['roles'];
  readonly models: readonly Pick<ModelList['models'][number], 'name' | 'hint'>[];
  /** Those that collections name for their answers. */
  readonly ofCollections: readonly string[];
}

const AWAY: Check = {
  name: 'generator',
  ok: false,
  detail:
    'the server that GENERATOR_URL names does not answer: questions fail until it does. See whether it runs, or ask for quotations',
};

const NONE: Check = {
  name: 'generator',
  ok: true,
  detail: 'none: answers are quotations. See docs/models.md for how to add one',
};

/**
 * A check for each model in use, once however much it does: `generator`, which is always there, then `reasoner`, `extractor`,
 * `reranker`, `embedder` and `generator of a collection`. Of a reranker that can't be used nothing else tells: searches do without it; nor of
 * an embedder while the index was made with another.
 * @param flawOf What is wrong with the file of a model of the store; null where nothing is, or it is none of the store.
 */
export async function modelChecks(
  { generator, roles, models, ofCollections }: ModelsInUse,
  flawOf: (model: string) => Promise<string | null>,
): Promise<Check[]> {
  const isRemote = roles.generator.from === 'remote';
  const own = (role: 'generator' | 'reasoner' | 'extractor' | 'reranker' | 'embedder') => {
    const { name, from } = roles[role];
    return from === 'chosen' || from === 'shipped' ? name : null;
  };
  const uses = [
    ['generator', isRemote ? null : (generator ?? own('generator'))],
    ['reasoner', own('reasoner')],
    ['extractor', own('extractor')],
    ['reranker', own('reranker')],
    ['embedder', own('embedder')],
    ...ofCollections.map((model) => ['generator of a collection', model] as const),
  ] as const;
  const slow = new Set(models.flatMap(({ name, hint }) => (hint === 'slow_weights' ? [name] : [])));
  const checks = new Map<string, Check>();
  for (const [name, model] of uses) {
    if (model === null || checks.has(model)) continue;
    const flaw = await flawOf(model);
    checks.set(model, { name, ok: flaw === null, detail: flaw ?? (slow.has(model) ? slowWeights(model) : model) });
  }
  const found = [...checks.values()];
  if (found[0]?.name === 'generator') return found;
  const unread = !isRemote ? NONE : generator === null ? AWAY : { ...NONE, detail: generator };
  return [unread, ...found];
}

const slowWeights = (model: string): string =>
  `${model} has F16 weights: a Q8_0 copy ("chancery models quantize ${model}") embeds about twice as fast here, as does "npm run cpu:native"`;
