/**
 * What rights of 5,000 collections and 200 walls add to a search over 30,000 passages, as the service runs one but for HTTP and the
 * model: visibility minted, scope and coverage counted in PostgreSQL, both legs in the index, passages read, each person
 * in turn asking the same question. Also the index alone.
 *
 *   npm run bench -- visibility [--questions 400] [--rounds 3]
 */
import { parseArgs } from 'node:util';
import type { Visibility } from '#knowledge';
import { plainPlan } from '#retrieval';
import { tokensAsWords } from '#search-index';
import { cpuSeconds, load, percentile } from './measures.js';
import { PEOPLE, openLibrary, principalOf, words } from './visibility-library.js';

const { values: flags } = parseArgs({
  options: { questions: { type: 'string', default: '400' }, rounds: { type: 'string', default: '3' } },
});
const [QUESTIONS, ROUNDS] = [Number(flags.questions), Number(flags.rounds)];
const WARM_UP = 20;
const NAMES = Object.keys(PEOPLE) as (keyof typeof PEOPLE)[];
type Ask = (question: string, vector: Float32Array, name: keyof typeof PEOPLE) => Promise<unknown>;

const library = await openLibrary();
const visibilities = new Map<string, Visibility>();
for (const name of NAMES) visibilities.set(name, await library.policy.visibilityOf(principalOf(PEOPLE[name])));

const ofTheIndex: Ask = (question, vector, name) =>
  library.search.search({
    ...{ tables: [library.table], visibility: visibilities.get(name)!, filter: {}, asOf: null },
    ...{ terms: tokensAsWords(question.split(' ')), vector, keywordLimit: 200, vectorLimit: 200 },
  });

const whole: Ask = async (question, _vector, name) => {
  const visibility = await library.policy.visibilityOf(principalOf(PEOPLE[name]));
  const { tables, embedder, lexicon, collectionIds } = await library.scopes.resolve(visibility, [], null);
  const found = await library.retrieve.run(visibility, {
    ...{ query: question, plan: plainPlan(question), tables, embedder, lexicon, collections: collectionIds },
    ...{ filter: {}, asOf: null, mode: 'hybrid', limit: 10 },
  });
  if (found.passages.length !== 10) throw new Error(`${name} found ${found.passages.length} of 10.`);
};

/** By turns, each person first as often as any other, so that whatever the machine does and remembers falls on all. */
async function measured(ask: Ask): Promise<Map<string, { ms: number[]; cpuMs: number[] }>> {
  const figures = new Map(NAMES.map((name) => [name as string, { ms: [] as number[], cpuMs: [] as number[] }]));
  for (let at = 0; at < QUESTIONS + WARM_UP; at++) {
    const [question, vector] = [words(6), library.vector()];
    for (let turn = 0; turn < NAMES.length; turn++) {
      const name = NAMES[(at + turn) % NAMES.length]!;
      const [started, cpu] = [performance.now(), cpuSeconds()];
      await ask(question, vector, name);
      if (at < WARM_UP) continue;
      figures.get(name)!.ms.push(performance.now() - started);
      figures.get(name)!.cpuMs.push(1000 * (cpuSeconds() - cpu));
    }
  }
  return figures;
}

for (const [what, ask] of Object.entries({ 'the index alone': ofTheIndex, 'a whole search': whole }))
  for (let round = 1; round <= ROUNDS; round++) {
    console.log(`${what}, round ${round} of ${ROUNDS}, ${QUESTIONS} questions (${load()})`);
    const figures = await measured(ask);
    const base = figures.get(NAMES[0]!)!;
    for (const [name, { ms, cpuMs }] of figures) {
      const told = (
        [
          [ms, base.ms, 0.5, 'p50'],
          [ms, base.ms, 0.95, 'p95'],
          [cpuMs, base.cpuMs, 0.5, 'processor p50'],
        ] as const
      ).map(([all, without, share, title]) => {
        const [value, other] = [percentile(all, share), percentile(without, share)];
        return `${title} ${value.toFixed(1)} ms (${((100 * value) / other - 100).toFixed(0)} %)`;
      });
      console.log(`  ${name}: ${told.join(', ')}`);
    }
  }
await library.close();
