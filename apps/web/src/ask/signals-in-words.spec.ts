import { signalsInWords } from './signals-in-words.js';

const quiet = {
  ...{ overlap: 0.857, missingNumbers: [], missingNames: [], negationDiffers: false, similarity: null, reranker: null },
};

it('names only what speaks, with the words as the sentence has them', () => {
  expect(signalsInWords(quiet)).toEqual(['86 % of its words stand in the source']);
  expect(signalsInWords({ ...quiet, missingNumbers: ['14', '2.5 %'], negationDiffers: true, similarity: 0.5 })).toEqual(
    [
      '86 % of its words stand in the source',
      'not in the source: 14, 2.5 %',
      'sentence and source disagree on whether something is so',
      'similarity 0.50',
    ],
  );
});
