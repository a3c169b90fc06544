import type { ReadSentence } from '../quoting/read-passages.js';
import { affinity, termsOf } from '../text/terms.js';
import { isVerbatim, NOTHING_FOUND, supportVerdict, VERBATIM, type Verdict } from './support-verdict.js';

/** Stored sentences that one sentence of an answer rests on, or would rest on if they supported it. */
export interface Binding {
  readonly verdict: Verdict;
  /** The main one first; of an unsupported sentence the closest ones, which prove nothing. */
  readonly evidence: readonly ReadSentence[];
}

const MOST_EVIDENCE = 3;

/**
 * Find the stored sentences that support a written one: first among the passages that it cites, then among all that were read.
 * @param cited Places of passages that the sentence itself names; places that were never given to the model are ignored.
 * @param sentences Of the passages that the model read, and of no others.
 */
export function bindCitations(sentence: string, cited: readonly number[], sentences: readonly ReadSentence[]): Binding {
  const named = sentences.filter(({ passageIndex }) => cited.includes(passageIndex));
  let closest: Binding = { verdict: NOTHING_FOUND, evidence: [] };
  for (const pool of [named, sentences]) {
    if (pool.length === 0) continue;
    const verbatim = pool.find(({ text }) => isVerbatim(sentence, text));
    if (verbatim) return { verdict: VERBATIM, evidence: [verbatim] };
    const evidence: ReadSentence[] = [];
    for (const next of gather(sentence, pool)) {
      evidence.push(next);
      const verdict = supportVerdict(sentence, evidence);
      if (verdict.support !== 'unsupported') return { verdict, evidence };
      if (isCloser(verdict, closest.verdict)) closest = { verdict, evidence: [...evidence] };
    }
  }
  return closest;
}

/** Whether a verdict leaves fewer things open than another. */
function isCloser({ signals: a }: Verdict, { signals: b }: Verdict): boolean {
  const open = ({ missingNumbers, missingNames }: Verdict['signals']) => missingNumbers.length + missingNames.length;
  return a.overlap > b.overlap || (a.overlap === b.overlap && open(a) < open(b));
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
