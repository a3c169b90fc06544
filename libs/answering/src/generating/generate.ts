import type { Generator, GenerationRequest } from '#models';
import { GenerationFailed } from '../answer-errors.js';
import { MarkerFilter } from './parse-output.js';

export interface Generated {
  readonly output: string;
  readonly reasoning: string;
  readonly finishReason: 'stop' | 'length';
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/**
 * Let a model write, passing its text on without citation markers.
 * @throws GenerationFailed when it stops before its `done`; the signal's reason when aborted.
 */
export async function generate(
  generator: Generator,
  request: GenerationRequest,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<Generated> {
  const filter = new MarkerFilter();
  const pass = (text: string) => text !== '' && onText(text);
  let output = '';
  let reasoning = '';
  try {
    for await (const event of generator.stream(request, signal)) {
      if (event.type === 'token') {
        output += event.text;
        pass(filter.push(event.text));
      } else if (event.type === 'reasoning') reasoning += event.text;
      else {
        pass(filter.flush());
        const { finishReason, promptTokens, completionTokens } = event;
        return { output, reasoning, finishReason, promptTokens, completionTokens };
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new GenerationFailed({ cause: error });
  }
  signal.throwIfAborted();
  throw new GenerationFailed();
}
