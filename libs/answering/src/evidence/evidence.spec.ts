import fc from 'fast-check';
import { aPassage } from '#testing';
import { parseOutput } from '../generating/parse-output.js';
import type { Passage } from '#knowledge';
import { bindAnswer, citeBound } from './bind-answer.js';
import { CitationNumbers } from './number-citations.js';
import { settleAnswer } from './settle-answer.js';
import { supportVerdict as judge, VERBATIM } from './support-verdict.js';
import { verifyCitations } from './verify-citations.js';

const rule = 'Receipts must be handed in within 30 days of the end of the trip.';

const supportVerdict = (sentence: string, sources: readonly string[]) =>
  judge(
    sentence,
    sources.map((text) => ({ text })),
  );

describe('supportVerdict', () => {
  it.each([
    ['Receipts must be handed in within 30 days of the end of the trip.', 'verbatim', null],
    ['Receipts must be handed in within 30 days.', 'verbatim', null],
    ['Receipts are due within 30 days of the end of the trip.', 'supported', null],
    ['Receipts must be handed in within 14 days.', 'unsupported', 'number'],
    ['Receipts must be handed in to Anna Weber within 30 days.', 'unsupported', 'name'],
    ['Receipts must not be handed in within 30 days of the trip.', 'unsupported', 'negation'],
    ['The cafeteria opens early and serves soup.', 'unsupported', 'overlap'],
  ])('%s is %s', (sentence, support, reason) => {
    expect(supportVerdict(sentence, [rule])).toMatchObject({ support, reason });
  });

  it('does not take a clause without its "not" for a quotation', () => {
    expect(supportVerdict('staff may smoke here', ['Under no circumstances, staff may smoke here.'])).toMatchObject({
      support: 'unsupported',
    });
  });

  it('does not take the beginning of a number for the number', () => {
    expect(supportVerdict('The fee is 4', ['The fee is 45,000 euros.']).support).toBe('unsupported');
  });

  it('reads "no more than" as a bound, not as a denial', () => {
    expect(
      supportVerdict('The stay is limited to 10 nights.', ['The stay is limited to no more than 10 nights.']).support,
    ).toBe('supported');
  });

  it.each([
    ['The fee is EUR 140.', 'The fee is € 140.', 'supported'],
    ['The fee is USD 140.', 'The fee is EUR 140.', 'number'],
    ['The fee is SEK 140.', 'The fee is NOK 140.', 'number'],
    ["The fee is CHF 1'200.–.", 'The fee is 1200 CHF.', 'supported'],
    ["The fee is 1'200.– CHF.", 'The fee is CHF 1200.', 'supported'],
    ['The cap is 3.5 million PLN.', 'The cap is PLN 3,500,000.', 'supported'],
    ['Notice is 30 months.', 'Notice is 30 days.', 'number'],
    ['The share is 12 percent.', 'The share is 12%.', 'supported'],
    ['It ended on 5 March 2024.', 'It ended on 2024-03-05.', 'supported'],
    ['It ended on March 6, 2024.', 'It ended on 2024-03-05.', 'number'],
    ['It ended in March 2024.', 'It ended on 5 March 2024.', 'supported'],
    ['It ended on 5 March 2024.', 'It ended in March 2024.', 'number'],
    ['Revenue was 1.5 million.', 'Revenue was 1,500,000.', 'supported'],
    ['Notice is twenty-five days.', 'Notice is 25 days.', 'supported'],
    ['Guests are allowed after noon.', 'Guests are forbidden after noon.', 'negation'],
    ['You will be unable to change your entry.', 'You will be able to change your entry.', 'negation'],
    ['Access to the file is unlimited for staff.', 'Access to the file is limited for staff.', 'negation'],
    ['We present an incomplete list of prices.', 'We present a complete list of prices.', 'negation'],
    ['We refuse to share your address with others.', 'We may share your address with others.', 'negation'],
    ['Staff must share the file with the board.', 'Staff may share the file with the board.', 'negation'],
    ['All claims are paid within a week.', 'Some claims are paid within a week.', 'negation'],
    ['The form was used until the year 2005.', 'The form was used since the year 2005.', 'negation'],
    ['Oslo has the only one of the large vaults.', 'Oslo has one of the large vaults.', 'negation'],
    ['The tool is rarely used by the board.', 'The tool is often used by the board.', 'negation'],
    ['The board did not refuse to approve the plan.', 'The board refused to approve the plan.', 'negation'],
    ['Many castles were built in Ireland by settlers.', 'Settlers in Ireland built many castles.', 'supported'],
    ['The board did not approve the plan.', 'The board refused to approve the plan.', 'supported'],
    ['Of the 73 members, 129 are elected by district.', 'Of the 129 members, 73 are elected by district.', 'number'],
    ['The landlord gives the tenant three months.', 'The tenant gives the landlord three months.', 'name'],
    ['Erasmus criticised Luther in a letter of 1525.', 'Luther criticised Erasmus in a letter of 1525.', 'name'],
    ['Mongke was succeeded by Kublai as Great Khan.', 'Kublai succeeded Mongke as Great Khan.', 'supported'],
    ['The landlord and the tenant sign the lease.', 'The tenant and the landlord sign the lease.', 'supported'],
    ['Directors may spend 5,000 euros.', 'Managers may spend 500 euros, directors 5,000 euros.', 'supported'],
    ['Managers may spend 5,000 euros.', 'Managers may spend 500 euros, directors 5,000 euros.', 'number'],
    ['The rent is 900 euros.', 'The deposit is 500 euros and the rent, due on the first, is 900 euros.', 'supported'],
    ['Leave is 30 days later on.', 'Leave is 20 days in the first year and 30 days later on.', 'supported'],
    ['Claims are paid within a week.', 'Claims are paid within a week unless they are late.', 'negation'],
    ['Den Arzt ruft die Pflegerin bei jedem Sturz.', 'Die Pflegerin ruft den Arzt bei jedem Sturz.', 'supported'],
    ['Der Arzt ruft die Pflegerin bei jedem Sturz.', 'Die Pflegerin ruft den Arzt bei jedem Sturz.', 'name'],
    ['Pike & Sons lends Harlow Ltd the crane.', 'Harlow Ltd lends Pike & Sons the crane.', 'name'],
    ['In May the board approves the budget.', 'The board approves the budget in May.', 'supported'],
    ['The doors are checked yearly by the insurer.', 'The doors are checked yearly.', 'name'],
  ])('holds "%s" against "%s": %s', (sentence, source, expected) => {
    const { support, reason } = supportVerdict(sentence, [source]);
    expect(reason ?? support).toBe(expected);
  });

  it('says in words what is missing', () => {
    const { why, signals } = supportVerdict('Receipts must be handed in within 14 days.', [rule]);
    expect(why).toBe('The number “14 days” does not occur in the source, or is said of something else.');
    expect(signals).toMatchObject({ missingNumbers: ['14 days'], missingNames: [], negationDiffers: false });
  });

  it('works on German, Japanese and Arabic', () => {
    expect(
      supportVerdict('Die Frist beträgt drei Monate.', ['Die Frist beträgt für Mieter drei Monate.']).support,
    ).toBe('supported');
    expect(
      supportVerdict('Die Frist beträgt vier Monate.', ['Die Frist beträgt für Mieter drei Monate.']).support,
    ).toBe('unsupported');
    expect(supportVerdict('結婚休暇は5日とする。', ['第14条 結婚休暇は5日とする。']).support).toBe('verbatim');
    expect(supportVerdict('結婚休暇は7日とする。', ['第14条 結婚休暇は5日とする。']).support).toBe('unsupported');
    expect(supportVerdict('الإجازة السنوية ثلاثون يوما.', ['يحق للموظف إجازة سنوية مدتها ثلاثون يوما.']).support).toBe(
      'supported',
    );
  });
});

