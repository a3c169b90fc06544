import fc from 'fast-check';
import { type Branching, TurnTree } from './turn-tree.js';

type Step = { readonly kind: 'ask' | 'replace' | 'choose'; readonly pick: number };

const steps = fc.array(fc.record({ kind: fc.constantFrom<Step['kind']>('ask', 'replace', 'choose'), pick: fc.nat() }), {
  maxLength: 60,
});

/** What a conversation does with each step. */
function play(script: readonly Step[]): { turns: Branching[]; leafId: string | null } {
  const turns: Branching[] = [];
  let leafId: string | null = null;
  for (const { kind, pick } of script) {
    const picked = turns.length === 0 ? null : turns[pick % turns.length]!;
    if (kind === 'choose') {
      if (picked) leafId = new TurnTree(turns).newestLeafBelow(picked).id;
      continue;
    }
    const parentId: string | null = kind === 'replace' && picked ? picked.parentId : leafId;
    const turn = { id: `t${turns.length + 1}`, parentId, number: turns.length + 1 };
    turns.push(turn);
    leafId = turn.id;
  }
  return { turns, leafId };
}

describe('the branches of a conversation', () => {
  it('hang together, whatever was asked, edited, answered again and chosen', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const { turns, leafId } = play(script);
        // The order in which rows are read does not matter.
        const tree = new TurnTree([...turns].reverse());
        const path = tree.pathTo(leafId);
        expect(path.at(-1)?.id ?? null).toBe(leafId);
        path.forEach((turn, i) => expect(turn.parentId).toBe(path[i - 1]?.id ?? null));
        for (const turn of turns) {
          expect(tree.pathTo(turn.id)[0]!.parentId).toBeNull();
          expect(tree.siblingsOf(turn)).toContain(turn);
          expect(tree.siblingsOf(turn).map(({ parentId }) => parentId)).toEqual(
            tree.siblingsOf(turn).map(() => turn.parentId),
          );
          const leaf = tree.newestLeafBelow(turn);
          expect(tree.pathTo(leaf.id)).toContain(turn);
          expect(turns.filter(({ parentId }) => parentId === leaf.id)).toEqual([]);
        }
        if (leafId !== null) expect(turns.some(({ parentId }) => parentId === leafId)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('lets every turn be reached from the branch in sight by going from sibling to sibling', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const { turns, leafId } = play(script);
        const tree = new TurnTree(turns);
        const reached = new Set<string>();
        const open = [leafId];
        for (let at = open.pop(); at; at = open.pop()) {
          const fresh = tree.pathTo(at).filter(({ id }) => !reached.has(id));
          fresh.forEach(({ id }) => reached.add(id));
          for (const turn of fresh)
            for (const sibling of tree.siblingsOf(turn)) open.push(tree.newestLeafBelow(sibling).id);
        }
        expect(reached.size).toBe(turns.length);
      }),
      { numRuns: 300 },
    );
  });
});
