import { analyseQuestion } from './analyse-question.js';
import { askedForKind } from './asked-for-kind.js';
import { askedAmountOf, askedOfWhom, askedThing } from './asked-thing.js';
import { condenseByRules } from './condense-by-rules.js';
import { asksLimit } from './asks-limit.js';
import { asksAmountOfTime, roleOfLengths } from './lengths-of-time.js';
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
    ['What is the car allowance per month?', 'money'],
    ['How much annual leave do I get?', 'duration'],
    ['How much notice must the tenant give?', 'duration'],
    ['How much is holiday pay?', 'money'],
    ['How much do we owe?', 'money'],
    ['How much memory does the laptop have?', 'number'],
  ])('%s asks for %s', (question, kind) => expect(questionKind(question)).toBe(kind));

  it.each([
    ['What is the limit for a dinner?', true],
    ["What's our daily maximum?", true],
    ['Was ist die jährliche Obergrenze?', true],
    ['接待費の上限はいくらですか？', true],
    ['What limits the liability?', false],
    ['What is the capital of Peru?', false],
  ])('%s asks for a limit: %s', (question, isOne) => expect(asksLimit(question)).toBe(isOne));

  it.each([
    ['The fee is EUR 4,800 a year.', true],
    ["Die Gebühr beträgt CHF 1'200.–.", true],
    ['It is capped at USD 3.5 million.', true],
    ['It is capped at 3.5 million PLN.', true],
    ["Fr. 80.– are due; 1'200.– CHF at most.", true],
    ['The fee is SEK\u00a0950.', true],
    ['Pay 40 in EU countries.', false],
    ['Clause 12 of the SEC rules.', false],
  ])('knows an amount by its code in "%s": %s', (sentence, isOne) =>
    expect(holdsKind('money', sentence, 'How much?')).toBe(isOne),
  );

  it('does not take the legal form of a company for a person', () => {
    expect(
      holdsKind('person', 'Client: the three sellers of Ansdell Bakeries Ltd.', 'Who mediated for Ansdell Bakeries?'),
    ).toBe(false);
    expect(holdsKind('person', 'Use argon2id, bcrypt, or PBKDF2.', 'Who invented Argon2id?')).toBe(false);
    expect(holdsKind('person', 'The mediator was Ines Kolar.', 'Who mediated for Ansdell Bakeries?')).toBe(true);
  });

  it.each([
    'The cup is played for in Hamburg.',
    'In Hamburg the cup is played for.',
    'At the Old Harbour the cup is played for.',
    'In March the cup is played for.',
  ])('does not take a place for a person: %s', (sentence) =>
    expect(holdsKind('person', sentence, 'Who won the cup?')).toBe(false),
  );

  it.each([
    'It was given away at the Old Harbour of Kiel.',
    'In Hamburg it went to Nora Falk.',
    'It was a letter from Nora.',
    'Complaints go to the Data Protection Officer.',
    'In March Nora Falk was appointed.',
    'Urlaub wird bei Nora Falk beantragt.',
    "It is kept at Nora Falk's desk.",
  ])('knows a person at a place, in a month and after a preposition: %s', (sentence) =>
    expect(holdsKind('person', sentence, 'Who won the cup?')).toBe(true),
  );

  it('takes "may" for the month only where it is written as one', () => {
    const surfaces = (question: string) => analyseQuestion(question).terms.map(({ surface }) => surface);
    expect(surfaces('May a hotel room cost more, and how much may it cost?')).not.toContain('may');
    expect(surfaces('What happened in May?')).toContain('May');
  });

  it('asks little of the unit that an amount is asked in', () => {
    const weightOf = (question: string, word: string) =>
      analyseQuestion(question).terms.find(({ surface }) => surface === word)!.weight;
    expect(weightOf('How many working days of leave are there?', 'days')).toBeLessThan(0.5);
    expect(weightOf('Who pays for the last three days?', 'days')).toBe(1);
  });

  it.each([
    ['You can receive 15 Military Leave days each year.', true],
    ['You may take twelve (12) annual leave hours.', true],
    ['It takes zehn Arbeitstage.', true],
    ['Die Frist beträgt 30 Kalendertage.', true],
    ['Servers were moved between November 2030 and February 2031.', false],
    ['In 2020 it took days to answer.', false],
    ['It ran for 2000 hours.', true],
    ['Three partners received an award.', false],
    ['Drei Mitarbeiter nahmen an der Sitzung teil.', false],
    ['Le délai est de 3 années.', true],
    ['El plazo es de 3 años.', true],
    ['Le bail dure 9 ans.', true],
    ['Someone wrote this every day.', false],
    ['Room 15 of the annex.', false],
  ])('knows a length of time in "%s": %s', (sentence, isOne) =>
    expect(holdsKind('duration', sentence, 'How long?')).toBe(isOne),
  );

  it('takes no word that opens a sentence for a person', () =>
    expect(holdsKind('person', 'Any PTO beyond ten days needs approval.', 'Who approves PTO?')).toBe(false));

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

