import fc from 'fast-check';
import { EMPTY_FRONTIER, append, leafHash, nodeHash, rootOf } from './merkle-frontier.js';

/** The definition in RFC 6962, section 2.1, word for word: split at the largest power of two below n. */
function referenceRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(referenceRoot(leaves.slice(0, split)), referenceRoot(leaves.slice(split)));
}

describe('the frontier of the log', () => {
  it('names the empty tree by the hash of nothing', () => {
    expect(rootOf(EMPTY_FRONTIER).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('gives the root of RFC 6962 after every append', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 70 }), (leaves) => {
        const hashes = leaves.map(leafHash);
        let frontier = EMPTY_FRONTIER;
        hashes.forEach((hash, i) => {
          frontier = append(frontier, hash);
          expect(rootOf(frontier)).toEqual(referenceRoot(hashes.slice(0, i + 1)));
        });
      }),
    );
  });

  it('agrees with a root from the test vectors of certificate-transparency logs', () => {
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const frontier = leaves
      .map((hex) => leafHash(Buffer.from(hex, 'hex').toString('latin1')))
      .reduce(append, EMPTY_FRONTIER);
    expect(rootOf(frontier).toString('hex')).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });
});
