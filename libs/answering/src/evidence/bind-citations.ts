import type { ReadSentence } from '../quoting/read-passages.js';
import { affinity, termsOf } from '../text/terms.js';
import { supportVerdict, type Verdict } from './support-verdict.js';

/** Stored sentences that one sentence of an answer rests on. */
export interface Binding {
  readonly verdict: Verdict;
  /** The main one first; empty when nothing supports the sentence. */
  readonly evidence: readonly ReadSentence[];
}

const MOST_EVIDENCE = 3;

/**
 * Find the stored sentences that support a written one: first among the passages that it cites, then among all that the model read.
 * @param cited Places of passages that the sentence itself names; places that were never given to the model are ignored.
 * @param sentences Of the passages that the model read, and of no others.
 */
export function bindCitations(sentence: string, cited: readonly number[], sentences: readonly ReadSentence[]): Binding {
  const named = sentences.filter(({ passageIndex }) => cited.includes(passageIndex));
  let last: Verdict = { support: 'unsupported', reason: 'overlap' };
  for (const pool of [named, sentences]) {
    if (pool.length === 0) continue;
    const verbatim = pool.find(({ text }) => supportVerdict(sentence, [text]).support === 'verbatim');
    if (verbatim) return { verdict: { support: 'verbatim', reason: null }, evidence: [verbatim] };
    const evidence: ReadSentence[] = [];
    for (const next of gather(sentence, pool)) {
      evidence.push(next);
      last = supportVerdict(
        sentence,
        evidence.map(({ text }) => text),
      );
      if (last.support !== 'unsupported') return { verdict: last, evidence };
    }
  }
  return { verdict: last, evidence: [] };
}

/** The sentences that hold most of the written one's words, each chosen for what the earlier ones lack. */
function gather(sentence: string, pool: readonly ReadSentence[]): ReadSentence[] {
  let open = [...new Set(termsOf(sentence).map(({ key }) => key))];
  const gathered: ReadSentence[] = [];
  while (gathered.length < MOST_EVIDENCE && open.length > 0) {
    const covers = (candidate: ReadSentence) =>
      open.filter((key) => candidate.terms.some((term) => affinity(key, term.key) > 0));
    let best: ReadSentence | null = null;
    let most = 0;
    for (const candidate of pool) {
      const count = covers(candidate).length;
      if (count > most && !gathered.includes(candidate)) [best, most] = [candidate, count];
    }
    if (!best) break;
    const covered = covers(best);
    open = open.filter((key) => !covered.includes(key));
    gathered.push(best);
  }
  return gathered;
}
