/** Speed is told over this long, so that it neither jumps nor lags. */
const WINDOW_MS = 5_000;

/** How fast something has been going of late. */
export class TransferRate {
  private readonly samples: { readonly bytes: number; readonly atMs: number }[] = [];

  /** @param bytes In all so far; never fewer than before, unless it began anew. */
  reached(bytes: number, atMs: number): void {
    if (bytes < (this.samples.at(-1)?.bytes ?? 0)) this.samples.length = 0;
    this.samples.push({ bytes, atMs });
    while (this.samples.length > 2 && atMs - this.samples[0]!.atMs > WINDOW_MS) this.samples.shift();
  }

  /** Bytes a second; 0 before two samples, and once nothing has arrived for a while. */
  at(nowMs: number): number {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (!first || !last || last.atMs === first.atMs || nowMs - last.atMs > WINDOW_MS) return 0;
    return Math.round(((last.bytes - first.bytes) * 1000) / (nowMs - first.atMs));
  }
}
