import fc from 'fast-check';
import { splitSentences } from './split-sentences.js';

const pieces = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));
const kinds = (text: string) => splitSentences(text).map(({ kind }) => kind);

describe('splitSentences', () => {
  it('does not end a sentence at a title, a reference, an initial or a decimal', () => {
    expect(pieces('Dr. Smith paid 3.5 EUR under Art. 5 No. 3. J. K. Rowe left.')).toEqual([
      'Dr. Smith paid 3.5 EUR under Art. 5 No. 3.',
      'J. K. Rowe left.',
    ]);
  });

  it('does not end a sentence within a name that opens with a point', () => {
    expect(pieces('Use .NET Core here. It runs (as .NET does) anywhere. Ask us.')).toEqual([
      'Use .NET Core here.',
      'It runs (as .NET does) anywhere.',
      'Ask us.',
    ]);
  });

  it('leaves the mark of a note on the end of a sentence out, and keeps one within', () => {
    expect(pieces('Ask the nurse.[1] She came at 9.[^late][2] The fee,[3] he said, “is due.”[4]')).toEqual([
      'Ask the nurse.',
      'She came at 9.',
      'The fee,[3] he said, “is due.”',
    ]);
    expect(pieces('Call arr.[0] first. See a.[b].c here.')).toHaveLength(2);
  });

  it('knows German abbreviations and ordinal dates', () => {
    expect(pieces('Das gilt z. B. am 3. März. Danach nicht mehr.')).toEqual([
      'Das gilt z. B. am 3. März.',
      'Danach nicht mehr.',
    ]);
  });

  it('splits Japanese, Chinese and Arabic', () => {
    expect(pieces('休暇は十日とする。申請は三日前。')).toHaveLength(2);
    expect(pieces('年假为十天。请提前申请！')).toHaveLength(2);
    expect(pieces('هل هذا صحيح؟ نعم هو كذلك.')).toHaveLength(2);
  });

  it('reads on over a wrapped line and stops at a blank one', () => {
    expect(
      pieces('Employees get twenty-five days of paid leave and may\ncarry over five of them\n\nAsk the people team'),
    ).toEqual(['Employees get twenty-five days of paid leave and may\ncarry over five of them', 'Ask the people team']);
  });

  it('takes lines that all open anew for the items of a list, however long they are', () => {
    const items = [
      'Damage caused by wear and tear of the insured goods',
      'Losses discovered more than ninety days after the transport',
      'Strikes',
    ];
    expect(pieces(items.join('\n'))).toEqual(items);
    const lower = ['the supplier is insolvent;', 'the delay exceeds 90 days; or', 'nobody agrees'];
    expect(pieces(`The customer may terminate if:\n\n${lower.join('\n')}`).slice(1)).toEqual(lower);
    expect(pieces(lower.join('\n'))).toHaveLength(1);
    const prose =
      'The Committee of the Harbour Authority of Greater\nHamburg meets in May. The Chair of the Committee of\nElders opens it';
    expect(pieces(prose)).toHaveLength(2);
  });

  it('ends a sentence before a line that opens with a word that prose would write small', () => {
    const lines = [
      'You must use the leave within a year of the birth of the child',
      'You need to have been an employee for twelve months. It can be taken at once',
    ];
    expect(pieces(lines.join('\n'))[0]).toBe(lines[0]);
    const name = 'A report on the matter appeared in the last edition of\nThe Times of London.';
    expect(pieces(name)).toEqual([name]);
  });

  it('takes no line below a colon for a heading', () => {
    expect(kinds('We do not pay for:\n\nParking fines\n\nOther costs are paid.')).toEqual(Array(3).fill('sentence'));
  });

  it('keeps each list item and each numbered clause whole', () => {
    expect(pieces('- Taxi rides. With a reason.\n- Trains\n2.1 The tenant pays. On time.')).toEqual([
      '- Taxi rides. With a reason.',
      '- Trains',
      '2.1 The tenant pays. On time.',
    ]);
  });

  it('keeps table rows whole and names their header', () => {
    const text = '| Grade | Days |\n|---|---|\n| A | 25 |\n| B | 30 |';
    const rows = splitSentences(text);
    expect(pieces(text)).toEqual(['| Grade | Days |', '| A | 25 |', '| B | 30 |']);
    expect(rows[2]!.header).toMatchObject({ start: 0, end: 16 });
    expect(kinds('asset,city,owner\nPrinter,Bonn,Anna\nLaptop,Köln,Bert')).toEqual(['row', 'row', 'row']);
  });

  it('keeps the lines of a mail header apart', () => {
    expect(pieces('From: Dana Reyes from the operations team in Hamburg\nTo: all\nSubject: Outage')).toHaveLength(3);
  });

  it('returns ordered, trimmed spans that do not overlap, whatever the text', () => {
    const text = fc
      .array(fc.constantFrom('Dr. ', 'a', '. ', '\n', '| ', ',', '東京。', '- ', '1. ', 'X', '؟ ', '\r\n', '# '))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (value) => {
        let from = 0;
        for (const { start, end } of splitSentences(value)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(value.slice(start, end)).toBe(value.slice(start, end).trim());
          from = end;
        }
      }),
    );
  });
});
