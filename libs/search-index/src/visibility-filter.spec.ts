import fc from 'fast-check';
import { canSee } from '#knowledge';
import { aVisibility } from '#testing';
import { visibilityFilter } from './visibility-filter.js';

const now = { filter: {}, asOf: null };

describe('visibilityFilter', () => {
  it('lets exactly the collections through that can be seen and were asked for', () => {
    const ids = ['a', 'b', "c'd", 'e'];
    const someIds = fc.subarray(ids);
    fc.assert(
      fc.property(
        fc.oneof(fc.constant('all' as const), someIds),
        someIds,
        fc.option(someIds),
        (allowed, denied, requested) => {
          const visibility = aVisibility(allowed, denied);
          const filter = visibilityFilter(visibility, { ...now, ...(requested && { collectionIds: requested }) });
          for (const id of ids)
            expect(admits(filter?.where ?? null, id)).toBe(
              canSee(visibility, id) && (requested === null || requested.includes(id)),
            );
        },
      ),
    );
  });

  it('has nothing to search without a collection', () => {
    expect(visibilityFilter(aVisibility([]), now)).toBeNull();
    expect(visibilityFilter(aVisibility('all'), { ...now, collectionIds: [] })).toBeNull();
    expect(visibilityFilter(aVisibility(['a'], ['a']), now)).toBeNull();
  });

  it('asks for what is valid now, or was then', () => {
    expect(visibilityFilter(aVisibility('all'), now)?.where).toBe('valid_to = 9007199254740991');
    expect(visibilityFilter(aVisibility('all'), { ...now, asOf: 12 })?.where).toBe(
      'valid_from <= 12 AND valid_to > 12',
    );
    expect(() => visibilityFilter(aVisibility('all'), { ...now, asOf: 1.5 })).toThrow(TypeError);
  });

  it('narrows by type, path and metadata, and quotes what it is given', () => {
    const filter = { type: 'text/plain', path: "o'hara/", site: "x' OR 'a'='a" };
    expect(visibilityFilter(aVisibility('all'), { filter, asOf: null })?.where).toBe(
      "valid_to = 9007199254740991 AND media_type = 'text/plain' AND starts_with(path, 'o''hara/')" +
        " AND array_has(meta, 'site=x'' OR ''a''=''a')",
    );
  });
});

/** Reads the collection condition back, as SQL would. */
function admits(filter: string | null, id: string): boolean {
  if (filter === null) return false;
  const condition = /^collection_id (NOT )?IN \((.*?)\) AND /.exec(filter);
  if (!condition) return true;
  const listed = [...condition[2]!.matchAll(/'((?:[^']|'')*)'/g)].some(
    (literal) => literal[1]!.replaceAll("''", "'") === id,
  );
  return condition[1] ? !listed : listed;
}
