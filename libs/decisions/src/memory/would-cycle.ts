import type { LinkKind } from '#contracts';

/** A directed relation between two decisions. */
export interface Relation {
  readonly from: string;
  readonly kind: LinkKind;
  readonly to: string;
}

/**
 * Which relations make no sense in a circle, by the family whose circle it would be, and which way they point: `caused_by`
 * and `led_to` say the same from either end. Two decisions may well distinguish each other.
 */
const FAMILIES: Readonly<Partial<Record<LinkKind, { family: string; isReversed: boolean }>>> = {
  follows: { family: 'follows', isReversed: false },
  supersedes: { family: 'supersedes', isReversed: false },
  caused_by: { family: 'cause', isReversed: false },
  led_to: { family: 'cause', isReversed: true },
};

/** Whether a further relation would close a circle, so that a decision came to follow, replace or cause itself. */
export function wouldCycle(present: readonly Relation[], added: Relation): boolean {
  const family = FAMILIES[added.kind]?.family;
  if (family === undefined) return false;
  const arrows = new Map<string, string[]>();
  for (const relation of present) {
    if (FAMILIES[relation.kind]?.family !== family) continue;
    const { from, to } = pointed(relation);
    arrows.set(from, [...(arrows.get(from) ?? []), to]);
  }
  const { from, to } = pointed(added);
  const seen = new Set<string>();
  for (
    let next = [to];
    next.length > 0;
    next = next.flatMap((id) => arrows.get(id) ?? []).filter((id) => !seen.has(id))
  ) {
    if (next.includes(from)) return true;
    for (const id of next) seen.add(id);
  }
  return false;
}

const pointed = ({ from, kind, to }: Relation) => (FAMILIES[kind]?.isReversed ? { from: to, to: from } : { from, to });
