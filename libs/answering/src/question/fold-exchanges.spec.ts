import { foldExchanges, MOST_EXCHANGES } from './fold-exchanges.js';

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

  it('has nothing of no exchange, and looks at the last ones only', () => {
    expect(foldExchanges([])).toBeNull();
    const many = unanswered('Who heads the dispute team?', ...Array<string>(MOST_EXCHANGES).fill('And there?'));
    expect(foldExchanges(many)!.question).toBe('And there?');
  });
});
