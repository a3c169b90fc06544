/**
 * Precision and recall of the support verdict on labelled pairs made from public question sets (see support-pairs.ts).
 *
 *   npm run build:server && node dist/bench/support-verdict.js [--tune] [--similarity] [--show CLASS]
 *
 * Reports the odd half of each set's pairs; `--tune` the even half, with which thresholds may be chosen.
 */
import { bindAnswer } from '#answering';
import { aPassage, verdictPairs, verdictScores } from '#testing';
import { bareEmbedder } from './bare-embedder.js';
import { readEvalSet } from './eval-set.js';
import { supportPairs, type SupportPair } from './support-pairs.js';

const SETS = ['squad1-dev', 'xquad-en', 'policyqa', 'xquad-de', 'xquad-es'];
const QUESTIONS_A_SET = Number(process.env['PAIRS'] ?? 400);
const isTuning = process.argv.includes('--tune');
const shown = process.argv[process.argv.indexOf('--show') + 1];
const embedder = process.argv.includes('--similarity') ? await bareEmbedder() : null;

interface Judged extends SupportPair {
  readonly set: string;
  readonly isSupported: boolean;
  readonly reason: string | null;
  readonly overlap: number;
  readonly similarity: number | null;
}

async function judge(set: string, pair: SupportPair): Promise<Judged> {
  const passages = pair.passages.map(({ id, title, text }) => aPassage(text, { documentId: id, title }));
  const [bound] = bindAnswer([{ text: pair.sentence, markers: [1] }], passages);
  const { verdict, evidence } = bound!;
  const source = evidence.map(({ text }) => text).join(' ');
  const similarity =
    embedder && source !== '' ? dot(await embedder.embed(pair.sentence), await embedder.embed(source)) : null;
  return {
    ...pair,
    set,
    isSupported: verdict.support !== 'unsupported',
    reason: verdict.reason,
    overlap: verdict.signals.overlap,
    similarity,
  };
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

const share = (part: number, whole: number): string => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)} %`);

function report(title: string, judged: readonly Judged[]): void {
  const truly = judged.filter(({ isTrue }) => isTrue);
  const falsely = judged.filter(({ isTrue }) => !isTrue);
  const kept = truly.filter(({ isSupported }) => isSupported).length;
  const passed = falsely.filter(({ isSupported }) => isSupported).length;
  const caught = falsely.length - passed;
  console.log(
    `| ${title} | ${judged.length} | ${share(kept, kept + passed)} | ${share(kept, truly.length)} | ${share(caught, caught + truly.length - kept)} | ${share(caught, falsely.length)} |`,
  );
}

const all: Judged[] = [];
for (const name of SETS) {
  const set = readEvalSet(name);
  if (!set) {
    console.log(`${name} is not there: skipped.`);
    continue;
  }
  const pairs = supportPairs(set, QUESTIONS_A_SET).filter((_, i) => i % 2 === (isTuning ? 0 : 1));
  for (const pair of pairs) all.push(await judge(name, pair));
}
await embedder?.dispose();

console.log(`\n${all.length} pairs, the ${isTuning ? 'even half, for tuning' : 'odd half'}\n`);
console.log(
  '| set | pairs | precision "supported" | recall "supported" | precision "unsupported" | recall "unsupported" |',
);
console.log('|---|---|---|---|---|---|');
for (const name of SETS)
  report(
    name,
    all.filter(({ set }) => set === name),
  );
report('**all**', all);
console.log('\n| class | label | pairs | judged right | wrongly for want of |');
console.log('|---|---|---|---|---|');
for (const made of new Set(all.map((pair) => pair.made))) {
  const pairs = all.filter((pair) => pair.made === made);
  const { isTrue } = pairs[0]!;
  const right = pairs.filter(({ isSupported }) => isSupported === isTrue);
  const reasons = new Map<string, number>();
  for (const { reason, isSupported } of pairs)
    if (isTrue && !isSupported) reasons.set(reason ?? '', (reasons.get(reason ?? '') ?? 0) + 1);
  console.log(
    `| ${made} | ${isTrue} | ${pairs.length} | ${share(right.length, pairs.length)} | ${[...reasons].map(([reason, n]) => `${reason} ${n}`).join(', ')} |`,
  );
}
console.log('\n| pairs by hand | verdict | precision | recall |\n|---|---|---|---|');
for (const set of ['in-view', 'fresh'] as const) {
  const scores = verdictScores(
    verdictPairs(set),
    ({ sentence, source }) => bindAnswer([{ text: sentence, markers: [1] }], [aPassage(source)])[0]!.verdict.support,
  );
  for (const [verdict, { precision, recall }] of Object.entries(scores))
    console.log(`| ${set} | ${verdict} | ${share(precision, 1)} | ${share(recall, 1)} |`);
}
if (embedder) {
  const doubtful = all.filter(({ isSupported, reason }) => !isSupported && reason === 'overlap');
  for (const floor of [0.7, 0.75, 0.8, 0.85, 0.9])
    for (const overlap of [0.3, 0.4, 0.5]) {
      const rescued = doubtful.filter((pair) => (pair.similarity ?? 0) >= floor && pair.overlap >= overlap);
      console.log(
        `rescue at similarity ${floor}, overlap ${overlap}: true ${rescued.filter(({ isTrue }) => isTrue).length} of ${doubtful.filter(({ isTrue }) => isTrue).length}, false ${rescued.filter(({ isTrue }) => !isTrue).length} of ${doubtful.filter(({ isTrue }) => !isTrue).length}`,
      );
    }
  const passed = all.filter(({ isSupported }) => isSupported);
  for (const floor of [0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
    console.log(
      `drop below similarity ${floor}: true ${passed.filter(({ isTrue, similarity }) => isTrue && (similarity ?? 1) < floor).length}, false ${passed.filter(({ isTrue, similarity }) => !isTrue && (similarity ?? 1) < floor).length}`,
    );
}
for (const { made, isTrue, isSupported, reason, sentence, passages } of all
  .filter((pair) => pair.made === shown && pair.isTrue !== pair.isSupported)
  .slice(0, 12))
  console.log(JSON.stringify({ made, isTrue, isSupported, reason, sentence, source: passages[0]!.text.slice(0, 400) }));
