import fc from 'fast-check';
import { aPassage } from '#testing';
import { verifyCitations } from '../evidence/verify-citations.js';
import { analyseQuestion } from '../question/analyse-question.js';
import type { Passage } from '#knowledge';
import { quoteAnswer } from './quote-answer.js';
import { readPassages } from './read-passages.js';
import { selectQuotes } from './select-quotes.js';
import { scoreSentences } from './score-sentences.js';
import { QUOTE_EVIDENCE, shouldAbstain, weighEvidence } from './should-abstain.js';
import { weighTerms } from './weigh-terms.js';

function read(text: string, passages: readonly Passage[]) {
  const question = analyseQuestion(text);
  const sentences = readPassages(passages);
  const terms = weighTerms(question, sentences);
  const scored = scoreSentences(question, terms, sentences);
  return { scored, evidence: weighEvidence(question, terms, scored, 'quoted'), ...quoteAnswer(selectQuotes(scored)) };
}
const quotes = (text: string, passages: readonly Passage[]) => read(text, passages).citations.map(({ quote }) => quote);

const travel = aPassage(
  'Hotel rooms may cost up to EUR 140 per night. Receipts must be handed in within 30 days of the trip.\n\n- Taxi rides need a reason.\n- First class rail travel is allowed above four hours.',
  { documentId: 'travel', title: 'Travel policy' },
);
const prices = aPassage(
  '| Produkt | Preis | Kündigungsfrist |\n|---|---|---|\n| Basis | 19,90 EUR | 1 Monat |\n| Komfort | 34,50 EUR | 3 Monate |',
  {
    documentId: 'prices',
    title: 'Tarife',
  },
);
const faq = aPassage(
  'Who pays for my desk?\nThe company pays up to EUR 250, once every five years.\n\nCan I bring my dog?\nOnly on Fridays.',
  {
    documentId: 'faq',
    title: 'FAQ',
  },
);
const library = [travel, prices, faq];

