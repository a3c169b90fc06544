import type { LlamaContextSequence, LlamaGrammar, LlamaModel, Token } from 'node-llama-cpp';
import type { GenerationEvent, ReplyPiece, ReplyReader } from '#models';
import type { ChatFormat } from './chat-format.js';
import type { LlamaLibrary } from './llama-runtime.js';

/** Ends a text that the runtime constrains to a JSON schema: its grammar closes with four line breaks. */
export const END_OF_JSON = '\n\n\n\n';
/** Bytes of one character may be spread over as many tokens. */
const MOST_PARTS = 4;
/** Tokens of context that a tokenizer looks at to place spaces. */
const LOOK_BACK = 8;

/** All that one reply is written with. */
export interface Writing {
  readonly library: LlamaLibrary;
  readonly model: LlamaModel;
  readonly sequence: Pick<LlamaContextSequence, 'evaluate'>;
  readonly format: ChatFormat;
  readonly reader: ReplyReader;
  /** What of the prompt the sequence has not read yet; at least one token. */
  readonly tokens: readonly Token[];
  readonly grammar?: LlamaGrammar | undefined;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** `length`: it was cut off, by the limit or the context. */
export interface Written {
  readonly finishReason: 'stop' | 'length';
  readonly completionTokens: number;
}

/**
 * Let the model write its reply, told apart into reasoning and answer. The grammar applies to the answer alone.
 * @throws the signal's reason when aborted.
 */
export async function writeReply(writing: Writing, emit: (event: GenerationEvent) => void): Promise<Written> {
  const { model, reader, maxTokens, signal } = writing;
  const texts = new TokenTexts(model);
  const state = writing.grammar && new writing.library.LlamaGrammarEvaluationState({ model, grammar: writing.grammar });
  const say = (pieces: readonly ReplyPiece[]): void => pieces.forEach((piece) => emit(piece));
  const reply = writing.sequence.evaluate([...writing.tokens], {
    temperature: writing.temperature,
    seed: writing.seed,
    yieldEogToken: true,
    ...(state ? { grammarEvaluationState: () => (reader.isAnswering ? state : undefined) } : {}),
  });
  let completionTokens = 0;
  let finishReason: Written['finishReason'] = 'length';
  for await (const token of reply) {
    signal.throwIfAborted();
    completionTokens++;
    const wasAnswering = reader.isAnswering;
    const text = texts.of(token);
    const said = writing.format.isReadable(token, text) ? reader.push(text) : [];
    // A token that ends the thinking and goes on was not chosen under the grammar: what it says of the answer is left out.
    say(state && !wasAnswering ? said.filter(({ type }) => type === 'reasoning') : said);
    if (reader.hasStopped || (model.isEogToken(token) && !reader.goesOnAfter(text))) {
      finishReason = 'stop';
      break;
    }
    if (completionTokens >= maxTokens) break;
  }
  signal.throwIfAborted();
  say(reader.end());
  return { finishReason, completionTokens };
}

/** Texts of tokens in their order; a character's first tokens have none until its last one completes it. */
class TokenTexts {
  private readonly before: Token[] = [];
  private pending: Token[] = [];

  constructor(private readonly model: LlamaModel) {}

  of(token: Token): string {
    this.pending.push(token);
    const text = this.model.detokenize(this.pending, true, this.before);
    if (text.endsWith('\uFFFD') && this.pending.length < MOST_PARTS) return '';
    this.before.push(...this.pending.splice(0));
    this.before.splice(0, this.before.length - LOOK_BACK);
    return text;
  }
}
