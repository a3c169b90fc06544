import type { AnswerDocument } from '#contracts';
import { closingDeltas, toCompletion, usageOf } from './chat-completion.js';

const sentence = (text: string) => ({ text, support: 'verbatim' as const, citations: [], why: '', signals: null });
const answer = (more: Partial<AnswerDocument> = {}): AnswerDocument =>
  ({
    ...{ record: 'r1', question: 'Q', outcome: 'answered', mode: 'generated', answer: 'One. Two.', refusal: null },
    ...{ sentences: [sentence('One.'), sentence('Two.')], citations: [], coverage: { searched: 1, unreadable: 0 } },
    ...{ reasoning: null, log: { index: 3, checkpoint: '4:ab' } },
    ...more,
  }) as AnswerDocument;
const refusal = { code: 'answer.unsupported', message: 'Nothing was found.' };
const made = (given: AnswerDocument) =>
  toCompletion({ answer: given, tokens: { prompt: 7, completion: 2 }, model: 'chancery', created: 5, portalUrl: '' });
const wordsOf = (deltas: readonly { content?: string | undefined }[]) => deltas.map(({ content = '' }) => content);

describe('closingDeltas', () => {
  it('tells the checked answer sentence by sentence, then its sources', () => {
    const deltas = closingDeltas(answer(), '', '');
    expect(wordsOf(deltas)).toEqual(['One. ', 'Two.', '']);
    expect(deltas.at(-1)).toEqual({ annotations: [], citations: [] });
  });

  it('does not repeat a draft that turned out right, and corrects one that did not', () => {
    expect(wordsOf(closingDeltas(answer(), 'One. Two.\n', '')).join('')).toBe('');
    expect(wordsOf(closingDeltas(answer(), 'One. Three.', '')).join('')).toMatch(/After checking[^]*One\. Two\./);
  });

  it('shows no picture that a document names, and takes a draft that named one for what it was', () => {
    const image = 'See ![a](http://x).';
    const given = answer({ answer: image, sentences: [sentence(image)] });
    expect(wordsOf(closingDeltas(given, '', '')).join('')).toBe(String.raw`See ![a\](http://x).`);
    expect(wordsOf(closingDeltas(given, image, '')).join('')).toBe('');
    expect(made(given).choices[0]!.message.content).toBe(String.raw`See ![a\](http://x).`);
  });

  it('tells a refusal as words and as a refusal, after a draft, too', () => {
    const refused = answer({ outcome: 'refused', answer: '', sentences: [], refusal });
    for (const written of ['', 'The limit is 9000.']) {
      const deltas = closingDeltas(refused, written, '');
      expect(wordsOf(deltas).join('')).toContain('Nothing was found.');
      expect(deltas).toContainEqual({ refusal: 'Nothing was found.' });
    }
  });
});

describe('toCompletion', () => {
  it('names the record, and keeps thoughts apart from the answer', () => {
    const completion = made(answer({ reasoning: 'Hm.' }));
    expect(completion).toMatchObject({
      id: 'chatcmpl-r1',
      usage: { total_tokens: 9 },
      chancery: { record: 'r1', log: { index: 3 } },
    });
    expect(completion.choices[0]!.message).toMatchObject({
      content: 'One. Two.',
      refusal: null,
      reasoning_content: 'Hm.',
    });
    expect(made(answer()).choices[0]!.message).not.toHaveProperty('reasoning_content');
  });

  it('counts nothing where no model was asked', () => {
    expect(usageOf({ tokens: null })).toEqual({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 });
  });
});