describe('quoting', () => {
  it('quotes the sentence that answers, whole', () => {
    expect(quotes('How much may a hotel room cost per night?', library)).toEqual([
      'Hotel rooms may cost up to EUR 140 per night.',
    ]);
  });

  it('quotes a whole list item', () => {
    expect(quotes('Is first class rail travel allowed?', library)).toEqual([
      '- First class rail travel is allowed above four hours.',
    ]);
  });

  it('quotes a whole row, with its header only where they adjoin', () => {
    expect(quotes('Was kostet Komfort?', library)).toEqual(['| Komfort | 34,50 EUR | 3 Monate |']);
    expect(quotes('Was kostet Basis?', library)).toEqual([prices.text.slice(0, prices.text.indexOf('\n| Komfort'))]);
  });

  it('finds the row of a table by its heading and by official words for those of the question', () => {
    const hotels = aPassage(
      'The following caps apply.\n\n| City | Cap per night |\n| --- | --- |\n| London | £190 |\n| Hamburg | €170 |',
      { documentId: 'hotels', title: 'Travel policy', headingPath: ['4. Accommodation'] },
    );
    expect(quotes('What can I spend on a hotel in Hamburg?', [...library, hotels])).toEqual(['| Hamburg | €170 |']);
  });

  it('answers with the first row of a table whose rows name their own columns', () => {
    const register = aPassage('client: Midori; partner: Kiryu\nclient: Stave; partner: Eskdale', {
      documentId: 'register',
    });
    expect(quotes('Who is the partner for Midori?', [register])).toEqual(['client: Midori; partner: Kiryu']);
  });

  it('answers with what follows a question, not with the question', () => {
    expect(quotes('Who pays for my desk?', library)).toEqual([
      'The company pays up to EUR 250, once every five years.',
    ]);
  });

  it('quotes the list that a sentence announces with it, and its items but once', () => {
    const flaws = aPassage(
      'Tickets are open to all. To avoid injection flaws, developers need to:\n\n1. Stop writing dynamic queries.\n2. Keep injection flaws out of statements.\n\nThat is all.',
      { documentId: 'flaws', title: 'Injection' },
    );
    expect(quotes('How do developers avoid injection flaws?', [...library, flaws])).toEqual([
      'To avoid injection flaws, developers need to:\n\n1. Stop writing dynamic queries.\n2. Keep injection flaws out of statements.',
    ]);
  });

  it.each([
    'We do not pay for:\n\n- Parking fines',
    '4.2 The following costs are not reimbursed:\n(a) alcohol at dinner\n(b) parking fines',
    'These costs are ours to bear:\n1. Taxi rides\n2. Nothing of this:\n- alcohol\n- parking fines',
  ])('quotes no item without what its list says of it: %j', (text) => {
    const refusals = aPassage(text, { documentId: 'refusals' });
    expect(quotes('Are parking fines paid for?', [...library, refusals])).toEqual([text]);
  });

  it('ends a list at the next item of the kind that announces it', () => {
    const text = '4.2 Not reimbursed are:\n(a) alcohol\n(b) parking fines\n4.3 Reimbursed are taxi rides.';
    const clauses = aPassage(text, { documentId: 'clauses' });
    expect(quotes('Are parking fines reimbursed?', [clauses])[0]).toBe(text.slice(0, text.indexOf('\n4.3')));
  });

  it('quotes the announcement of a long list before an item far down', () => {
    const fines = Array.from({ length: 40 }, (_, i) => `- Cost of kind number ${i + 1}, whatever it is`);
    const long = aPassage(['We never pay for:', ...fines, '- Parking fines in Hamburg'].join('\n'), {
      documentId: 'long',
    });
    const far = quotes('Who pays for parking fines in Hamburg?', [long]);
    expect(far[0]).toBe('We never pay for:');
    expect(far).toContain('- Parking fines in Hamburg');
    const first = quotes('Who pays for the cost of kind number 1?', [long])[0]!;
    expect(first.length).toBeLessThan(720);
    expect(first).toMatch(/^We never pay for:\n- Cost .* it is$/su);
  });

  it('keeps what a long list says of a short list within it', () => {
    const costs = Array.from(
      { length: 20 },
      (_, i) => `(${'abcdefghijklmnopqrst'[i]!}) Cost number ${i + 1}, whatever it may be`,
    );
    const long = aPassage(
      ['4.2 Not reimbursed are:', ...costs, '(u) of meals:', '- alcohol at dinner', '- tips'].join('\n'),
      { documentId: 'long' },
    );
    const found = quotes('Is alcohol at dinner reimbursed?', [long]);
    expect(found[0]).toMatch(/^4\.2 Not reimbursed are:/u);
    expect(found[1]).toBe('(u) of meals:\n- alcohol at dinner\n- tips');
  });

  it('quotes two documents whose lists say opposite things of the same item', () => {
    const ours = aPassage('We pay for:\n- Parking fines', { documentId: 'ours' });
    const theirs = aPassage('We do not pay for:\n- Parking fines', { documentId: 'theirs' });
    expect(quotes('Are parking fines paid for?', [ours, theirs])).toEqual([ours.text, theirs.text]);
  });

  it('prefers what tells something to what only names the document', () => {
    const guide = aPassage(
      'This guide will help you prevent injection flaws in your applications. Bind every variable of a statement, which prevents injection flaws at their root.\n\n- Injection flaws prevention guide',
      { documentId: 'guide', title: 'Injection prevention guide' },
    );
    expect(quotes('How can I prevent injection flaws?', [guide])).toEqual([
      'Bind every variable of a statement, which prevents injection flaws at their root.',
    ]);
  });

  it('takes what a policy covers for more than a word about the policy', () => {
    const cover = aPassage('This policy covers lost luggage up to EUR 2,000. Luggage is to be labelled.', {
      documentId: 'cover',
    });
    expect(quotes('How much does the policy cover for lost luggage?', [cover])[0]).toContain('2,000');
  });

  it('quotes the same words of two documents once', () => {
    const copy = { ...travel, chunkId: 'copy', documentId: 'copy', revisionId: 'copy' };
    expect(quotes('How much may a hotel room cost per night?', [travel, copy])).toHaveLength(1);
  });

  it('reads a sentence that two chunks share once', () => {
    const part = aPassage('Receipts must be handed in within 30 days of the trip.', {
      documentId: 'travel',
      offset: 146,
    });
    expect(travel.text.slice(46, 46 + part.text.length)).toBe(part.text);
    expect(readPassages([travel, part]).filter(({ text }) => text.startsWith('Receipts'))).toHaveLength(1);
  });

  it('gives quotes that are the stored text, in reading order within a document, three at most', () => {
    const words = fc.constantFrom(
      'leave',
      'days',
      'Anna',
      '25',
      'policy',
      'the',
      'of',
      '東京',
      'إجازة',
      '|',
      '\n',
      '\n\n',
      '. ',
      '? ',
      '- ',
      '# ',
    );
    const text = fc.array(words, { minLength: 1, maxLength: 60 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), text, (texts, question) => {
        const passages = texts.map((body, i) => aPassage(body, { documentId: `d${i % 2}`, offset: i * 10_000 }));
        const { citations } = read(question, passages);
        expect(citations.length).toBeLessThanOrEqual(3);
        expect(verifyCitations(citations, passages).dropped).toEqual([]);
        for (const [i, citation] of citations.entries()) {
          const next = citations[i + 1];
          if (next?.documentId === citation.documentId)
            expect(next.span.start).toBeGreaterThanOrEqual(citation.span.end);
        }
      }),
    );
  });
});

