/** One address to look at, so many links from a start page. */
export interface Visit {
  readonly url: string;
  readonly depth: number;
}

/** Addresses of a site that are still to be looked at: each once, in the order in which they were met, and so many at most. */
export class SiteFrontier {
  private readonly seen = new Set<string>();
  private readonly waiting: Visit[] = [];
  /** Whether an address was met that is one too many. */
  isCut = false;

  constructor(
    private readonly most: number,
    private readonly deepest: number,
  ) {}

  /** In turn, unless it was met before. */
  add(url: string, depth: number): void {
    if (depth > this.deepest || this.seen.has(url)) return;
    if (this.seen.size >= this.most) {
      this.isCut = true;
      return;
    }
    this.seen.add(url);
    this.waiting.push({ url, depth });
  }

  next(): Visit | undefined {
    return this.waiting.shift();
  }
}
