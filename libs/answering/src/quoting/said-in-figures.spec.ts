import { aPassage } from '#testing';
import { analyseQuestion } from '../question/analyse-question.js';
import { readPassages } from './read-passages.js';
import { saidInFigures } from './said-in-figures.js';
import { scoreSentences } from './score-sentences.js';
import { selectQuotes } from './select-quotes.js';
import { hasEnough, weighEvidence } from './should-abstain.js';
import { weighTerms } from './weigh-terms.js';

const OTHERS = [
  aPassage('A team of engineers looks after the servers. The fee of a lawyer is paid by whoever asked for one.', {
    documentId: 'others',
    title: 'Handbook',
  }),
];

/** What is quoted of one document; nothing where the evidence does not suffice. */
function quoted(text: string, document: string, title = 'Price list'): string[] {
  const question = analyseQuestion(text);
  const passages = [aPassage(document, { documentId: 'document', title }), ...OTHERS];
  const sentences = saidInFigures(question, readPassages(passages));
  const terms = weighTerms(question, sentences);
  const scored = scoreSentences(
    question,
    terms,
    sentences.filter(({ isOfOtherFigure }) => !isOfOtherFigure),
  );
  return hasEnough(weighEvidence(question, terms, scored, 'quoted'))
    ? selectQuotes(scored).map((quote) => quote.text)
    : [];
}

const teams = `The fee depends on the size of the team.

| Team size | Fee per month |
|---|---|
| up to 9 | EUR 500 |
| 10–25 | EUR 900 |
| 26 to 50 people | EUR 1,400 |
| more than 50 | EUR 2,000 |`;
const labelled = teams
  .split('\n')
  .slice(4)
  .map((row) => row.replace(/^\| (.*) \| (.*) \|$/u, 'Team size: $1; Fee per month: $2'))
  .join('\n');

describe('saidInFigures', () => {
  it.each([
    ['What is the fee for a team of 12?', '10–25'],
    ['What is the fee for a team of 5?', 'up to 9'],
    ['What is the fee for a team of 48?', '26 to 50 people'],
    ['How much does a team of 200 pay per month?', 'more than 50'],
    ['How much does a team of eleven pay per month?', '10–25'],
  ])('finds the row of a range: %s', (question, cell) => {
    for (const document of [teams, labelled]) {
      const [first, ...more] = quoted(question, document);
      expect(first).toContain(cell);
      expect(more.filter((text) => /EUR/u.test(text))).toEqual([]);
    }
  });

  it('quotes no row where none says the number', () =>
    expect(
      quoted('What is the fee for a team of 80?', teams.replace(/\n\| more than 50.*/u, '')).filter((text) =>
        text.includes('EUR'),
      ),
    ).toEqual([]));

  it('finds the line of a list', () =>
    expect(
      quoted(
        'What is the notice period after 7 years?',
        'Notice period by years of service\n\n- under 2 years: one month\n- 2 to 5 years: two months\n- 6 to 9 years: three months',
      ),
    ).toEqual(['Notice period by years of service', '- 6 to 9 years: three months']));

  it('does not take a year for an amount, nor a clause', () =>
    expect(
      quoted('What was the fee for a team of 12 in 2024?', `In 2024 the following held.\n\n${teams}`)[0],
    ).toContain('10–25'));

  const months =
    '| Month | Visitors | Tours |\n|---|---|---|\n| Feb | 310 | 12 |\n| Mar | 420 | 15 |\n| Apr | 515 | 18 |';
  it.each([
    ['How many visitors were there in March?', months, '| Mar | 420 | 15 |'],
    ['Wie viele Visitors gab es im April?', months, '| Apr | 515 | 18 |'],
    [
      'How many visitors were there in March?',
      months.replace('Feb', '2').replace('Mar', '3').replace('Apr', '4'),
      '| 3 | 420 | 15 |',
    ],
    [
      'How many visitors were there in March?',
      months.replace(/\| (Feb|Mar|Apr)/gu, (_, m) => `| 2024-0${m === 'Feb' ? 2 : m === 'Mar' ? 3 : 4}`),
      '| 2024-03 | 420 | 15 |',
    ],
  ])('finds the row of a month: %s', (question, document, row) =>
    expect(quoted(question, document, 'Museum statistics')).toEqual([row]),
  );

  it('finds the row that tells of a month in a column', () =>
    expect(
      quoted(
        'How many bicycles were sold in March?',
        'Sold\n\n| Product | Feb | Mar |\n|---|---|---|\n| Bells | 9 | 8 |\n| Bicycles | 30 | 42 |',
        'Sales',
      ),
    ).toEqual(['| Bicycles | 30 | 42 |']));
});
