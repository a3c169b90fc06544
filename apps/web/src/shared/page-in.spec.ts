import { pageIn } from './page-in.js';

const at = (page: string) => pageIn(new URLSearchParams({ page }), 25);

describe('pageIn', () => {
  it('is the page of the address', () => {
    expect([at('1'), at('2'), at('3.9')]).toEqual([1, 2, 3]);
  });

  it('is the first where the address names none', () => {
    expect([pageIn(new URLSearchParams(), 25), at(''), at('0'), at('-3'), at('x'), at('NaN')]).toEqual([
      1, 1, 1, 1, 1, 1,
    ]);
  });

  it('is one that the service can be asked for, however far the address goes', () => {
    for (const far of ['400001', '1e9', 'Infinity']) expect((at(far) - 1) * 25).toBeLessThanOrEqual(10_000_000);
  });
});
