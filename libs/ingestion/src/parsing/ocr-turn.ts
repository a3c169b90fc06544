/** Where a word stands on the image of a page, in pixels from its upper left corner. */
export interface WordBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Extent {
  readonly width: number;
  readonly height: number;
}

type Turned<Word> = { readonly words: readonly Word[]; readonly page: Extent };

/** Which way the words of most lines follow each other. */
type Direction = 'right' | 'left' | 'up' | 'down';

/**
 * Turn words to where they read from left to right. Tesseract, when it can, finds out how a page lies and reads it so, but gives
 * the places of words on the image as it was.
 * @param lines Words of each line, in the order in which they are read.
 */
export function turnedUpright<Word extends WordBox>(lines: readonly (readonly Word[])[], page: Extent): Turned<Word> {
  const direction = directionOf(lines);
  const words = lines.flat().map((word) => ({ ...word, ...TURNS[direction](word, page) }));
  const isOnSide = direction === 'up' || direction === 'down';
  return { words, page: isOnSide ? { width: page.height, height: page.width } : page };
}

const TURNS: Readonly<Record<Direction, (box: WordBox, page: Extent) => WordBox>> = {
  right: (box) => box,
  left: ({ left, top, width, height }, page) => ({
    left: page.width - left - width,
    top: page.height - top - height,
    width,
    height,
  }),
  up: ({ left, top, width, height }, page) => ({
    left: page.height - top - height,
    top: left,
    width: height,
    height: width,
  }),
  down: ({ left, top, width, height }, page) => ({
    left: top,
    top: page.width - left - width,
    width: height,
    height: width,
  }),
};

/** A line of one word tells nothing; without others the page counts as upright. */
function directionOf(lines: readonly (readonly WordBox[])[]): Direction {
  const votes = new Map<Direction, number>([['right', 0]]);
  for (const line of lines)
    for (const [index, word] of line.slice(1).entries()) {
      const direction = between(line[index]!, word);
      votes.set(direction, (votes.get(direction) ?? 0) + 1);
    }
  return [...votes].sort((a, b) => b[1] - a[1])[0]![0];
}

function between(one: WordBox, next: WordBox): Direction {
  const across = next.left + next.width / 2 - (one.left + one.width / 2);
  const down = next.top + next.height / 2 - (one.top + one.height / 2);
  if (Math.abs(across) >= Math.abs(down)) return across >= 0 ? 'right' : 'left';
  return down > 0 ? 'down' : 'up';
}