const bound = (output: string, passages: readonly Passage[]) => citeBound(bindAnswer(parseOutput(output), passages));

describe('bindAnswer', () => {
  const travel = aPassage(`${rule} Exceptions are approved by the head of finance.`, { documentId: 'travel' });
  const security = aPassage('Passwords must have at least 12 characters.', { documentId: 'security' });

  it('binds a sentence to the stored words behind its marker', () => {
    const { sentences, citations } = bound('Receipts are due within 30 days of the end of the trip [1].', [
      travel,
      security,
    ]);
    expect(sentences).toMatchObject([
      { text: 'Receipts are due within 30 days of the end of the trip.', support: 'supported', citations: [1] },
    ]);
    expect(citations[0]).toMatchObject({ documentId: 'travel', quote: rule });
  });

  it('finds the right passage when the marker names the wrong one', () => {
    const { citations } = bound('Passwords must have at least 12 characters [1].', [travel, security]);
    expect(citations).toMatchObject([{ documentId: 'security' }]);
  });

  it('gives a made-up number and a made-up marker no citation', () => {
    const { sentences, citations } = bound('Receipts are due within 90 days of the trip [1][9].', [travel, security]);
    expect(sentences[0]).toMatchObject({ support: 'unsupported', citations: [] });
    expect(citations).toEqual([]);
  });

  it('cites nothing but the passages that were read, word for word, whatever the model writes', () => {
    const word = fc.constantFrom(
      'Receipts',
      'must',
      'be',
      '30',
      '12',
      'days',
      'Passwords',
      '[1]',
      '[2]',
      '[77]',
      '.',
      'not',
      '\n',
      'finance',
      'characters',
      '[1, 2]',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const passages = [travel, security];
        const { sentences, citations } = bound(words.join(' '), passages);
        expect(verifyCitations(citations, passages).dropped).toEqual([]);
        const known = citations.map(({ n }) => n);
        for (const sentence of sentences) expect(sentence.citations.every((n) => known.includes(n))).toBe(true);
        for (const { support, citations: own } of sentences) expect(own.length > 0).toBe(support !== 'unsupported');
      }),
    );
  });
});

