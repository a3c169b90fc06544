import fc from 'fast-check';
import { type Relation, wouldCycle } from './would-cycle.js';

const relation = (text: string): Relation => {
  const [from, kind, to] = text.split(' ') as [string, Relation['kind'], string];
  return { from, kind, to };
};

describe('a circle of relations', () => {
  it.each([
    ['of itself', [], 'a follows a'],
    ['of two', ['a follows b'], 'b follows a'],
    ['of three', ['a supersedes b', 'b supersedes c'], 'c supersedes a'],
    ['of causes said from both ends', ['a caused_by b', 'c led_to b'], 'c caused_by a'],
  ])('is found: %s', (_name, present, added) => expect(wouldCycle(present.map(relation), relation(added))).toBe(true));

  it.each([
    ['another family', ['a follows b'], 'b supersedes a'],
    ['the same said from the other end', ['a caused_by b'], 'b led_to a'],
    ['mutual distinction', ['a distinguishes b'], 'b distinguishes a'],
    ['a diamond', ['a follows b', 'a follows c', 'b follows d'], 'c follows d'],
  ])('is none: %s', (_name, present, added) => expect(wouldCycle(present.map(relation), relation(added))).toBe(false));

  it('never comes about where each relation is asked first', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const kind = fc.constantFrom<Relation['kind']>('caused_by', 'led_to');
    fc.assert(
      fc.property(fc.array(fc.record({ from: node, kind, to: node })), (wished) => {
        const kept: Relation[] = [];
        for (const each of wished) if (!wouldCycle(kept, each)) kept.push(each);
        const after = (id: string): string[] =>
          kept.flatMap(({ from, kind: said, to }) =>
            said === 'led_to' ? (to === id ? [from] : []) : from === id ? [to] : [],
          );
        const reaches = (start: string) => {
          let next = after(start);
          for (let hops = 0; hops < 6; hops++) {
            if (next.includes(start)) return true;
            next = next.flatMap(after);
          }
          return false;
        };
        expect(['a', 'b', 'c', 'd', 'e'].some(reaches)).toBe(false);
      }),
    );
  });
});
