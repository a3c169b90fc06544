import { foldExchanges } from './fold-exchanges.js';

const unanswered = (...questions: string[]) => questions.map((question) => ({ question, answer: '' }));

describe('foldExchanges', () => {
  it('keeps subject and kind of answer through follow-ups of follow-ups', () => {
    const folded = foldExchanges(unanswered('Who heads the dispute team?', 'And in Oslo?', 'And in Kiel?'))!;
    expect(folded).toMatchObject({ typed: 'And in Kiel?', kind: 'person' });
    expect(folded.question).toMatch(/^And in Kiel\?.*dispute/u);
    expect(folded.question).not.toContain('Oslo');
  });

  it('begins anew with a question that stands alone', () =>
    expect(foldExchanges(unanswered('Who heads the dispute team?', 'How much is a parking space?'))).toEqual({
      ...{ question: 'How much is a parking space?', typed: 'How much is a parking space?', answer: '' },
      kind: 'money',
    }));

  it('takes names from the answers that it is given, and from no other', () => {
    const first = { question: 'Who is the data protection officer?', answer: 'The officer is Ines Kolar.' };
    const second = { question: 'When did she join?', answer: '' };
    expect(foldExchanges([first, second])!.question).toContain('Kolar');
    expect(foldExchanges([{ ...first, answer: '' }, second])!.question).not.toContain('Kolar');
  });

  it('keeps the subject through however many follow-ups', () => {
    const asked = foldExchanges(unanswered('Who heads the dispute team?', ...Array<string>(40).fill('And in Kiel?')))!;
    expect(asked).toMatchObject({ kind: 'person' });
    expect(asked.question).toMatch(/dispute/u);
  });

  it('has nothing of no exchange', () => expect(foldExchanges([])).toBeNull());
});
