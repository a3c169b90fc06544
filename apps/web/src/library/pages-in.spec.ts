import { pagesIn } from './pages-in.js';

describe('pagesIn', () => {
  it('counts pages where there are any', () => {
    expect(pagesIn({ pages: 1_200, pageUnit: 'page' })).toBe('1,200');
    expect(pagesIn({ pages: 0, pageUnit: 'page' })).toBeNull();
    expect(pagesIn({ pages: 1, pageUnit: null })).toBeNull();
  });
});
