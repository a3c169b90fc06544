import type { Passage } from '#knowledge';
import { aPassage } from '#testing';
import { CopyCollapser } from './collapse-copies.js';

function collapsed(...passages: Passage[]) {
  const collapser = new CopyCollapser();
  for (const passage of passages) collapser.add(passage);
  return collapser.passages();
}
const saying = (text: string, documentId: string) => aPassage(text, { documentId, chunkId: `${documentId}-${text}` });

it('keeps the best of the documents that say the same, and names the others', () => {
  const found = collapsed(
    saying('Leave is 20 days.', 'a'),
    saying('LEAVE  is 20\ndays', 'b'),
    saying('Other.', 'c'),
    saying('“Leave” is 20 days!', 'd'),
  );
  expect(found.map(({ documentId, copies }) => [documentId, copies?.map((copy) => copy.documentId)])).toEqual([
    ['a', ['b', 'd']],
    ['c', undefined],
  ]);
});

it('does not count one document twice', () => {
  expect(collapsed(saying('Confidential.', 'a'), saying('confidential', 'a'))).toHaveLength(1);
  const [kept] = collapsed(saying('One.', 'a'), saying('one', 'b'), saying('ONE', 'b'), saying('one!', 'a'));
  expect(kept!.copies).toHaveLength(1);
});

it('takes passages that differ in a word or a number for what they are', () => {
  const texts = [
    'Either party may terminate.',
    'Either party may not terminate.',
    'Pay 5 000 euros.',
    'Pay 6 000 euros.',
    '—',
    '***',
  ];
  expect(collapsed(...texts.map((text, i) => saying(text, String(i))))).toHaveLength(texts.length);
});
