import { ModelUnavailable, type GenerationEvent, type Generator } from '#models';
import { condenseQuestion } from './condense-question.js';
import type { PreviousExchange } from './rewrite.js';

const previous = {
  question: 'How long is the notice period in the Berlin lease?',
  answer: 'Three months, says Anna Weber.',
};
const signal = new AbortController().signal;
const says = (text: string) =>
  ({
    async *stream(): AsyncIterable<GenerationEvent> {
      yield { type: 'token', text };
    },
  }) as unknown as Generator;

describe('condenseQuestion', () => {
  it('leaves a question that follows nothing alone', async () => {
    expect(await condenseQuestion(null, 'And in London?', null, signal)).toBeNull();
  });

  it('takes a model at its word when it keeps what was asked and makes nothing up', async () => {
    const written = 'How long is the notice period in the London lease?';
    expect(await condenseQuestion(previous, 'And in London?', says(`{"question":"${written}"}`), signal)).toMatchObject(
      { question: written, by: 'model', rules: expect.stringContaining('notice') },
    );
  });

  it('knows what kind of answer is wanted however many follow-ups leave it out', async () => {
    let exchange: PreviousExchange = { question: 'Who is the data protection officer?', answer: 'Ines Kolar.' };
    for (const question of ['And the deputy?', 'And in Oslo?', 'And in Kiel?']) {
      const condensed = (await condenseQuestion(exchange, question, null, signal))!;
      expect(condensed).toMatchObject({ kind: 'person', reason: 'ellipsis' });
      exchange = { question: condensed.question, typed: question, answer: '', kind: condensed.kind! };
    }
  });

  it.each([
    ['answers instead', '{"question":"Three months."}'],
    ['drops a name', '{"question":"How long is the notice period?"}'],
    ['makes up a name', '{"question":"How long is the notice period in London under Smith v Jones?"}'],
    ['writes no JSON', 'How long is it in London'],
  ])('goes by the rules when the model %s, and keeps both', async (_what, output) => {
    const condensed = await condenseQuestion(previous, 'And in London?', says(output), signal);
    expect(condensed).toMatchObject({
      by: 'rules',
      model: output,
      question: expect.stringMatching(/^And in London\?.*notice/u),
    });
  });

  it('goes by the rules when the model is away', async () => {
    const away = {
      stream: () => {
        throw new ModelUnavailable('gone');
      },
    } as unknown as Generator;
    expect(await condenseQuestion(previous, 'And in London?', away, signal)).toMatchObject({
      by: 'rules',
      model: null,
    });
  });
});