describe('verifyCitations', () => {
  const passage = aPassage(rule);
  const real = new CitationNumbers().cite(passage, { start: 100, end: 108 });

  it('keeps what is true and drops every altered copy', () => {
    expect(real.quote).toBe('Receipts');
    const forged = [
      { ...real, quote: 'receipts' },
      { ...real, chunkId: 'elsewhere' },
      { ...real, revisionId: 'elsewhere' },
      { ...real, documentId: 'elsewhere' },
      { ...real, span: { start: 101, end: 109 } },
      { ...real, span: { start: 92, end: 108 } },
      { ...real, span: { start: 100, end: 100 }, quote: '' },
    ];
    expect(verifyCitations([real, ...forged], [passage])).toEqual({ kept: [real], dropped: forged });
  });

  it('marks a sentence that loses its citation as unsupported', () => {
    const settled = settleAnswer(
      [{ text: 'Receipts', support: 'verbatim', citations: [1], why: VERBATIM.why, signals: VERBATIM.signals }],
      [{ ...real, quote: 'Invoices' }],
      [passage],
    );
    expect(settled).toMatchObject({ sentences: [{ support: 'unsupported', citations: [] }], citations: [] });
    expect(settled.sentences[0]).toMatchObject({ why: 'Its source did not match the stored text.', signals: null });
  });

  it('keeps the reason of a sentence that nothing supported before', () => {
    const { support, why, signals } = supportVerdict('Receipts must be handed in within 14 days.', [rule]);
    const sentence = { text: 'Receipts', support, citations: [], why, signals };
    expect(settleAnswer([sentence], [], [passage]).sentences).toEqual([sentence]);
  });
});
