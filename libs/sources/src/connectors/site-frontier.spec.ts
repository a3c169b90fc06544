import fc from 'fast-check';
import { SiteFrontier } from './site-frontier.js';

const links = fc.array(fc.record({ url: fc.constantFrom(...'abcdefgh'), depth: fc.integer({ min: 0, max: 4 }) }), {
  maxLength: 40,
});

it('hands out each address once, as met, no deeper and no more than asked, and knows whether any is left out', () => {
  fc.assert(
    fc.property(links, fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 4 }), (met, most, deepest) => {
      const frontier = new SiteFrontier(most, deepest);
      for (const { url, depth } of met) frontier.add(url, depth);
      const out: string[] = [];
      for (let visit = frontier.next(); visit; visit = frontier.next()) out.push(visit.url);
      const within = [...new Set(met.filter(({ depth }) => depth <= deepest).map(({ url }) => url))];
      expect(out).toEqual(within.slice(0, most));
      expect(frontier.isCut).toBe(within.length > most);
    }),
  );
});
