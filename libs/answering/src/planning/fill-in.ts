import type { ScoredSentence } from '../quoting/score-sentences.js';

const MOST_NAMES = 2;
const RUN = /\p{Lu}[\p{L}\p{N}'’&.-]*(?:\s(?:(?:of|the|and|for|de|der|von|van|&)\s){0,2}\p{Lu}[\p{L}\p{N}'’&-]*)*/gu;

/** What a step found, in few words: the names of its best sentence that its question does not hold already, longest first. */
export function findingOf(question: string, best: ScoredSentence | undefined): string | null {
  if (!best) return null;
  const asked = question.toLowerCase();
  const names = [...best.text.matchAll(RUN)]
    .map(([name], i) => ({ name: name.replace(/[.,'’]+$/u, ''), isOpening: i === 0 && best.text.startsWith(name) }))
    .filter(
      ({ name, isOpening }) =>
        name.length > 2 && !asked.includes(name.toLowerCase()) && (!isOpening || name.includes(' ')),
    )
    .map(({ name }) => name)
    .sort((a, b) => b.split(' ').length - a.split(' ').length);
  const found = [...new Set(names)].slice(0, MOST_NAMES);
  return found.length === 0 ? null : found.join(' ');
}

/** The question of a step with what the steps before it found; null when one of them found nothing to put in. */
export function filledIn(question: string, findings: readonly (string | null)[]): string | null {
  let isWhole = true;
  const filled = question.replace(/#(\d)/gu, (place, digit: string) => {
    const finding = findings[Number(digit) - 1];
    if (!finding) isWhole = false;
    return finding ?? place;
  });
  return isWhole ? filled : null;
}