describe('shouldAbstain', () => {
  const refuse = (question: string, searched: number | null = 3) =>
    shouldAbstain(searched, read(question, library).evidence);

  it('answers when the words of the question stand together', () => {
    expect(refuse('When must receipts be handed in?')).toBeNull();
  });

  it('says that an empty library is empty', () => {
    expect(shouldAbstain(0, read('When?', []).evidence)).toMatchObject({ code: 'answer.library_empty' });
  });

  it('says that nothing matches', () => {
    expect(refuse('Who won the football championship?')).toMatchObject({ code: 'answer.nothing_found' });
  });

  it('names what was searched and the words that occur nowhere', () => {
    const refusal = refuse('What is the hotel limit in Japan?');
    expect(refusal).toMatchObject({ code: 'answer.not_enough_evidence' });
    expect(refusal!.message).toContain('3 documents');
    expect(refusal!.message).toContain('“Japan”');
  });

  it('joins overlapping pairs of characters into the word that is missing', () => {
    expect(read('結婚休暇は何日ですか？', [aPassage('年次有給休暇は十日とする。')]).evidence.missing[0]).toContain(
      '結婚',
    );
  });

  describe('a question of many words', () => {
    const report = aPassage(
      'The tribunal found that the supplier had delayed three deliveries of turbines. Its counsel admitted the missing certificates of the welds.',
      { documentId: 'report', title: 'Arbitration report' },
    );
    const press = aPassage('The port of Rotterdam demurrage came to EUR 140,000, the newspaper wrote in spring.', {
      documentId: 'press',
      title: 'Press review',
    });
    const asked = (names: string) =>
      `Which ${names}, mentioned in the arbitration report for delayed deliveries of turbines and for certificates of the welds that were missing as its counsel admitted, is also described by the newspaper as owing the demurrage of the port, although earlier statements, interviews and letters had portrayed a reliable partner?`;

    it('is judged by what the best sentences hold together, since none holds half of its words', () => {
      expect(shouldAbstain(3, read(asked('supplier'), [report, press]).evidence)).toBeNull();
      expect(shouldAbstain(3, read(asked('supplier'), [press]).evidence)?.code).toBe('answer.not_enough_evidence');
    });

    it('stays unanswered where its names occur nowhere', () => {
      const elsewhere = asked('supplier of Shreyanka Patil, Anthony Melone and Heather Knight');
      expect(shouldAbstain(3, read(elsewhere, [report, press]).evidence)?.code).toBe('answer.not_enough_evidence');
    });
  });

  it('asks more of a near miss: the passage is there, what is asked about is not', () => {
    const value = (question: string) => read(question, library).evidence.value;
    const known = value('How much may a hotel room cost per night?');
    expect(value('How much may the minibar of a hotel suite cost?')).toBeLessThan(known);
    expect(value('What did the housekeeping robots in the hotel cost?')).toBeLessThan(QUOTE_EVIDENCE.english);
  });

  it('holds it against a passage that it lacks the year asked about, while another one has it', () => {
    const offices = [
      aPassage('The fire drill of 2031 took place on 4 May and lasted twelve minutes.', { documentId: 'drill' }),
      aPassage('In 2032 the canteen was rebuilt.', { documentId: 'canteen' }),
    ];
    const evidenceOf = (year: number) => read(`How long did the fire drill of ${year} last?`, offices).evidence;
    expect(evidenceOf(2031).value).toBeGreaterThan(0.9);
    expect(evidenceOf(2032)).toMatchObject({ missing: [] });
    expect(evidenceOf(2032).value).toBeLessThan(0.7);
  });

  it('holds a missing name against the evidence', () => {
    const known = read('How much may a hotel room cost per night?', library).evidence;
    const other = read('How much may a hotel room cost per night at Contoso?', library).evidence;
    expect(other.value).toBeLessThan(known.value);
    expect(known.threshold).toBe(QUOTE_EVIDENCE.english);
  });
});
