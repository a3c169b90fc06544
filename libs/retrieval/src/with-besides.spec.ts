import { readWithBesides, withBesides } from './with-besides.js';

const found = (...ids: string[]) => ids.map((chunkId) => ({ chunkId }));
const ids = (passages: readonly { readonly chunkId: string }[]) => passages.map(({ chunkId }) => chunkId).join('');

describe('withBesides', () => {
  it('puts one found besides after each two of the query, of the further queries in turn', () =>
    expect(ids(withBesides(found('a', 'b', 'c', 'd'), [found('x', 'y'), found('z')], 40))).toBe('abxcdzy'));

  it('keeps everything that the query found, and what both found once, in the better place', () => {
    const own = found('a', 'b', 'c', 'd', 'e');
    const merged = withBesides(own, [found('e', 'x')], 40);
    expect(ids(merged)).toBe('abecdx');
    expect(own.every((passage) => merged.includes(passage))).toBe(true);
  });

  it('takes half as many as the query was to find', () =>
    expect(withBesides(found('a'), [found('x', 'y', 'z', 'u', 'v')], 4)).toHaveLength(3));

  it('changes nothing where nothing was found besides', () =>
    expect(ids(withBesides(found('a', 'b', 'c'), [[]], 40))).toBe('abc'));

  it('says how many passages hold so many of the query', () => {
    const merged = withBesides(found('a', 'b', 'c', 'd', 'e'), [found('x', 'y', 'z')], 40);
    expect(ids(merged.slice(0, readWithBesides(4)))).toBe('abxcdy');
  });
});
