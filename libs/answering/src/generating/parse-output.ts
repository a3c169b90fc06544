import { splitSentences } from '../text/split-sentences.js';
import { NO_ANSWER } from './compose-prompt.js';

/** One written sentence and the passage numbers that stand with it. */
export interface WrittenSentence {
  readonly text: string;
  /** As the model wrote them; they need not exist. */
  readonly markers: readonly number[];
}

/** Runs of spaces and dots are looked at from their beginning only: a model that writes nothing else costs no more for it. */
const MARKER = /(?<!\s)\s*[[【]\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*[\]】]/gu;
const DECLINES =
  /\b(?:(?:i|we) (?:do not|don['’]t|cannot|can['’]t|could not|couldn['’]t) (?:know|find|answer|determine)|(?:passages?|documents?|context|text|information)\b.{0,40}\b(?:do(?:es)? not|don['’]t|doesn['’]t) (?:\w+ )?(?:say|state|mention|contain|provide|specify|answer|include|address)|not (?:answered|mentioned|stated|specified|provided) in the (?:passages?|documents?|context|text)|no information (?:about|on)|(?:nicht|keine (?:angaben?|informationen?)) (?:in den|zu|über).{0,40}(?:passagen|abschnitten|dokumenten|texten?)?|weiß (?:ich )?nicht|(?:ne|n['’]) ?(?:mentionne|contient|précise)\w* pas|no (?:se )?(?:menciona|indica|contiene))\b|لا (?:تذكر|يذكر|تحتوي|أعرف)|(?:记载|見つかり|書かれて)(?:ていま)?せん|没有(?:提到|提及|说明)|わかりません/iu;

/** Cut what a model wrote into sentences; markers belong to the sentence that they stand in or right after. */
export function parseOutput(output: string): WrittenSentence[] {
  const text = output.replace(/((?<![.!?。！？])[.!?。！？]+["”’»)]*)((?:\s*[[【]\s*\d[\d\s,;–-]*[\]】])+)/gu, '$2$1');
  return splitSentences(text).flatMap(({ start, end }) => {
    const raw = text.slice(start, end);
    const markers = [...raw.matchAll(MARKER)].flatMap(([, list = '']) => numbersOf(list));
    const bare = raw
      .replace(MARKER, '')
      .replace(/^#{1,6}\s+/u, '')
      .replace(/^[-*•]\s+/u, '')
      .replace(/\*\*/gu, '')
      .replace(/\s+/gu, ' ')
      .trim();
    return /[\p{L}\p{N}]/u.test(bare) ? [{ text: bare, markers: [...new Set(markers)] }] : [];
  });
}

/** Whether a sentence says that there is no answer. */
export function declines(sentence: string): boolean {
  return sentence.toUpperCase().includes(NO_ANSWER) || DECLINES.test(sentence);
}

/** Takes citation markers out of text that arrives in pieces; an unfinished marker is held back until it is clear what it is. */
export class MarkerFilter {
  private held = '';

  push(piece: string): string {
    const text = (this.held + piece).replace(MARKER, '');
    // Bounded on both sides: a model that writes nothing but spaces must not make every piece dearer than the last.
    const open = /\s{0,8}[[【]?[\d\s,;–-]{0,16}$/u.exec(text);
    const at = open && /[[【\s]/u.test(open[0]) ? open.index : text.length;
    this.held = text.slice(at);
    return text.slice(0, at);
  }

  /** What is still held when nothing more comes. */
  flush(): string {
    const rest = this.held;
    this.held = '';
    return rest;
  }
}

/** `2, 4-6` names 2, 4, 5 and 6; a range of more than ten is taken for its two ends. */
function numbersOf(list: string): number[] {
  return list.split(/[,;]/u).flatMap((part) => {
    const [from = 0, to = from] = part.split(/[–-]/u).map(Number);
    return to > from && to - from <= 10
      ? Array.from({ length: to - from + 1 }, (_, i) => from + i)
      : [...new Set([from, to])];
  });
}
