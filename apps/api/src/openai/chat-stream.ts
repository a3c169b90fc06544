import type { ChatCompletionChunk, ChatCompletionRequest, OpenAiError } from '#contracts';
import type { DecideProgress } from '#decisions';
import { InertPieces } from '#knowledge';
import type { EventStream } from '../http/event-stream.js';
import { type Completed, type Delta, closingDeltas, extrasOf, usageOf } from './chat-completion.js';

/**
 * One completion as a stream of chunks. Thoughts are passed on as they come; words of the answer wait until they are
 * checked and recorded, unless the client asked for a draft, because a word that was shown can't be taken back.
 *
 * It begins with the first thing that it has to say: until then a failure can still have a status and `Retry-After`, which clients know what to
 * do with.
 */
export class ChatStream {
  private stream: EventStream<never> | null = null;
  private written = '';
  private readonly thoughts = new InertPieces();
  private readonly draft = new InertPieces();
  private readonly created = Math.floor(Date.now() / 1000);

  /**
   * @param open Sends the status line.
   * @param id Names the stream; the answer's record has its own id and comes with the last chunk.
   */
  constructor(
    private readonly open: () => EventStream<never>,
    private readonly chat: ChatCompletionRequest,
    private readonly id: string,
  ) {}

  get hasBegun(): boolean {
    return this.stream !== null;
  }

  /** Send the status line, and keep the connection open from now on. */
  begin(): EventStream<never> {
    if (this.stream) return this.stream;
    this.stream = this.open();
    this.stream.sendUnnamed(JSON.stringify(this.chunk({ role: 'assistant', content: '' }, null)));
    return this.stream;
  }

  hear(progress: DecideProgress): void {
    if (progress.type === 'reasoning') this.tellThought(this.thoughts.pass(progress.text));
    if (progress.type !== 'token' || !this.chat.draft) return;
    this.written += progress.text;
    this.tellWord(this.draft.pass(progress.text));
  }

  /** The checked answer, what it rests on, and the end. */
  finish(completed: Completed): void {
    const { answer, portalUrl } = completed;
    this.tellHeld();
    for (const delta of closingDeltas(answer, this.written, portalUrl)) this.tell(delta);
    this.send({ ...this.chunk({}, 'stop'), chancery: extrasOf(answer) });
    if (this.chat.stream_options?.include_usage)
      this.send({ ...this.chunk({}, null), choices: [], usage: usageOf(completed) });
    this.begin().sendUnnamed('[DONE]');
  }

  fail(error: OpenAiError): void {
    this.begin().sendUnnamed(JSON.stringify(error));
  }

  end(): void {
    this.stream?.end();
  }

  /** The last brackets of thoughts and draft, which nothing followed. */
  private tellHeld(): void {
    this.tellThought(this.thoughts.end());
    this.tellWord(this.draft.end());
  }

  private tellThought(text: string): void {
    if (text !== '') this.tell({ reasoning_content: text });
  }

  private tellWord(text: string): void {
    if (text !== '') this.tell({ content: text });
  }

  private tell(delta: Delta): void {
    this.send(this.chunk(delta, null));
  }

  private send(chunk: ChatCompletionChunk): void {
    this.begin().sendUnnamed(JSON.stringify(chunk));
  }

  private chunk(delta: Delta, finish: 'stop' | null): ChatCompletionChunk {
    return {
      ...{ id: this.id, object: 'chat.completion.chunk', created: this.created, model: this.chat.model },
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(this.chat.stream_options?.include_usage ? { usage: null } : {}),
    };
  }
}
