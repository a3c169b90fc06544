import fc from 'fast-check';
import { blocksOfPlainText } from './plain-text-blocks.js';

const brief = (text: string) => blocksOfPlainText(text).map((block) => [block.kind, block.text, block.level]);

describe('blocksOfPlainText', () => {
  it('joins wrapped lines and keeps the lines of addresses', () => {
    const wrapped =
      'Employees who fall ill during their annual leave may\nask for the days to be counted as sick leave, if they\nbring a certificate.';
    expect(brief(`${wrapped}\r\n\r\nRoom 4\nMain Street 1`)).toEqual([
      ['paragraph', wrapped.replaceAll('\n', ' '), undefined],
      ['paragraph', 'Room 4\nMain Street 1', undefined],
    ]);
  });

  it('finds underlined, capital and numbered headings', () => {
    expect(brief('Leave\n=====\nText one.\n\nSICK LEAVE\n\n2.1 Annual leave\n\nText two.')).toEqual([
      ['heading', 'Leave', 1],
      ['paragraph', 'Text one.', undefined],
      ['heading', 'SICK LEAVE', 1],
      ['heading', '2.1 Annual leave', 2],
      ['paragraph', 'Text two.', undefined],
    ]);
  });

  it('reads list items with the lines that continue them', () => {
    expect(brief('Bring:\n- a pen\n- paper and\n  an eraser\n3) nothing else')).toEqual([
      ['paragraph', 'Bring:', undefined],
      ['list-item', 'a pen', 1],
      ['list-item', 'paper and\n  an eraser', 1],
      ['list-item', '3) nothing else', 1],
    ]);
  });

  it('parts clauses that stand line by line, but not where a wrapped line begins with a number', () => {
    const first = '4.1 The supplier shall keep the services available throughout each and every month.';
    const second = '4.2 The customer shall pay the charges within thirty days, as set out in clause';
    expect(
      brief(`${first}\n${second}\n3.1 of this agreement and in the schedules to it which follow.\n§ 5 Ende`),
    ).toEqual([
      ['paragraph', first, undefined],
      ['paragraph', `${second} 3.1 of this agreement and in the schedules to it which follow.`, undefined],
      ['paragraph', '§ 5 Ende', undefined],
    ]);
  });

  it.each(['Section 65450. Adoption', '§ 78dd-1', 'Section 300aa-1.', 'Section 6A01', 'Art. 12345', '§12345'])(
    'begins a paragraph at %s',
    (clause) => {
      const above = 'The plan shall be adopted by the council after it was heard in public.';
      expect(brief(`${above}\n${clause}`).map(([, text]) => text)).toEqual([above, clause]);
    },
  );

  it.each([
    ['The tests of the model were made at mach numbers of 0.8, 1.2,', '1.5 and 2.0 in the tunnel of the institute.'],
    [
      'The supplier shall at all times, in accordance with clause 5 or',
      'clause 6, deliver the goods that were ordered.',
    ],
    [
      'Das Grundstück mit allen Gebäuden liegt an der Langen Straße',
      '§ 5 gilt entsprechend für den Teil dahinter und sonst.',
    ],
    [
      'Nach den Vorschriften des Gesetzes, besonders denen in § 4,',
      '§ 5 und § 6, haftet der Mieter für den ganzen Schaden.',
    ],
  ])('does not tear a sentence in two behind "%s"', (above, line) => {
    expect(brief(`${above}\n${line}`)).toEqual([['paragraph', `${above} ${line}`, undefined]]);
  });

  it('reads clauses below a line of any length', () => {
    expect(blocksOfPlainText(`${'A'.repeat(200_000)}a\n4.1 The rent.`)).toHaveLength(1);
  });

  it('reads any number of underlined lines in a row', () => {
    expect(blocksOfPlainText('Entry\n-----\n'.repeat(50_000))).toHaveLength(50_000);
  });

  it('loses no word', () => {
    const anyLine = fc.constantFrom(
      'WORD',
      '1. Item',
      'plain words here',
      '- bullet',
      '',
      'x'.repeat(60),
      '1.2 Numbered',
    );
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 25 }), (lines) => {
        const letters = (text: string) => text.replace(/[^\p{L}\d.]/gu, '');
        expect(
          letters(
            blocksOfPlainText(lines.join('\n'))
              .map((block) => block.text)
              .join(''),
          ),
        ).toBe(letters(lines.join('')));
      }),
    );
  });

  it('reads more lines in a row than a call takes arguments', () => {
    expect(blocksOfPlainText('entry\n'.repeat(200_000))).toHaveLength(1);
  });
});
