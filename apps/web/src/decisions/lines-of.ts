/** What fits into a line of a box, where a character of Latin or Cyrillic counts one and one of Chinese, Japanese or Korean two. */
const LINE = 26;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]|\p{Emoji_Presentation}/u;
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A title in the two lines of a box, the second empty where one is enough, and cut where two are not. */
export function linesOf(title: string): [string, string] {
  const [first, rest] = fit(title.replace(/\s+/g, ' ').trim(), LINE);
  const [second, more] = fit(rest, LINE);
  return [first, more === '' ? second : `${prefix(second, LINE - 1).trimEnd()}…`];
}

/** The beginning of a text that fits, up to a space where there is one, and what follows it. */
function fit(text: string, room: number): [line: string, rest: string] {
  const whole = prefix(text, room);
  if (whole.length === text.length) return [text, ''];
  const space = text[whole.length] === ' ' ? whole.length : whole.lastIndexOf(' ');
  const end = space > 0 ? space : whole.length;
  return [text.slice(0, end), text.slice(end).trimStart()];
}

function prefix(text: string, room: number): string {
  let [width, end] = [0, 0];
  for (const { segment } of characters.segment(text)) {
    width += WIDE.test(segment) ? 2 : 1;
    if (width > room) break;
    end += segment.length;
  }
  return text.slice(0, end);
}
