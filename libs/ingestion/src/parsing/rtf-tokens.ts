import { createRequire } from 'node:module';
import type { Transform } from 'node:stream';

/** A piece of a rich text file: 0 a group begins, 1 it ends, 2 a control word, 3 text in the code page of the moment. */
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
