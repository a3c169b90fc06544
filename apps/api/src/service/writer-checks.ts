import type { DoctorView, ModelList } from '#contracts';

type Check = DoctorView['checks'][number];

/** Models that write, or rank, by name. */
export interface Writers {
  /** What writes answers at this moment; null where nothing does, or does not say so. */
  readonly generator: string | null;
  readonly roles: ModelList['roles'];
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
 * A check for each model that writes or ranks, once however much it does: `generator`, which is always there, then `reasoner`, `extractor`,
 * `reranker` and `generator of a collection`. Of a reranker that can't be used nothing else tells: searches do without it.
 * @param flawOf What is wrong with the file of a model of the store; null where nothing is, or it is none of the store.
 */
export async function writerChecks(
  { generator, roles, ofCollections }: Writers,
  flawOf: (model: string) => Promise<string | null>,
): Promise<Check[]> {
  const isRemote = roles.generator.from === 'remote';
  const own = (role: 'generator' | 'reasoner' | 'extractor' | 'reranker') => {
    const { name, from } = roles[role];
    return from === 'chosen' || from === 'shipped' ? name : null;
  };
  const uses = [
    ['generator', isRemote ? null : (generator ?? own('generator'))],
    ['reasoner', own('reasoner')],
    ['extractor', own('extractor')],
    ['reranker', own('reranker')],
    ...ofCollections.map((model) => ['generator of a collection', model] as const),
  ] as const;
  const checks = new Map<string, Check>();
  for (const [name, model] of uses) {
    if (model === null || checks.has(model)) continue;
    const flaw = await flawOf(model);
    checks.set(model, { name, ok: flaw === null, detail: flaw ?? model });
  }
  const found = [...checks.values()];
  if (found[0]?.name === 'generator') return found;
  const unread = !isRemote ? NONE : generator === null ? AWAY : { ...NONE, detail: generator };
  return [unread, ...found];
}
