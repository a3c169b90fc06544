/** One turn of the conversation that a model is asked to go on with. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/**
 * Whether the model is to think before it answers. `auto` leaves it to the model's chat template, except that an answer
 * constrained by a schema is written without thinking where that can be chosen. Models that cannot choose ignore it.
 */
export type Reasoning = 'on' | 'off' | 'auto';

/** What a model is asked to write, and within which limits. */
export interface GenerationRequest {
  readonly messages: readonly ChatMessage[];
  /** Most tokens to write, reasoning included. */
  readonly maxTokens: number;
  /** 0 always takes the most likely token. */
  readonly temperature: number;
  /** Same model, request and seed give the same text on the same machine, where the server keeps that promise. */
  readonly seed: number;
  /** Default: `auto`. */
  readonly reasoning?: Reasoning;
  /** Constrains the answer, not the reasoning, to JSON of this shape (JSON Schema). */
  readonly jsonSchema?: Record<string, unknown>;
}

/** A piece of a reply on its way, in the order of writing. */
export type GenerationEvent =
  | { readonly type: 'token'; readonly text: string }
  /** Text that the model thinks aloud; never part of the answer. */
  | { readonly type: 'reasoning'; readonly text: string }
  /** Always last. Counts are 0 where a server does not report them. */
  | {
      readonly type: 'done';
      readonly finishReason: 'stop' | 'length';
      readonly promptTokens: number;
      readonly completionTokens: number;
      /** Tokens of the prompt that the server had read before and did not read again; absent where it does not say. */
      readonly cachedTokens?: number;
      /**
       * Whether no other text shared a batch with this one, from the first token read to the last one written: only then
       * does the same request give the same text again for certain. Absent where the server does not say.
       */
      readonly ranAlone?: boolean;
    };

/** The model that wrote, as the record of an answer names it. `sha256` of its file; null where the server does not say. */
export interface GeneratorModel {
  readonly name: string;
  readonly sha256: string | null;
  /** Tokens of prompt and answer together; null where the server does not say. */
  readonly contextTokens: number | null;
  /** The software that runs the model, with its version where known. */
  readonly runtime: string;
}

/** A model that writes, and what it is. */
export interface HeldGenerator {
  readonly generator: Generator;
  readonly model: GeneratorModel;
}

/** Writes text. */
export abstract class Generator {
  /** The model in the role, or null when there is none. @throws ModelUnavailable */
  abstract model(): Promise<GeneratorModel | null>;

  /**
   * The same, held to the model that is in the role now, or null when there is none: what it writes is that model's, whatever is put to
   * use meanwhile. For whoever records who wrote.
   * @throws ModelUnavailable
   */
  abstract held(): Promise<HeldGenerator | null>;

  /**
   * The answer piece by piece, ending with exactly one `done`. Ending the loop early or aborting the signal stops the model.
   * @throws ModelRoleEmpty, ModelUnavailable, ModelContextExceeded, ModelCorrupt, ModelRequestFailed; the signal's reason when aborted
   */
  abstract stream(request: GenerationRequest, signal: AbortSignal): AsyncIterable<GenerationEvent>;
}
