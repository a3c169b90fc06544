import { chained } from './chains.js';

/** `compare`: the same asked of two things; `parts`: several questions in one; `chain`: one question needs another's answer. */
export type PlanKind = 'compare' | 'parts' | 'chain';

/** One search of a plan. */
export interface PlannedStep {
  /** `#1` stands for what the first step finds, and so on. */
  readonly question: string;
  /** What to search for when a step before found nothing to put in. */
  readonly otherwise: string;
}

/** The searches that a question needs, in order; each may put in what the ones before it found. */
export interface Plan {
  readonly kind: PlanKind;
  /** From 2 to {@link MOST_STEPS}. */
  readonly steps: readonly PlannedStep[];
}

/** Searches in one plan; further parts of a question are left out. */
export const MOST_STEPS = 4;
/** A part of a question shorter than this leans on the rest. */
const LEAST_PART_WORDS = 3;

const COMPARES =
  /\b(?:compare|contrast|(?:what(?:'s| is| are) the )?differences? between|(?:how do(?:es)? )(?=.+\bdiffer\b)|vergleiche|(?:was ist der )?unterschiede? zwischen)\s+(.+)$/iu;
const WHICH_OF_TWO = /^((?:which|who|what|welche[rsn]?|wer)\b.+?),\s+(.+?)\s+(?:or|oder)\s+(.+)$/iu;
const BOTH = /^(.*?)\b(?:both|sowohl)\s+(.+?)\s+(?:and|als auch)\s+(.+)$/iu;
const VERSUS = /^(.*?\s)?((?:[Tt]he\s+)?\S+(?:\s\p{Lu}\S*)*)\s+(?:vs\.?|VS|versus)\s+(.+)$/u;
const JOINS = /\s+(?:and|with|to|against|versus|vs\.?|from|und|mit)\s+/giu;
const SHARED_END =
  /\s+(?:for|in terms of|regarding|with respect to|concerning|differ|in respect of|bei|hinsichtlich)\b.*$/iu;
const PREPOSITION = /^(.*\b(?:in|of|for|at|under|by|from|to|im|in der|der|des|für)\s+)(.+)$/iu;
const SEVERAL =
  /\?\s+(?=\p{Lu})|,?\s+(?:and|und)\s+(?=(?:who|what|when|where|how|which|why|wer|was|wann|wo|wie|welche[rsnm]?|warum)\b)/u;
const CONTRASTS = /,?\s+(?:while|whereas|während)\s+/iu;

/**
 * Take a question apart by its wording alone.
 * @returns null when nothing says that it needs more than one search.
 */
export function planByRules(question: string): Plan | null {
  // Runs of spaces would make the patterns below try every way to share them out.
  const bare = question
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[?？.\s]+$/u, '');
  return compared(bare) ?? severalIn(bare) ?? chainIn(bare);
}

function compared(question: string): Plan | null {
  const which = WHICH_OF_TWO.exec(question);
  if (which) return twoSides((side) => `${which[1]!} ${side}`, which[2]!, which[3]!);
  const both = BOTH.exec(question);
  if (both) {
    const [, before = '', one = '', rest = ''] = both;
    const other = likeness(one, rest);
    return twoSides((side) => `${before}${side}${rest.slice(other.length)}`, one, other);
  }
  const list = COMPARES.exec(question)?.[1];
  if (list) return comparedList(list);
  const versus = VERSUS.exec(question);
  if (!versus) return null;
  const other = likeness(versus[2]!, versus[3]!);
  return twoSides((side) => `${versus[1] ?? ''}${side}${versus[3]!.slice(other.length)}`, versus[2]!, other);
}

/** "the notice period in the Berlin lease and the London lease": what stands before the last preposition belongs to both. */
function comparedList(list: string): Plan | null {
  const end = SHARED_END.exec(list)?.[0] ?? '';
  const sides = list.slice(0, list.length - end.length);
  const join = [...sides.matchAll(JOINS)].find(({ index }) => index > 0);
  if (!join) return null;
  const one = sides.slice(0, join.index);
  const other = sides.slice(join.index + join[0].length);
  const head = PREPOSITION.exec(one)?.[1] ?? '';
  const isBare = head !== '' && !PREPOSITION.test(other);
  return twoSides((side) => `${side}${end}`, withHead(one, other), isBare ? head + other : other);
}

/** "the Berlin and the London lease": the first side borrows the noun of the second. */
function withHead(one: string, other: string): string {
  const [last, words] = [
    other.split(' ').at(-1)!,
    one.split(' ').filter((word) => !/^(?:the|an?|der|die|das)$/iu.test(word)),
  ];
  return words.length === 1 && other.split(' ').length > 1 && /^\p{Ll}/u.test(last) ? `${one} ${last}` : one;
}

function twoSides(ask: (side: string) => string, one: string, other: string): Plan {
  return { kind: 'compare', steps: [one, other].map((side) => plain(ask(withoutEnds(side)))) };
}

/** The part of `rest` that names a thing the way `one` does: up to the same last word, a run of capitals, or as many words. */
function likeness(one: string, rest: string): string {
  const words = rest.split(' ');
  const last = one.split(' ').at(-1)!.toLowerCase();
  const same = words.slice(0, 6).findIndex((word) => word.toLowerCase() === last);
  if (same >= 0) return words.slice(0, same + 1).join(' ');
  const capitals = /^(?:(?:the|der|die|das)\s+)?\p{Lu}\S*(?:\s\p{Lu}\S*)*/u.exec(rest)?.[0];
  return capitals ?? words.slice(0, one.split(' ').length).join(' ');
}

function severalIn(question: string): Plan | null {
  for (const pattern of [CONTRASTS, SEVERAL]) {
    const parts = question.split(pattern).map((part) => part.trim());
    if (
      parts.length < 2 ||
      parts.some((part) => part.split(/\s+/u).length < LEAST_PART_WORDS) ||
      /\bbetween\b/iu.test(parts[0]!)
    )
      continue;
    return { kind: 'parts', steps: parts.slice(0, MOST_STEPS).map(plain) };
  }
  return null;
}

function chainIn(question: string): Plan | null {
  const chain = chained(question);
  return chain && { kind: 'chain', steps: [plain(chain.first), { question: chain.then, otherwise: question }] };
}

const plain = (question: string): PlannedStep => ({ question, otherwise: question });

const withoutEnds = (side: string): string => side.replace(/^[,\s]+|[,\s]+$/gu, '');
