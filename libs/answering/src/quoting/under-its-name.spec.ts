import { aPassage } from '#testing';
import { analyseQuestion } from '../question/analyse-question.js';
import { documentNames } from '../question/document-names.js';
import { readPassages } from './read-passages.js';
import { scoreSentences } from './score-sentences.js';
import { selectQuotes } from './select-quotes.js';
import { hasEnough, weighEvidence } from './should-abstain.js';
import { underItsName } from './under-its-name.js';
import { weighTerms } from './weigh-terms.js';

describe('documentNames', () => {
  it.each([
    ['What does RFC 9110 say of caching?', ['RFC 9110']],
    ['Does ISO/IEC 27001:2022 ask for it?', ['ISO/IEC 27001:2022']],
    ['What does Licence-2.0 allow?', ['Licence-2.0']],
    ['Who is thanked in the minutes of 12.03.2024?', ['12.03.2024']],
    ['Wer fehlte laut Protokoll vom 12. März 2024?', ['12. März 2024']],
    ['What was the fee in March 2024 for a team of 12?', []],
    ['How much is EUR 4,800 in CHF?', []],
  ])('%s', (question, names) =>
    expect(documentNames(question).map(({ start, end }) => question.slice(start, end))).toEqual(names),
  );
});

describe('underItsName', () => {
  const minutes = (date: string, treasurer: string) =>
    aPassage(`Minutes of ${date}\n\nThe treasurer is ${treasurer}, who was thanked.`, {
      ...{ documentId: date, revisionId: date, chunkId: date, title: 'Minutes', offset: 0 },
    });
  const later = aPassage('A request that is cached carries an age in seconds.', {
    ...{ documentId: 'http', revisionId: 'http', chunkId: 'http-2', title: 'HTTP Semantics' },
    offset: 9_000,
  });
  const opening = aPassage('RFC 9110\n\nThis memo describes HTTP.', {
    ...{ documentId: 'http', revisionId: 'http', chunkId: 'http-1', title: 'HTTP Semantics' },
  });
  const other = aPassage('Tunnels of requests are described in section 9110.', { documentId: 'other', title: 'Notes' });

  function quoted(text: string, passages: Parameters<typeof readPassages>[0]): string[] {
    const question = analyseQuestion(text);
    const sentences = underItsName(question, readPassages(passages));
    const terms = weighTerms(question, sentences);
    const scored = scoreSentences(question, terms, sentences);
    return hasEnough(weighEvidence(question, terms, scored, 'quoted'))
      ? selectQuotes(scored).map((quote) => quote.text)
      : [];
  }

  it('does not ask every passage of the named document for its number', () =>
    expect(quoted('What does a cached request carry under RFC 9110?', [other, opening, later])[0]).toBe(later.text));

  it('tells documents apart by the date that they are named by, in whichever notation', () =>
    expect(
      quoted('Who is the treasurer according to the minutes of 12.03.2024?', [
        minutes('9 April 2024', 'Ines Kolar'),
        minutes('12 March 2024', 'Nora Falk'),
      ]),
    ).toEqual(['The treasurer is Nora Falk, who was thanked.']));
});
