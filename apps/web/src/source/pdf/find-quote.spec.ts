import { findQuote } from './find-quote.js';

const marked = (pieces: string[], quote: string, before?: number) =>
  findQuote(pieces, quote, before).map(({ piece, start, end }) => pieces[piece]!.slice(start, end));

it('finds a quote that the page breaks into lines and hyphenates', () => {
  const pieces = ['The notice period is twen-', 'ty working days', ' from receipt.'];
  expect(marked(pieces, 'notice period is twenty working days')).toEqual(['notice period is twen', 'ty working days']);
});

it('sees through ligatures, curly quotation marks, case and spaces', () => {
  expect(marked(['The “oﬃce”  CLOSES'], 'the "office" closes')).toEqual(['The “oﬃce”  CLOSES']);
});

it('takes the occurrence closest to where the stored text has it', () => {
  const pieces = ['30 days. ', 'Other words in between. ', '30 days.'];
  expect(findQuote(pieces, '30 days.', 0)[0]?.piece).toBe(0);
  expect(findQuote(pieces, '30 days.', 30)[0]?.piece).toBe(2);
});

it('bridges a word that was read differently when both ends of the quote are there', () => {
  const pieces = ['Deliveries are accepted on weekdays between eight and four at gate two.'];
  expect(marked(pieces, 'Deliveries are accepted on week days betveen eight and four at gate two.')).toEqual(pieces);
});

it('finds Chinese text across line breaks', () => {
  expect(marked(['合同自双方签', '字之日起生效。'], '自双方签字之日起生效')).toEqual(['自双方签', '字之日起生效']);
});

it('finds nothing rather than something else', () => {
  expect(findQuote(['Quite another page.'], 'The notice period is twenty working days.')).toEqual([]);
  expect(findQuote(['anything'], ' - ')).toEqual([]);
});

it('finds a row of a table by its cells, whose headings the page says once', () => {
  const page = ['Office', '2029/30', '2030/31', 'London', '5,120', '5,310', 'Firm', '8,760', '9,840'];
  expect(marked(page, 'Office: Firm; 2029/30: 8,760; 2030/31: 9,840')).toEqual(['Firm', '8,760', '9,840']);
  expect(marked(page, 'Office: Firm; 2029/30: 1; 2030/31: 2')).toEqual([]);
});
