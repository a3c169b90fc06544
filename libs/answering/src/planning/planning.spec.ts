import type { GenerationEvent, Generator } from '#models';
import { termsOf } from '../text/terms.js';
import { filledIn, findingOf, isElsewhere } from './fill-in.js';
import { planByRules } from './plan-by-rules.js';
import { planQuestion } from './plan-question.js';
import { endsChain, settlesStep } from './settles-step.js';

const steps = (question: string) => planByRules(question)?.steps.map((step) => step.question) ?? null;
const signal = new AbortController().signal;
const says = (text: string) =>
  ({
    async *stream(): AsyncIterable<GenerationEvent> {
      yield { type: 'token', text };
    },
  }) as unknown as Generator;

describe('planByRules', () => {
  it.each([
    [
      'Compare the notice period in the Berlin lease and the London lease.',
      ['the notice period in the Berlin lease', 'the notice period in the London lease'],
    ],
    ['What is the difference between annual leave and sick leave?', ['annual leave', 'sick leave']],
    [
      'Which is longer, the Berlin lease or the London lease?',
      ['Which is longer the Berlin lease', 'Which is longer the London lease'],
    ],
    [
      'Do both the Acme contract and the Beta contract require notice?',
      ['Do the Acme contract require notice', 'Do the Beta contract require notice'],
    ],
    ['Was ist der Unterschied zwischen Basis und Komfort?', ['Basis', 'Komfort']],
    ['How long is annual leave and who approves it?', ['How long is annual leave', 'who approves it']],
    ['Who approved what the travel policy requires?', ['what the travel policy requires', 'Who approved #1']],
    [
      'Who was the first president of the association which published the Journal of Therapy?',
      ['which association published the Journal of Therapy', 'Who was the first president of #1'],
    ],
    ['Who runs the team that orders laptops?', ['which team orders laptops', 'Who runs #1']],
    ['How can I reach the team that signs leases?', ['which team signs leases', 'How can I reach #1']],
    ['Which vendor does the team that sends gifts use?', ['which team sends gifts', 'Which vendor does #1 use']],
    [
      'How long does the code that unlocks a work mobile have to be?',
      ['which code unlocks a work mobile', 'How long does #1 have to be'],
    ],
    [
      'When does the lease of the office that Nora Falk leads end?',
      ['which office Nora Falk leads', 'When does the lease of #1 end'],
    ],
    [
      'Until when is the judge who takes reports appointed?',
      ['which judge takes reports', 'Until when is #1 appointed'],
    ],
    [
      'What is the extension of the person responsible for quality assurance?',
      ['which person is responsible for quality assurance', 'What is the extension of #1'],
    ],
    [
      'Where does the woman in charge of the archive sit?',
      ['which woman is in charge of the archive', 'Where does #1 sit'],
    ],
    ['Where is the team that orders laptops?', ['which team orders laptops', 'Where is #1']],
    ['Who is the landlord of the owner of the mill?', ['the owner of the mill', 'Who is the landlord of #1']],
    ['Wer leitet das Team, das Laptops bestellt?', ['welches Team Laptops bestellt', 'Wer leitet #1']],
    [
      'Wo sitzt der Anwalt, mit dem wir sprachen, im Sommer?',
      ['mit welchem Anwalt wir sprachen', 'Wo sitzt #1 im Sommer'],
    ],
    [
      'Wer hat genehmigt, was die Reiserichtlinie verlangt?',
      ['was die Reiserichtlinie verlangt', 'Wer hat genehmigt #1'],
    ],
  ])('takes "%s" apart', (question, expected) => expect(steps(question)).toEqual(expected));

  it.each([
    'How long is annual leave?',
    'Who approves travel and expenses?',
    'What are terms and conditions?',
    'Welche Frist gilt, wenn das Team in Hamburg sitzt?',
    '休暇は何日ですか？',
  ])('leaves "%s" whole', (question) => expect(steps(question)).toBeNull());
});

it.each(['both', 'which is longer,', 'compare the', 'wer leitet das,'])(
  'planByRules is done at once with "%s" and thousands of spaces',
  (begun) => {
    const started = performance.now();
    planByRules(`${begun}${' '.repeat(1_990)}x`);
    // Trying every way to share out the spaces takes ten seconds and more.
    expect(performance.now() - started).toBeLessThan(1_000);
  },
);

describe('planQuestion', () => {
  const question = 'Who was the first president of the association which published the Journal of Therapy?';

  it('takes the steps of a reasoner that stays with the question', async () => {
    const planned = await planQuestion(
      question,
      says('{"steps":["Which association published the Journal of Therapy?","Who was the first president of #1?"]}'),
      signal,
    );
    expect(planned).toMatchObject({
      traced: { by: 'reasoner', kind: 'chain' },
      plan: { steps: [{}, { question: 'Who was the first president of #1?' }] },
    });
  });

  it.each([
    'Certainly! Here is the plan.',
    '{"steps":["Who is Donald Knuth?","Where did he live in 1999?"]}',
    '{"steps":["Who was president of #2?","Which association?"]}',
    '{"steps":["one step"]}',
  ])('goes by its own rules when the reasoner writes %s', async (output) => {
    expect(await planQuestion(question, says(output), signal)).toMatchObject({ traced: { by: 'rules', output } });
  });

  it('does not ask a reasoner about a simple question', async () => {
    const never = {
      stream: () => {
        throw new Error('nobody was to be asked');
      },
    } as unknown as Generator;
    expect(await planQuestion('How long is annual leave?', never, signal)).toBeNull();
  });
});

