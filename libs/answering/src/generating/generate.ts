import {
  type GenerationRequest,
  type Generator,
  ModelBusy,
  ModelCorrupt,
  ModelNotFound,
  ModelNotLoaded,
  ModelOverdue,
  ModelRestarting,
  ModelRequestFailed,
  ModelTimedOut,
} from '#models';
import { GenerationFailed } from '../answer-errors.js';
import type { AnswerReader } from './answer-reader.js';

export interface Generated {
  readonly output: string;
  readonly reasoning: string;
  readonly finishReason: 'stop' | 'length';
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Whether nothing else was written in the same context meanwhile; null where the server does not say. */
  readonly ranAlone: boolean | null;
  /** False when the server would not take the schema, so that the model wrote without it. */
  readonly isConstrained: boolean;
}

export interface WritingListener {
  readonly onText: (text: string) => void;
  readonly onReasoning: (text: string) => void;
}

/**
 * Let a model write, passing on what becomes readable. A server that refuses a JSON schema is asked again without.
 * @throws GenerationFailed when it stops before its `done`; ModelBusy, ModelOverdue, ModelRestarting, ModelTimedOut, ModelCorrupt, ModelNotFound and
 *   ModelNotLoaded as they come, for they say what to do; the signal's reason when aborted.
 */
export async function generate(
  generator: Generator,
  request: GenerationRequest,
  reader: AnswerReader,
  listener: WritingListener,
  signal: AbortSignal,
): Promise<Generated> {
  let hasWritten = false;
  const note = () => void (hasWritten = true);
  try {
    return await write(generator, request, reader, listener, signal, note);
  } catch (error) {
    signal.throwIfAborted();
    if (hasWritten || !request.jsonSchema || !(error instanceof ModelRequestFailed)) throw failed(error);
  }
  const { jsonSchema: _refused, ...plain } = request;
  try {
    return await write(generator, plain, reader, listener, signal, note);
  } catch (error) {
    signal.throwIfAborted();
    throw failed(error);
  }
}

async function write(
  generator: Generator,
  request: GenerationRequest,
  reader: AnswerReader,
  listener: WritingListener,
  signal: AbortSignal,
  note: () => void,
): Promise<Generated> {
  const pass = (text: string) => text !== '' && listener.onText(text);
  let output = '';
  let reasoning = '';
  for await (const event of generator.stream(request, signal)) {
    note();
    if (event.type === 'token') {
      output += event.text;
      pass(reader.push(event.text));
    } else if (event.type === 'reasoning') {
      reasoning += event.text;
      listener.onReasoning(event.text);
    } else {
      pass(reader.flush());
      const { finishReason, promptTokens, completionTokens, ranAlone = null } = event;
      const isConstrained = request.jsonSchema !== undefined;
      return { output, reasoning, finishReason, promptTokens, completionTokens, ranAlone, isConstrained };
    }
  }
  signal.throwIfAborted();
  throw new GenerationFailed();
}

/** Failures that tell whoever asked more than that it failed: to come back, and when, to ask for less, or that the model can't be used at all. */
const TELLING = [
  GenerationFailed,
  ...[ModelBusy, ModelOverdue, ModelRestarting, ModelTimedOut],
  ...[ModelCorrupt, ModelNotFound, ModelNotLoaded],
];

function failed(error: unknown): unknown {
  return TELLING.some((kind) => error instanceof kind) ? error : new GenerationFailed({ cause: error });
}