describe('lengths of time', () => {
  it.each([
    ['How many days of parental leave are there?', true],
    ['Wie viele Urlaubstage bekomme ich?', true],
    ['How many days before a trip must flights be booked?', false],
    ['How many days do I have to answer?', false],
    ['How many members are there?', false],
  ])('%s asks for an amount of time: %s', (question, isAmount) => expect(asksAmountOfTime(question)).toBe(isAmount));

  it.each([
    ['You are entitled to 12 weeks of paid time off.', 'amount'],
    ['You can receive up to 104 hours.', 'amount'],
    ['The leave must be taken within a year, and within 12 months of the birth.', 'limit'],
    ['You will work for at least 12 weeks after your final day.', 'limit'],
    ['Register ten days in advance.', 'limit'],
    ['You need to have been with us for 12 months.', 'length'],
    ['Within two months you get 12 weeks of leave.', 'amount'],
    ['Nobody knows.', null],
  ])('%s tells of a length of time as: %s', (sentence, role) => expect(roleOfLengths(sentence)).toBe(role));
});

describe('askedAmountOf, askedOfWhom', () => {
  const amountOf = (question: string) => {
    const span = askedAmountOf(question);
    return span && question.slice(span.start, span.end).trim();
  };
  it('names what an amount is asked of, and of whom', () => {
    expect(amountOf('How many days of study leave do interns get?')).toBe('study leave');
    expect(amountOf('How much of the deposit is kept?')).toBeNull();
    expect(amountOf('How long is the notice period?')).toBeNull();
    const question = 'How many days of study leave can an intern take?';
    expect(question.slice(askedOfWhom(question)!)).toBe('intern take?');
    expect(askedOfWhom('Who pays?')).toBeNull();
  });
});

