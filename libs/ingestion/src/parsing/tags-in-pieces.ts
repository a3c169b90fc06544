/** No tag is longer; what is left of a piece is looked at together with the next one. */
const LONGEST_TAG = 65_536;

/** Finds tags in XML that comes piece by piece and would not fit into memory as a tree. */
export class TagsInPieces {
  #rest = '';

  /** @param tag Global; its first group is the name, the second the attributes. */
  constructor(private readonly tag: RegExp) {}

  /** The tags that end in the piece that comes next, in their order. */
  *of(piece: string): Generator<readonly [name: string, attributes: string]> {
    const text = this.#rest + piece;
    let end = 0;
    for (const { 0: tag, 1: name = '', 2: attributes = '', index } of text.matchAll(this.tag)) {
      end = index + tag.length;
      yield [name, attributes];
    }
    this.#rest = text.slice(Math.max(end, text.length - LONGEST_TAG));
  }
}
