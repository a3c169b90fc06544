import { HARMONY, markupOf } from './reply-markup.js';
import type { ReplyMarkup } from './reply-markup.js';
import { ReplyReader } from './reply-reader.js';

const THINK: ReplyMarkup = { kind: 'tags', open: '<think>', close: '</think>' };
const GEMMA: ReplyMarkup = { kind: 'tags', open: '<|channel>thought', close: '<channel|>' };
const OSS: ReplyMarkup = { kind: 'harmony' };

interface Reading {
  readonly reasoning: string;
  readonly answer: string;
  readonly hasStopped: boolean;
}

function read(pieces: readonly string[], markup: ReplyMarkup, startsInside = false, stops: string[] = []): Reading {
  const reader = new ReplyReader(markup, startsInside, stops);
  const said = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
  const text = (type: string): string =>
    said
      .filter((piece) => piece.type === type)
      .map((piece) => piece.text)
      .join('');
  return { reasoning: text('reasoning'), answer: text('token'), hasStopped: reader.hasStopped };
}

const cuts = (text: string, length: number): string[] => text.match(new RegExp(`[^]{1,${length}}`, 'gu')) ?? [];
const HARMONY_REPLY =
  '<|channel|>analysis<|message|>The handbook says thirty.<|end|><|start|>assistant<|channel|>final<|message|>Thirty days [1].';

describe('a reply with reasoning', () => {
  it.each<[string, string, ReplyMarkup, boolean]>([
    ['tags', '\n<think>\nThe handbook says thirty.\n</think>\n\nThirty days [1].', THINK, false],
    ['tags opened by the prompt', 'The handbook says thirty.\n</think>\n\nThirty days [1].', THINK, true],
    ['tags opened twice', '<think>The handbook says thirty.</think>Thirty days [1].', THINK, true],
    ['a channel in tags', '<|channel>thought\nThe handbook says thirty.\n<channel|>Thirty days [1].', GEMMA, false],
    ['harmony', HARMONY_REPLY, OSS, false],
    ['harmony without an end of the analysis', HARMONY_REPLY.replace('<|end|>', ''), OSS, false],
  ])('is told apart from the answer, however it is cut: %s', (_name, reply, markup, startsInside) => {
    const expected = { reasoning: 'The handbook says thirty.', answer: 'Thirty days [1].' };
    for (let length = 1; length <= reply.length; length++)
      expect({ length, ...read(cuts(reply, length), markup, startsInside) }).toMatchObject({ length, ...expected });
  });

  it('gives no answer when the thinking never ends', () => {
    expect(read(['<think>', 'The hand', 'book </thi'], THINK)).toMatchObject({
      reasoning: 'The handbook </thi',
      answer: '',
    });
    expect(read(cuts('<|channel|>analysis<|message|>The hand', 5), OSS)).toMatchObject({ answer: '' });
  });

  it('shows the remarks of harmony on tool calls as reasoning and nothing of an unknown header', () => {
    const remark = HARMONY_REPLY.replace('analysis', 'commentary to=functions.find');
    expect(read(cuts(remark, 4), OSS)).toMatchObject({
      reasoning: 'The handbook says thirty.',
      answer: 'Thirty days [1].',
    });
    expect(read(['<|message|>', 'Thirty.'], OSS)).toMatchObject({ answer: 'Thirty.', reasoning: '' });
  });

  it('follows a model that thinks a second time, in the tokens of the tags', () => {
    const pieces = ['<think>', 'a', '</think>', 'Thirty', ' days.', '<think>', 'b', '</think>', ' Sure.'];
    expect(read(pieces, THINK)).toMatchObject({ reasoning: 'ab', answer: 'Thirty days.Sure.' });
  });
});

describe('a reply without reasoning', () => {
  it.each([THINK, GEMMA, { kind: 'none' } as const])('passes whole (%j)', (markup) => {
    for (const reply of ['Thirty days [1].', '<thirty> days', ' \n 30 < 31 '])
      for (let length = 1; length <= reply.length; length++)
        expect(read(cuts(reply, length), markup)).toMatchObject({ reasoning: '', answer: reply.trim() });
  });

  it('may speak of the tags', () => {
    const reply = 'The tags <think> and </think> mark thinking.';
    expect(read([reply], THINK)).toMatchObject({ reasoning: '', answer: reply });
    expect(read(cuts(reply, 3), THINK)).toMatchObject({ reasoning: '', answer: reply });
  });

  it('keeps an empty thought to itself', () => {
    expect(read(['<think>', '\n\n', '</think>', '\n\n', 'Thirty.'], THINK)).toMatchObject({
      reasoning: '',
      answer: 'Thirty.',
    });
  });
});

describe('the end of a reply', () => {
  it('is the stop text, of which nothing is shown', () => {
    for (let length = 1; length < 12; length++)
      expect(read(cuts('Thirty.<|im_end|>\nMore', length), THINK, false, ['<|im_end|>'])).toEqual({
        reasoning: '',
        answer: 'Thirty.',
        hasStopped: true,
      });
  });

  it('is not the end of a harmony message that was thinking', () => {
    const reader = new ReplyReader(OSS, false);
    for (const piece of ['<|channel|>', 'analysis', '<|message|>', 'Hm.', HARMONY.end]) reader.push(piece);
    expect(reader.goesOnAfter(HARMONY.end)).toBe(true);
    for (const piece of ['<|start|>', 'assistant', '<|channel|>', 'final', '<|message|>', 'Thirty.'])
      reader.push(piece);
    expect(reader.isAnswering).toBe(true);
    reader.push(HARMONY.end);
    expect(reader.goesOnAfter(HARMONY.end)).toBe(false);
    expect(reader.hasStopped).toBe(true);
  });
});

describe('the markup of a template', () => {
  it('is what the template writes, or else what the vocabulary holds', () => {
    const none = (): boolean => false;
    expect(markupOf("{{ '<|start|>assistant<|channel|>final<|message|>' }}", none)).toEqual(OSS);
    expect(markupOf("{{ '<|channel>thought\\n<channel|>' }}", none)).toEqual(GEMMA);
    expect(markupOf("split('</think>')", none)).toEqual({ kind: 'none' });
    expect(markupOf("split('</think>')", (text) => /^<\/?think>$/u.test(text))).toEqual(THINK);
    expect(markupOf("{{ '[THINK]' }}{{ '[/THINK]' }}", none)).toMatchObject({ open: '[THINK]' });
  });
});
