import type { CatalogueModelView } from '#contracts';
import { NO_FILTER, filterCatalogue } from './catalogue-filter.js';

const entry = (name: string, rest: Partial<CatalogueModelView>) => ({
  name,
  roles: [],
  tier: null,
  fits: null,
  ...rest,
});
const fits = (verdict: 'fits' | 'tight' | 'too_large') => ({ verdict, needsBytes: 1, machineBytes: 2 });
const models = [
  entry('small', { roles: ['generator'], tier: 'laptop', fits: fits('fits') }),
  entry('close', { roles: ['generator', 'reasoner'], tier: 'laptop', fits: fits('tight') }),
  entry('huge', { roles: ['generator'], tier: 'server', fits: fits('too_large') }),
  entry('unsized', { roles: ['embedder'], tier: 'laptop' }),
] as CatalogueModelView[];
const names = (filter: Parameters<typeof filterCatalogue>[1]) =>
  filterCatalogue(models, filter).map(({ name }) => name);

it('keeps what every chosen condition allows, in the catalogue’s order', () => {
  expect(names(NO_FILTER)).toEqual(['small', 'close', 'huge', 'unsized']);
  expect(names({ ...NO_FILTER, tier: 'laptop' })).toEqual(['small', 'close', 'unsized']);
  expect(names({ ...NO_FILTER, role: 'reasoner' })).toEqual(['close']);
});

it('counts a tight fit as a fit, and an unknown size as none', () => {
  expect(names({ ...NO_FILTER, onlyFitting: true })).toEqual(['small', 'close']);
});