describe('filledIn', () => {
  it('puts in what was found, or says that something is missing', () => {
    expect(filledIn('Who leads #1?', ['Acme Corp'])).toBe('Who leads Acme Corp?');
    expect(filledIn('Who leads #1?', [null])).toBeNull();
  });
});

describe('findingOf', () => {
  const found = (question: string, text: string, isIntroduction = false) =>
    findingOf(question, { text, isIntroduction });

  it.each([
    ['which department handles travel', 'Travel is handled by the Finance department in Berlin.', 'Finance'],
    [
      'which association published the Journal',
      'It is the Association of Towns, says Nora Falk.',
      'Association of Towns',
    ],
    ['who approves travel', 'In Hamburg it is Nora Falk who approves travel.', 'Nora Falk'],
    ['who approves travel', 'If Nora Falk is away, travel waits.', 'Nora Falk'],
    ['which city hosts the archive', 'The archive of Acme is kept in Geneva.', 'Geneva'],
    ['which year was the archive founded', 'Nora Falk founded the archive in 1997.', '1997'],
    ['when was the archive founded', 'Nora Falk founded the archive on 5 March 1997.', '5 March 1997'],
    ['who pays for travel', 'Since March 1997 Nora Falk pays up to EUR 400.', 'Nora Falk'],
    ['what the travel policy requires', 'The travel policy requires a Form T-12 from Finance.', 'Form T-12'],
    ['Wer genehmigt Reisen?', 'Die Reisen genehmigt Nora Falk nach der Prüfung.', 'Nora Falk'],
    ['which team orders laptops', 'The procurement team orders laptops from Dell Technologies.', 'procurement team'],
    ['which team orders laptops', 'Laptops are ordered by our procurement team.', 'procurement team'],
    ['who approves travel', 'Every Monday the office manager approves travel.', 'office manager'],
    ['who approves travel', 'Travel is approved by the office manager in Hamburg.', 'office manager'],
    ['which person approves travel', 'The office manager approves travel.', 'office manager'],
    ['which client lost', 'matter: M-1; client: Acme Mills Ltd; outcome: lost by Beta Corp', 'Acme Mills Ltd'],
    ['which office moved', 'office: Tokyo; status: moved', 'Tokyo office'],
    ['welches Team Laptops bestellt', 'Die Laptops bestellt das Einkaufsteam in Hamburg.', 'Einkaufsteam'],
  ])('for "%s" takes from "%s" the name that is asked for', (question, text, expected) =>
    expect(found(question, text)).toBe(expected),
  );

  it.each([
    ['who approves travel', 'Travel is approved in Hamburg.'],
    ['who approves travel', 'Travel is approved by Nora Falk or Tim Berg.'],
    ['how many days the policy grants', 'The policy grants what Nora Falk allows.'],
    ['what the travel policy requires', 'The travel policy requires approval from Finance.'],
    ['which team orders laptops', 'A small team orders laptops.'],
    ['which team orders laptops', 'The team orders laptops.'],
    ['which team orders laptops', 'The sales team and the procurement team order laptops.'],
    ['Wer genehmigt Reisen?', 'Die Reisen werden nach der Prüfung vom Vorstand genehmigt.'],
  ])('for "%s" takes nothing from "%s"', (question, text) => expect(found(question, text)).toBeNull());

  it('takes the title that names a thing of the kind', () => {
    const under = (title: string) =>
      findingOf('which agreement covers hosting', {
        text: 'It covers hosting in Slough.',
        isIntroduction: false,
        passage: { title, headingPath: ['1. Term'] },
      });
    expect(under('Hosting Agreement')).toBe('Hosting Agreement');
    expect(under('Agreement of 3 May with Acme')).toBe('Agreement of 3 May with Acme');
    expect(under('Agreement templates')).not.toBe('Agreement templates');
  });

  it('takes nothing from a heading', () =>
    expect(found('who approves travel', 'Travel and Nora Falk', true)).toBeNull());
});

it('isElsewhere says whether a word that nothing holds is more than the kind of thing asked for', () => {
  expect(isElsewhere('which person signs contracts', ['person'])).toBe(false);
  expect(isElsewhere('which department approves pensions', ['pensions'])).toBe(true);
});

describe('the last step of a chain', () => {
  const sentence = (text: string) => ({
    text,
    keys: new Set(termsOf(text).map(({ key }) => key)),
    frame: new Set<string>(),
    isIntroduction: false,
  });
  const ends = (then: string, found: string, text: string) =>
    endsChain({ question: then, otherwise: then }, then.replace('#1', found), sentence(text));

  it('is settled by a sentence with its words and something of its kind', () => {
    const step = { question: 'Who runs #1', otherwise: '' };
    const settles = (text: string) => settlesStep(step, 'Who runs the team that orders laptops?', sentence(text));
    expect(settles('The procurement team is run by Nora Falk.')).toBe(true);
    expect(settles('The procurement team of Nora Falk orders laptops.')).toBe(false);
    expect(settles('The procurement team runs late.')).toBe(false);
  });

  it('is ended by an amount where it asks for nothing else, and only of what was found', () => {
    expect(ends('What did #1 charge', 'Acme Forensics', 'Item: Acme Forensics; Amount: £22,700')).toBe(true);
    expect(ends('What did #1 charge', 'Acme Forensics', 'Item: Beta Movers; Amount: £22,700')).toBe(false);
    expect(ends('How many people work in #1', 'Hamburg office', 'Office: Hamburg; People: 78')).toBe(true);
    expect(ends('Who chairs #1', 'Conflicts Committee', 'The Conflicts Committee met Nora Falk.')).toBe(false);
  });
});
