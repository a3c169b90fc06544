import {
  type GenerationRequest,
  type Generator,
  ModelBusy,
  ModelCorrupt,
  ModelKeyRefused,
  ModelNotFound,
  ModelNotLoaded,
  ModelOverdue,
  ModelRestarting,
  ModelRequestFailed,
  ModelTimedOut,
  ModelUnavailable,
} from '#models';
import { GenerationFailed } from '../answer-errors.js';
import type { AnswerReader } from './answer-reader.js';

/** What a model wrote, verbatim, with the server's account of it. */
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

/** Told as it is written: readable text with the markup taken out, and what the model thinks aloud. */
export interface WritingListener {
  readonly onText: (text: string) => void;
  readonly onReasoning: (text: string) => void;
}

/**
 * Let a model write, passing on what becomes readable. A server that refuses a JSON schema is asked again without.
 * @throws GenerationFailed when it stops before its `done`; ModelBusy, ModelOverdue, ModelRestarting, ModelTimedOut, ModelCorrupt, ModelKeyRefused,
 *   ModelNotFound and ModelNotLoaded as they come, for they say what to do, and so ModelUnavailable before its first word; the signal's reason when aborted.
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
    if (hasWritten || !request.jsonSchema || !(error instanceof ModelRequestFailed)) throw failed(error, hasWritten);
  }
  const { jsonSchema: _refused, ...plain } = request;
  try {
    return await write(generator, plain, reader, listener, signal, note);
  } catch (error) {
    signal.throwIfAborted();
    throw failed(error, hasWritten);
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
  ...[ModelCorrupt, ModelKeyRefused, ModelNotFound, ModelNotLoaded],
];

/** A server that answers nothing from the first is away; one that falls silent later has stopped. */
function failed(error: unknown, hasWritten: boolean): unknown {
  const isAway = error instanceof ModelUnavailable && !hasWritten;
  const isTelling = isAway || TELLING.some((kind) => error instanceof kind);
  return isTelling ? error : new GenerationFailed({ cause: error });
}