describe('condenseByRules', () => {
  const previous = { question: 'Who is the data protection officer?', answer: 'The officer is Ines Kolar.' };

  it('leaves a whole question alone', () => {
    expect(condenseByRules(previous, 'How long are invoices kept in the archive?')).toBeNull();
    expect(condenseByRules(null, 'And when?')).toBeNull();
    expect(condenseByRules(previous, 'What is the deadline?')).not.toBeNull();
  });

  it('leaves one of several names alone that are asked about in turn', () => {
    expect(condenseByRules({ question: 'Who is Ben?', answer: 'The deputy.' }, 'Who is Carl?')).toBeNull();
    const understood = { question: 'Who is Ben? protection', typed: 'Who is Ben?', answer: 'The deputy.' };
    expect(condenseByRules(understood, 'Who is Carl?')).toBeNull();
  });

  it.each([
    ['Where does Ansdell Ltd have its seat?', 'Who is CEO?', 'Ansdell'],
    ['Which firm led the arbitration?', 'Who was Chair?', 'arbitration'],
    ['Wo sitzt die Ansdell GmbH?', 'Wer ist Geschäftsführer?', 'Ansdell'],
    ['Wer ist Vorstand der Ansdell GmbH?', 'Wer ist Prokurist?', 'Ansdell'],
  ])('does not take a role for a name: %s %s', (question, next, kept) =>
    expect(condenseByRules({ question, answer: '' }, next)!.to).toContain(kept),
  );

  it('adds the earlier subject where a pronoun stands for it', () => {
    const rewrite = condenseByRules(previous, 'When did she join?');
    expect(rewrite).toMatchObject({ from: 'When did she join?', reason: 'pronoun' });
    expect(rewrite!.to).toContain('protection');
    expect(rewrite!.to).toContain('Kolar');
  });

  it('follows up a follow-up with the subject of both, and without what the one before put in its place', () => {
    const geneva = { question: 'And in Geneva? hotel room cost', typed: 'And in Geneva?', answer: 'Up to EUR 260.' };
    expect(condenseByRules(geneva, 'And in Zurich?')!.to).toBe('And in Zurich? hotel room cost');
    expect(condenseByRules(geneva, 'Why?')!.to).toBe('Why? Geneva hotel room cost');
    const pronoun = {
      ...geneva,
      question: 'Does it cost more in Geneva? hotel room',
      typed: 'Does it cost more in Geneva?',
    };
    expect(condenseByRules(pronoun, 'And for whom?')!.to).toContain('Geneva');
  });

  it.each([
    ['How much may a room in Geneva cost?', 'And in Zurich?', 'Geneva', 'room'],
    ['Which trucks were bought for New York in 2030?', 'And in 2031?', '2030', 'York'],
    ['Which trucks were bought for New York?', 'And for Oslo?', 'York', 'trucks'],
    ['Wie hoch ist die Miete in Kiel?', 'Und in Turku?', 'Kiel', 'Miete'],
  ])('puts what is asked about in the place of what was: %s %s', (question, next, gone, kept) => {
    const { to } = condenseByRules({ question, answer: '' }, next)!;
    expect(to).not.toContain(gone);
    expect(to).toContain(kept);
  });

  it.each([
    ['What was the revenue in Germany in 2023?', 'And in 2024?', '2023', ['Germany', 'revenue']],
    ['What was the revenue for Germany for 2023?', 'And for 2024?', '2023', ['Germany', 'revenue']],
    ['Which insurance covers trucks in Norway in winter 2022?', 'And in 2023?', '2022', ['Norway', 'trucks']],
    ['How many trucks were bought in 2030?', 'And in Oslo?', 'bike', ['2030', 'trucks']],
    ['May the contract with Acme be ended?', 'And with 30 days notice?', 'bike', ['Acme', 'contract']],
  ])('puts like in the place of like only: %s %s', (question, next, gone, kept) => {
    const { to } = condenseByRules({ question, answer: '' }, next)!;
    expect(to).not.toContain(gone);
    for (const word of kept) expect(to).toContain(word);
  });

  it('keeps what the follow-up before asked, where this one asks it of something else', () => {
    const notice = {
      question: 'What about the notice period? deposit flats Kiel',
      typed: 'What about the notice period?',
      answer: 'Three months.',
    };
    expect(condenseByRules(notice, 'And for garages?')!.to).toContain('notice period');
    const york = { question: 'And in New York? hotel room cost', typed: 'And in New York?', answer: 'EUR 300.' };
    expect(condenseByRules(york, 'And in Oslo?')!.to).toBe('And in Oslo? hotel room cost');
  });

  it('leaves out what was found nowhere where the follow-up has a subject of its own', () => {
    const moon = { question: 'What is the dose of moonstone?', answer: '', missing: ['moonstone'] };
    expect(condenseByRules(moon, 'And amoxicillin?')!.to).toBe('And amoxicillin? dose');
    expect(condenseByRules(moon, 'And for children?')!.to).toContain('moonstone');
    expect(condenseByRules(moon, 'Is it safe?')!.to).toContain('moonstone');
    expect(condenseByRules({ question: 'Moonstone?', answer: '', missing: ['Moonstone'] }, 'And the gym?')).toBeNull();
  });

  it('keeps names that the follow-up names nothing in the place of', () =>
    expect(condenseByRules({ question: 'Does Norrland pay for taxis?', answer: '' }, 'And in Geneva?')!.to).toContain(
      'Norrland',
    ));

  it('wants what the question before wanted, where it does not say what it wants', () => {
    const kindOf = (question: string) => askedForKind(previous, question, condenseByRules(previous, question));
    expect(kindOf('And the deputy?')).toBe('person');
    expect(kindOf('And since when?')).toBe('date');
    expect(kindOf('Tell me about the archive of invoices.')).toBe('other');
  });

  it('adds it where the subject is left out', () => {
    expect(condenseByRules(previous, 'What about the deputy?')).toMatchObject({ reason: 'ellipsis' });
    expect(condenseByRules(previous, 'Und seit wann?')).toMatchObject({ reason: 'ellipsis' });
  });
});
