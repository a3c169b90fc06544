import { reasonInWords, signalsInWords } from './signals-in-words.js';

const quiet = {
  ...{ overlap: 0.857, missingNumbers: [], missingNames: [], negationDiffers: false, similarity: null, reranker: null },
};

it('names only the measures that were taken', () => {
  const overlap = '86 % of its content words stand in the source, numbers and dates taken as found';
  expect(signalsInWords(quiet)).toEqual([overlap]);
  expect(signalsInWords({ ...quiet, similarity: 0.5 })).toEqual([overlap, 'similarity 0.50']);
});

describe('why a sentence has its verdict', () => {
  const unsupported = (part: object) =>
    reasonInWords({ support: 'unsupported', why: 'sealed', signals: { ...quiet, ...part } });

  it('is everything that speaks against it, with the words as the sentence has them', () => {
    expect(unsupported({ missingNumbers: ['14', '2.5 %'], negationDiffers: true })).toBe(
      'The source does not say “14”, “2.5 %”, or says it of something else. The source says the opposite, or says it with a condition.',
    );
    expect(unsupported({ missingNames: ['Quill'] })).toBe(
      'The source does not name “Quill”, or says something else of it.',
    );
  });

  it('is that nothing comes close where nothing else does', () =>
    expect(unsupported({})).toBe('No passage that was read says this, or says it closely enough.'));

  it('is that the source was lost, whatever spoke for the sentence before', () => {
    const lost = { support: 'unsupported', why: 'Its source did not match the stored text.' } as const;
    const said = 'Its source did not match the stored text.';
    expect(reasonInWords({ ...lost, signals: null })).toBe(said);
    expect(reasonInWords({ ...lost, signals: { ...quiet, overlap: 1 } })).toBe(said);
  });

  it('is what the record says where it kept no signals', () =>
    expect(reasonInWords({ support: 'verbatim', why: 'sealed', signals: null })).toBe('sealed'));
});
