import type { IndexComparison } from '#contracts';
import { formatList } from '../shared/format.js';
import { strings } from '../strings/index.js';

const words = strings.searchIndex;
/** What the gate of the service looks at. */
const WATCHED = ['ndcgAt10', 'hitAt5'] as const;
const SAME = 1e-9;

/** Why the golden questions allow a switch or speak against it, in the reader's language. */
export function gateReason({ from, to, gate }: Pick<IndexComparison, 'from' | 'to' | 'gate'>): string {
  if (gate.untried > 0) return words.gateMissing(gate.untried);
  const [old, next] = [from.figures, to.figures];
  if (!old || !next) return gate.reason;
  const fallen = WATCHED.filter((figure) => old[figure] - next[figure] > gate.tolerance + SAME);
  if (fallen.length === 0) return words.gateHeld(words.figures.ndcgAt10, old.ndcgAt10, next.ndcgAt10);
  const falls = fallen.map((figure) => words.gateFall(words.figures[figure], old[figure], next[figure]));
  return words.gateFell(formatList(falls), gate.tolerance);
}
