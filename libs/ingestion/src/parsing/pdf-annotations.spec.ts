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
