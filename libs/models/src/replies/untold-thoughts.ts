import { THINKING_TAGS } from './reply-markup.js';
import { type ReplyPiece, ReplyReader } from './reply-reader.js';

/**
 * Tells thoughts from the answer in a reply of a server that leaves them in its text (vLLM without a reasoning parser, some gateways). Only
 * what a reply begins with counts as thinking: an answer may speak of tags.
 */
export class UntoldThoughts {
  private begun = '';
  private reader: ReplyReader | null = null;
  private hasNone = false;

  push(text: string): ReplyPiece[] {
    if (this.hasNone) return [{ type: 'token', text }];
    if (this.reader) return this.reader.push(text);
    this.begun += text;
    const opening = this.begun.trimStart();
    const tag = THINKING_TAGS.find(([open]) => opening.startsWith(open));
    if (tag) {
      this.reader = new ReplyReader({ kind: 'tags', open: tag[0], close: tag[1] }, false);
      return this.reader.push(this.begun);
    }
    if (THINKING_TAGS.some(([open]) => open.startsWith(opening))) return [];
    this.hasNone = true;
    return [{ type: 'token', text: this.begun }];
  }

  /** What was still held back when the reply ended. */
  end(): ReplyPiece[] {
    if (this.reader) return this.reader.end();
    return this.hasNone || this.begun === '' ? [] : [{ type: 'token', text: this.begun }];
  }
}
