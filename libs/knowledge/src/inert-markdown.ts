/** Text for a client that may show Markdown, and where its places have come to. */
export interface InertText {
  readonly text: string;
  /** @param offset UTF-16 units in the text as it was. @returns The same place in {@link text}, before a backslash that was put there. */
  readonly at: (offset: number) => number;
}

/**
 * Take the effect out of links, images and tags, by a backslash before the sign that makes them one. A client that shows Markdown then shows
 * what was written, and fetches nothing that a document, or a model that obeyed one, names. Other text stays as it is, bare addresses too.
 */
export function inertMarkdown(text: string): InertText {
  const active = activeSigns(text);
  const pieces = [0, ...active].map((from, i) => text.slice(from, active[i]));
  return { text: pieces.join('\\'), at: (offset) => offset + active.filter((place) => place < offset).length };
}

/** The same for text that comes in pieces: joined, they are what {@link inertMarkdown} makes of the whole. */
export class InertPieces {
  private held = '';

  /** @returns As much as is certain by now. */
  pass(piece: string): string {
    const text = this.held + piece;
    let end = text.length;
    while (end > 0 && '\\]<'.includes(text[end - 1]!)) end--;
    this.held = text.slice(end);
    return inertMarkdown(text.slice(0, end)).text;
  }

  /** @returns What was held back. */
  end(): string {
    const last = this.held;
    this.held = '';
    return last;
  }
}

/** Places of brackets that close the text of a link or an image, or open a tag, and that no backslash has made plain already. */
function activeSigns(text: string): number[] {
  const places: number[] = [];
  let slashes = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') slashes++;
    else {
      if (slashes % 2 === 0 && isActive(text[i]!, text[i + 1] ?? '')) places.push(i);
      slashes = 0;
    }
  }
  return places;
}

const isActive = (sign: string, next: string): boolean =>
  (sign === ']' && /[([:]/.test(next)) || (sign === '<' && /[a-z/!?]/i.test(next));
