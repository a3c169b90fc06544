import { analyseQuestion } from './analyse-question.js';
import { askedThing } from './asked-thing.js';
import { condenseByRules } from './condense-by-rules.js';
import { holdsKind, questionKind } from './question-kind.js';

describe('analyseQuestion', () => {
  it('keeps content words and marks names and numbers', () => {
    const { terms } = analyseQuestion('How many days did Luke Brandt take in 2024?');
    expect(terms.map(({ surface }) => surface)).toEqual(['days', 'Luke', 'Brandt', 'take', '2024']);
    expect(terms.filter(({ isSpecific }) => isSpecific).map(({ surface }) => surface)).toEqual([
      'Luke',
      'Brandt',
      '2024',
    ]);
  });

  it('drops German and Japanese function words', () => {
    expect(analyseQuestion('Wie lange ist die Kündigungsfrist?').terms.map(({ surface }) => surface)).toEqual([
      'Kündigungsfrist',
    ]);
    expect(analyseQuestion('結婚休暇は何日ですか？').terms.map(({ surface }) => surface)).not.toContain('です');
  });

  it.each([
    ['Who signs the lease?', 'person'],
    ['Wann endet der Vertrag?', 'date'],
    ['How long is the notice period?', 'duration'],
    ['Wie hoch ist die Kaution?', 'money'],
    ['How many members are there?', 'number'],
    ['أين يقع المكتب؟', 'place'],
    ['誰が承認しますか？', 'person'],
    ['May I work from abroad?', 'yes-no'],
    ['What can I spend on a room when I am away?', 'money'],
    ['How quickly do I have to report it?', 'duration'],
    ['Which board member voted against?', 'person'],
  ])('%s asks for %s', (question, kind) => expect(questionKind(question)).toBe(kind));

  it('does not take the legal form of a company for a person', () => {
    expect(
      holdsKind('person', 'Client: the three sellers of Ansdell Bakeries Ltd.', 'Who mediated for Ansdell Bakeries?'),
    ).toBe(false);
    expect(holdsKind('person', 'The mediator was Ines Kolar.', 'Who mediated for Ansdell Bakeries?')).toBe(true);
  });

  it('does not take the year of the question for its answer', () => {
    expect(holdsKind('number', 'In 2024 there were many.', 'How many in 2024?')).toBe(false);
    expect(holdsKind('number', 'In 2024 there were 31.', 'How many in 2024?')).toBe(true);
  });
});

describe('askedThing', () => {
  const word = (question: string) => {
    const thing = askedThing(question);
    return thing && question.slice(thing.start, thing.end);
  };

  it('names the noun that the question asks for', () => {
    expect(word('What interest margin do we pay?')).toBe('margin');
    expect(word('Who was the mediator in the dispute?')).toBe('mediator');
  });

  it('finds none where only a question word asks', () => {
    expect(word('Who won?')).toBeNull();
    expect(word('Wann endet der Vertrag?')).toBeNull();
  });
});

describe('condenseByRules', () => {
  const previous = { question: 'Who is the data protection officer?', answer: 'The officer is Ines Kolar.' };

  it('leaves a whole question alone', () => {
    expect(condenseByRules(previous, 'How long are invoices kept in the archive?')).toBeNull();
    expect(condenseByRules(null, 'And when?')).toBeNull();
  });

  it('adds the earlier subject where a pronoun stands for it', () => {
    const rewrite = condenseByRules(previous, 'When did she join?');
    expect(rewrite).toMatchObject({ from: 'When did she join?', reason: 'pronoun' });
    expect(rewrite!.to).toContain('protection');
    expect(rewrite!.to).toContain('Kolar');
  });

  it('adds it where the subject is left out', () => {
    expect(condenseByRules(previous, 'What about the deputy?')).toMatchObject({ reason: 'ellipsis' });
    expect(condenseByRules(previous, 'Und seit wann?')).toMatchObject({ reason: 'ellipsis' });
  });
});
