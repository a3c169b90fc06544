import { analyseQuestion } from './analyse-question.js';
import { EVERYDAY_PHRASES } from './everyday-phrases.js';
import { idiomsIn, wordsBesides } from './idioms.js';
import { inOfficialWords } from './in-official-words.js';

const phrasesOf = (question: string) => idiomsIn(question).map(({ start, end }) => question.slice(start, end));
const besides = (question: string) => wordsBesides(idiomsIn(question));

describe('idiomsIn', () => {
  it.each([
    ['Can I work from home?', 'work from home', 'telework'],
    ['Is working from home fine?', 'working from home', 'remote work'],
    ['How do I get my money back?', 'get my money back', 'reimbursement'],
    ['Can I get all of my money back?', 'get all of my money back', 'reimbursement'],
    ['Who was fired?', 'fired', 'dismissal'],
    ['Darf ich von zu Hause arbeiten?', 'von zu Hause arbeiten', 'homeoffice'],
    ['家で働くことはできますか？', '家で働', '在宅勤務'],
  ])('%s says "%s", which rules call %s', (question, phrase, official) => {
    expect(phrasesOf(question)).toEqual([phrase]);
    expect(besides(question)).toContain(official);
  });

  it('takes the longest of those that begin at one place', () =>
    expect(phrasesOf('I want to call in sick, what now?')).toEqual(['call in sick']));

  it('finds none in the words of rules, and none across other words', () => {
    expect(idiomsIn('How long is the notice period?')).toEqual([]);
    expect(idiomsIn('Does work start far from my home?')).toEqual([]);
    expect(idiomsIn('')).toEqual([]);
  });

  it('names each official word once', () => {
    const words = besides('How do I get paid back, and how do I get my money back?');
    expect(new Set(words).size).toBe(words.length);
  });

  it('has two sides and no empty phrase on every line of the list', () => {
    for (const line of EVERYDAY_PHRASES.trim().split('\n')) {
      const sides = line.split(': ').map((side) => side.split(', '));
      expect([line, sides.length]).toEqual([line, 2]);
      expect(sides.flat().every((phrase) => /^[\p{L}\p{N}]/u.test(phrase))).toBe(true);
    }
  });

  it('has each phrase once', () => {
    const phrases = EVERYDAY_PHRASES.trim()
      .split('\n')
      .flatMap((line) => line.split(': ')[0]!.split(', '));
    expect(phrases.filter((phrase, i) => phrases.indexOf(phrase) !== i)).toEqual([]);
  });
});

describe('inOfficialWords', () => {
  it('makes an everyday phrase one term that counts in full', () => {
    const text = 'How much time off do I get in winter?';
    const { terms } = inOfficialWords(analyseQuestion(text), idiomsIn(text));
    expect(terms.map(({ surface, weight }) => [surface, weight])).toContainEqual(['time off', 1]);
    expect(terms.map(({ surface }) => surface)).toContain('winter');
    expect(terms.map(({ surface }) => surface)).not.toContain('time');
  });

  it('leaves a question without one as it is', () => {
    const question = analyseQuestion('How long is the notice period?');
    expect(inOfficialWords(question, [])).toBe(question);
  });
});
