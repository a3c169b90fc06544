import { readLeaf } from './log-leaf.js';

describe('reading a leaf', () => {
  const leaf = {
    actor: 'system',
    at: '2031-01-02T03:04:05.000Z',
    index: 7,
    kind: 'test.counted',
    subject: { n: 1 },
    v: 1,
  };

  it('gives what an entry says', () => {
    expect(readLeaf(JSON.stringify(leaf))).toEqual(leaf);
  });

  it.each([
    '',
    'not JSON',
    '{"actor":"system"',
    'null',
    '7',
    '"text"',
    '[]',
    '{}',
    ...(['actor', 'at', 'index', 'kind', 'subject'] as const).flatMap((member) => [
      JSON.stringify({ ...leaf, [member]: undefined }),
      JSON.stringify({ ...leaf, [member]: null }),
      JSON.stringify({ ...leaf, [member]: [] }),
    ]),
  ])('is nothing for %s', (text) => {
    expect(readLeaf(text)).toBeNull();
  });
});
