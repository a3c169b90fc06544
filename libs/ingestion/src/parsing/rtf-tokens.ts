import { createRequire } from 'node:module';
import type { Transform } from 'node:stream';

/** Types of {@link Token}; text is in the code page of the moment. */
export const [GROUP_START, GROUP_END, CONTROL, TEXT] = [0, 1, 2, 3];

/** A piece of a rich text file. */
export interface Token {
  readonly type: number;
  readonly word?: string;
  readonly param?: number;
  readonly data?: Buffer;
  readonly length?: number;
}

interface Tokenizer {
  new (): Transform;
}

/** From bytes to tokens. */
export const { Tokenize } = createRequire(import.meta.url)('rtf-stream-parser') as { Tokenize: Tokenizer };
