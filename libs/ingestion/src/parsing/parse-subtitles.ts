import { readFile } from 'node:fs/promises';
import { encodingNotes } from './coverage-notes.js';
import { decodeText } from './decode-text.js';
import type { Block, ParsedDocument } from './parsed-document.js';

const TIMING = /^\s*(?:(\d{1,3}):)?(\d{2}):(\d{2})[.,]\d{3}\s+-->\s/;
/** Cues are joined into paragraphs of about this length, so that a sentence is found whole. */
const PARAGRAPH_CHARS = 400;

interface Cue {
  readonly at: string;
  readonly speaker: string | null;
  readonly text: string;
}

/** Read subtitles (WebVTT, SubRip): paragraphs that begin with the time at which they are spoken. @see W3C WebVTT */
export async function parseSubtitles(path: string): Promise<ParsedDocument> {
  const decoded = decodeText(await readFile(path));
  const blocks = paragraphsOf(cuesOf(decoded.text));
  return { title: null, metadata: {}, blocks, pageCount: 1, notes: encodingNotes(decoded) };
}

/** Cues are parted by empty lines; comments, styles and the head have no timing line. */
function cuesOf(text: string): Cue[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .flatMap((part) => {
      const lines = part.split('\n');
      const timing = lines.findIndex((line) => TIMING.test(line));
      if (timing < 0) return [];
      const [, hours = '0', minutes, seconds] = TIMING.exec(lines[timing]!)!;
      const body = lines.slice(timing + 1).join(' ');
      const speaker = /<v(?:\.[^\s>]*)?\s+([^>]{1,100})>/.exec(body)?.[1]?.trim() ?? null;
      return [{ at: `${hours.padStart(2, '0')}:${minutes}:${seconds}`, speaker, text: plain(body) }];
    })
    .filter((cue) => cue.text !== '');
}

function paragraphsOf(cues: readonly Cue[]): Block[] {
  const paragraphs: { at: string; speaker: string | null; text: string }[] = [];
  for (const cue of cues) {
    const last = paragraphs.at(-1);
    if (last?.speaker === cue.speaker && last.text.length < PARAGRAPH_CHARS) last.text += ` ${cue.text}`;
    else paragraphs.push({ ...cue });
  }
  return paragraphs.map(({ at, speaker, text }) => ({
    kind: 'paragraph',
    text: `[${at}] ${speaker ? `${speaker}: ` : ''}${text}`,
    page: 1,
  }));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '' };

function plain(text: string): string {
  return text
    .replace(/<[^>]{0,200}>|\{\\[^}]{0,200}\}/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}
