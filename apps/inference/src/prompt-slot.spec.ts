import { setImmediate as nextTick } from 'node:timers/promises';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { Progress } from './progress.js';
import { PromptSlot } from './prompt-slot.js';
import { SharedSteps } from './shared-steps.js';

/** A context of which each step waits for somebody to let it go. */
class SlowContext {
  readonly steps: string[] = [];
  private readonly waiting: (() => void)[] = [];

  sequence(name: string): LlamaContextSequence {
    const step = (what: string): Promise<void> => {
      this.steps.push(`${name} ${what}`);
      return new Promise((resolve) => this.waiting.push(resolve));
    };
    return {
      contextSize: 1_024,
      nextTokenIndex: 0,
      evaluateWithoutGeneratingNewTokens: (tokens: Token[]) => step(`reads ${tokens.length}`),
      async *evaluate(tokens: Token[]) {
        await step(`begins after ${tokens.length}`);
        yield 1 as Token;
      },
    } as unknown as LlamaContextSequence;
  }

  async goOn(): Promise<void> {
    this.waiting.shift()?.();
    for (let turn = 0; turn < 5; turn++) await nextTick();
  }
}

const CHUNK = 4;
const prompt = (length: number): Token[] => Array.from({ length }, (_, index) => index as Token);

async function begin(slot: PromptSlot, length: number, signal: AbortSignal): Promise<void> {
  const { tokens } = await slot.read(prompt(length), signal);
  await slot
    .paced(signal)
    .evaluate([...tokens])
    .next();
}

it('gives the rests of prompts to the context one at a time, like their chunks', async () => {
  const [context, steps, stay] = [new SlowContext(), new SharedSteps(), new AbortController().signal];
  const slot = (name: string) =>
    new PromptSlot(context.sequence(name), name.charCodeAt(0), CHUNK, steps, new Progress());
  const both = Promise.all([begin(slot('a'), 6, stay), begin(slot('b'), 7, stay)]);
  const order = ['a reads 4', 'b reads 4', 'a begins after 2', 'b begins after 3'];
  for (let count = 1; count <= order.length; count++) {
    await nextTick();
    expect(context.steps).toEqual(order.slice(0, count));
    await context.goOn();
  }
  await both;
});

it('calls off the rest of a prompt whose reader has left before its turn', async () => {
  const [context, steps, leaver] = [new SlowContext(), new SharedSteps(), new AbortController()];
  const slot = (name: string) =>
    new PromptSlot(context.sequence(name), name.charCodeAt(0), CHUNK, steps, new Progress());
  const staying = begin(slot('a'), 3, new AbortController().signal);
  const leaving = expect(begin(slot('b'), 3, leaver.signal)).rejects.toThrow('gone');
  await nextTick();
  leaver.abort(new Error('gone'));
  await context.goOn();
  await Promise.all([leaving, staying]);
  expect(context.steps).toEqual(['a begins after 3']);
});
