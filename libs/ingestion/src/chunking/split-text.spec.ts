import { sentencesOf, splitToFit } from './split-text.js';

const textsOf = (text: string, spans: { start: number; end: number }[]) =>
  spans.map(({ start, end }) => text.slice(start, end));

describe('sentencesOf', () => {
  it('keeps the number of an item with its sentence', () => {
    const text = '1. Call the desk. 2. Leave the building! Then wait.';
    expect(textsOf(text, sentencesOf(text, { start: 0, end: text.length }))).toEqual([
      '1. Call the desk.',
      '2. Leave the building!',
      'Then wait.',
    ]);
  });

  it('stays within the range it is given', () => {
    const text = 'One. Two. Three.';
    expect(textsOf(text, sentencesOf(text, { start: 5, end: 9 }))).toEqual(['Two.']);
  });
});

describe('splitToFit', () => {
  it('goes from sentences to words to graphemes only where it must', () => {
    const text = `Short one. ${'long '.repeat(6)}end. ${'é'.repeat(25)}`;
    const fits = ({ start, end }: { start: number; end: number }) => end - start <= 12;
    const pieces = textsOf(text, splitToFit(text, { start: 0, end: text.length }, 'sentence', fits));
    expect(pieces[0]).toBe('Short one.');
    expect(pieces.every((piece) => piece.length <= 12)).toBe(true);
    expect(pieces.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  it('cuts code at lines', () => {
    const text = 'first();\nsecond();\nthird();';
    expect(
      textsOf(
        text,
        splitToFit(text, { start: 0, end: text.length }, 'line', ({ start, end }) => end - start <= 20),
      ),
    ).toEqual(['first();\nsecond();', 'third();']);
  });
});
