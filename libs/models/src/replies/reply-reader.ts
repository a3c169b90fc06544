import { HARMONY } from './reply-markup.js';
import type { ReplyMarkup } from './reply-markup.js';

/** A piece of a reply, told apart: aloud or in thought. */
export interface ReplyPiece {
  readonly type: 'reasoning' | 'token';
  readonly text: string;
}

/** Where in a reply the reader is; `start` may still turn out to be thinking, `header` names a harmony channel. */
type Place = 'start' | 'reasoning' | 'answer' | 'header' | 'between' | 'stopped';

interface Turn {
  readonly sign: string;
  readonly to: Place;
}

/**
 * Tells a reply's reasoning from its answer while the reply arrives in pieces of any size. The markup itself and white space
 * around it are given to neither. What might be the beginning of a sign is held back until it is known.
 */
export class ReplyReader {
  private place: Place;
  private held = '';
  /** White space that counts only if more text follows. */
  private space = '';
  private hasText = false;
  private header = '';

  /**
   * @param startsInside The prompt ended with thinking opened.
   * @param stops Texts that end the reply, beside the model's own end tokens.
   */
  constructor(
    private readonly markup: ReplyMarkup,
    startsInside: boolean,
    private readonly stops: readonly string[] = [],
  ) {
    this.place = startsInside ? 'reasoning' : PLACE_AT_START[markup.kind];
  }

  /** Whether what comes next belongs to the answer, unless the model opens thinking by itself. */
  get isAnswering(): boolean {
    return this.place === 'answer' || this.place === 'start';
  }

  get hasStopped(): boolean {
    return this.place === 'stopped';
  }

  /** Whether the reply goes on after a token that the vocabulary marks as an end: harmony ends each message, not the reply. */
  goesOnAfter(text: string): boolean {
    return text === HARMONY.end && this.place === 'between';
  }

  /** @param text What the next token stands for; the text of a control token counts too. */
  push(text: string): ReplyPiece[] {
    const sign = this.inAnswer(text.trim());
    if (sign) {
      const rest = this.flush();
      this.turn(sign);
      return rest;
    }
    this.held += text;
    const pieces: ReplyPiece[] = [];
    for (;;) {
      if (this.place === 'start' && !this.settleStart()) return pieces;
      const found = firstOf(this.turns(), this.held);
      if (!found) break;
      pieces.push(...this.say(this.held.slice(0, found.at)));
      this.held = this.held.slice(found.at + found.turn.sign.length);
      this.turn(found.turn);
    }
    const kept = longestBeginning(this.turns(), this.held);
    pieces.push(...this.say(this.held.slice(0, this.held.length - kept)));
    this.held = this.held.slice(this.held.length - kept);
    return pieces;
  }

  /** What was still held back when the reply ended. */
  end(): ReplyPiece[] {
    if (this.place === 'start') this.place = 'answer';
    return this.flush();
  }

  private flush(): ReplyPiece[] {
    const rest = this.held;
    this.held = '';
    return this.say(rest);
  }

  /** Thinking in tags begins a reply or not at all. @returns false while more text is needed to know. */
  private settleStart(): boolean {
    if (this.markup.kind !== 'tags') return true;
    const text = this.held.trimStart();
    if (text !== '' && text.startsWith(this.markup.open)) return true;
    if (this.markup.open.startsWith(text)) return false;
    this.place = 'answer';
    return true;
  }

  /** Inside an answer a tag counts as such only when the model wrote it as one token: an answer may speak of tags. */
  private inAnswer(text: string): Turn | undefined {
    if (this.markup.kind !== 'tags' || this.place !== 'answer') return undefined;
    if (text === this.markup.open) return { sign: text, to: 'reasoning' };
    return text === this.markup.close ? { sign: text, to: 'answer' } : undefined;
  }

  private turns(): Turn[] {
    if (this.place === 'stopped') return [];
    const stops = this.stops.map((sign): Turn => ({ sign, to: 'stopped' }));
    if (this.markup.kind === 'harmony') return [...HARMONY_TURNS[this.place], ...stops];
    if (this.markup.kind === 'none') return stops;
    if (this.place === 'start') return [{ sign: this.markup.open, to: 'reasoning' }, ...stops];
    if (this.place !== 'reasoning') return stops;
    // Some models open thinking although the prompt did.
    const again: Turn[] = this.hasText ? [] : [{ sign: this.markup.open, to: 'reasoning' }];
    return [...again, { sign: this.markup.close, to: 'answer' }, ...stops];
  }

  private turn({ sign, to }: Turn): void {
    const isHeaderDone = sign === HARMONY.message && this.place === 'header';
    this.place = isHeaderDone ? placeOfChannel(this.header) : to;
    if (this.place === 'header') this.header = sign === HARMONY.channel ? sign : '';
    this.space = '';
    this.hasText = false;
  }

  private say(text: string): ReplyPiece[] {
    if (this.place === 'header') this.header += text;
    if (text === '' || (this.place !== 'answer' && this.place !== 'reasoning' && this.place !== 'start')) return [];
    const all = this.space + text;
    const spoken = this.hasText ? all : all.trimStart();
    const said = spoken.trimEnd();
    this.space = spoken.slice(said.length);
    if (said === '') return [];
    this.hasText = true;
    return [{ type: this.place === 'reasoning' ? 'reasoning' : 'token', text: said }];
  }
}

const PLACE_AT_START = { none: 'answer', tags: 'start', harmony: 'header' } as const;

/** Models leave signs out at times; the next one then ends the message. */
const HARMONY_TURNS: Readonly<Record<Exclude<Place, 'stopped'>, readonly Turn[]>> = {
  start: [],
  header: [
    { sign: HARMONY.message, to: 'answer' },
    { sign: HARMONY.return, to: 'stopped' },
    { sign: HARMONY.call, to: 'stopped' },
  ],
  reasoning: [
    { sign: HARMONY.end, to: 'between' },
    { sign: HARMONY.start, to: 'header' },
    { sign: HARMONY.channel, to: 'header' },
    { sign: HARMONY.return, to: 'stopped' },
    { sign: HARMONY.call, to: 'stopped' },
  ],
  answer: [
    { sign: HARMONY.end, to: 'stopped' },
    { sign: HARMONY.return, to: 'stopped' },
    { sign: HARMONY.call, to: 'stopped' },
    { sign: HARMONY.start, to: 'stopped' },
    { sign: HARMONY.channel, to: 'header' },
  ],
  between: [
    { sign: HARMONY.start, to: 'header' },
    { sign: HARMONY.return, to: 'stopped' },
    { sign: HARMONY.call, to: 'stopped' },
  ],
};

/** `analysis` and `commentary` (remarks on tool calls) are not for the reader; a message without a channel is. */
function placeOfChannel(header: string): Place {
  const at = header.lastIndexOf(HARMONY.channel);
  return at < 0 || /^\s*final\b/u.test(header.slice(at + HARMONY.channel.length)) ? 'answer' : 'reasoning';
}

function firstOf(turns: readonly Turn[], text: string): { turn: Turn; at: number } | undefined {
  return turns
    .map((turn) => ({ turn, at: text.indexOf(turn.sign) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
}

/** Characters at the end of the text that may be the beginning of a sign. */
function longestBeginning(turns: readonly Turn[], text: string): number {
  const longest = Math.max(0, ...turns.map(({ sign }) => sign.length - 1));
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const tail = text.slice(text.length - length);
    if (turns.some(({ sign }) => sign.startsWith(tail))) return length;
  }
  return 0;
}
