import { type PdfAnnotation, remarksOf, withFilledIn } from './pdf-annotations.js';
import type { PdfLine } from './pdf-lines.js';

const line = (text: string, baseline: number, left = 72): PdfLine => {
  const right = left + text.length * 5;
  return { text, baseline, left, right, size: 10, font: 'f', angle: 0, segments: [{ text, left, right }] };
};
const field = (rect: number[], more: Partial<PdfAnnotation>): PdfAnnotation => ({ subtype: 'Widget', rect, ...more });
const texts = (lines: readonly PdfLine[], ...annotations: PdfAnnotation[]) =>
  withFilledIn(lines, annotations).map(({ text }) => text);

describe('what lies upon a page of a PDF', () => {
  const form = [line('Name', 700), line('Date of birth', 680), line('I agree', 660, 100), line('The end.', 300)];

  it('is read where it was filled in: beside its words, or at its height', () => {
    expect(
      texts(
        form,
        field([200, 696, 400, 712], { fieldType: 'Tx', fieldValue: 'Ada Lovelace' }),
        field([200, 676, 400, 692], { fieldType: 'Ch', fieldValue: ['1815-12-10'] }),
        field([80, 656, 92, 668], { fieldType: 'Btn', checkBox: true, fieldValue: 'Yes', exportValue: 'Yes' }),
        field([72, 500, 400, 600], { fieldType: 'Tx', fieldValue: 'A long remark.' }),
      ),
    ).toEqual(['Name Ada Lovelace', 'Date of birth 1815-12-10', '[x] I agree', 'A long remark.', 'The end.']);
  });

  it('goes to the first of lines that are as near, and before the first line that is lower where none is near', () => {
    const twice = [line('Left', 700), line('Twin', 702), line('Footnote', 100), line('Again', 600)];
    expect(
      texts(
        twice,
        field([200, 696, 400, 712], { fieldType: 'Tx', fieldValue: 'one' }),
        field([410, 696, 500, 712], { fieldType: 'Tx', fieldValue: 'two' }),
        field([72, 400, 200, 410], { fieldType: 'Tx', fieldValue: 'first' }),
        field([60, 400, 70, 410], { fieldType: 'Tx', fieldValue: 'before it' }),
        field([60, 650, 70, 660], { fieldType: 'Tx', fieldValue: 'higher' }),
        field([60, 20, 70, 30], { fieldType: 'Tx', fieldValue: 'last' }),
      ),
    ).toEqual(['Left one two', 'Twin', 'higher', 'before it first', 'Footnote', 'Again', 'last']);
  });

  it('takes no longer for each field where there are many', () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => row * 20);
    const values = rows.map((y) => field([200, y - 2, 400, y + 10], { fieldType: 'Tx', fieldValue: 'value' }));
    const alone = texts([], ...values);
    const beside = texts(
      rows.map((y) => line('Name', y)),
      ...values,
    );
    expect([alone.length, beside.length, beside[0], beside.at(-1)]).toEqual([
      20_000,
      20_000,
      'Name value',
      'Name value',
    ]);
  });

  it('leaves out what is empty, unchecked, hidden or secret, and what is not well formed', () => {
    expect(
      texts(
        form,
        field([200, 696, 400, 712], { fieldType: 'Tx', fieldValue: '' }),
        field([80, 656, 92, 668], { fieldType: 'Btn', checkBox: true, fieldValue: 'Off', exportValue: 'Yes' }),
        field([200, 676, 400, 692], { fieldType: 'Tx', fieldValue: 'hidden', hidden: true }),
        field([200, 676, 400, 692], { fieldType: 'Tx', fieldValue: 'secret', password: true }),
        field([200, 676], { fieldType: 'Tx', fieldValue: 'nowhere' }),
        { subtype: 'Widget', fieldType: 7, rect: 'x', fieldValue: {} },
      ),
    ).toEqual(form.map(({ text }) => text));
  });

  it('has the remarks of people, and no links', () => {
    expect(
      remarksOf([
        { subtype: 'Highlight', contentsObj: { str: 'Is this\ntrue?' }, titleObj: { str: 'Ada' } },
        { subtype: 'Link', contentsObj: { str: 'somewhere' } },
        { subtype: 'Text', contentsObj: null },
      ]),
    ).toEqual(['Comment by Ada: Is this true?']);
  });
});
