import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '#models';

/** Longest that one chunk of a prompt should take: a cancelled answer computes until its chunk is read. */
const MOST_MS = 150;
/** Tokens that a prompt with passages has before its last chunks, which take longest: each looks at all that was read before. */
export const LATE = 1_792;
/** Rows from which on llama.cpp's attention works in tiles; with fewer, plain attention is the faster one (ADR 0009). */
const TILE = 64;
/**
 * Tokens a chunk may have. On a processor nothing between suits it: less than a tile is read at the same speed from 16 tokens on, and
 * more than one no faster. Fewer than 16 would cost each prompt a third.
 */
const SIZES = { cpu: [16, TILE], gpu: [TILE, 128, 256, 512] } as const;

/** Tokens of a prompt that are read in one go, and so how attention over them is computed. */
export class ReadingPace {
  private constructor(readonly chunk: number) {}

  /** How to measure any: in tiles, which all sizes can be read with. @returns The pace of the largest chunk. */
  static widest(hasGpu: boolean): ReadingPace {
    return new ReadingPace(sizes(hasGpu).at(-1)!);
  }

  /**
   * The largest chunk that this model reads in time on this machine, also late in a prompt; the smallest one where none is.
   * @param time Milliseconds for a chunk of so many tokens, in an empty context or after {@link LATE} tokens. Late ones are asked for last, and
   *   only of a model that is quick enough to read so many tokens in a few seconds.
   */
  static async measured(
    hasGpu: boolean,
    time: (tokens: number, isLate: boolean) => Promise<number>,
  ): Promise<ReadingPace> {
    const [least, ...larger] = sizes(hasGpu);
    // What is read first also pays for pages and buffers that are touched for the first time.
    await time(least!, false);
    // A slow model is not made to read a large chunk only to learn that it takes too long.
    if ((await time(least!, false)) > MOST_MS) return new ReadingPace(least!);
    const isInTime = async (size: number, isLate: boolean): Promise<boolean> =>
      Math.min(await time(size, isLate), await time(size, isLate)) <= MOST_MS;
    const early: number[] = [];
    for (const size of larger) {
      if (!(await isInTime(size, false))) break;
      early.unshift(size);
    }
    for (const size of early) if (await isInTime(size, true)) return new ReadingPace(size);
    return new ReadingPace(least!);
  }

  /** Tokens that {@link measured} may read late in a context, beside those before. */
  static lateTokens(hasGpu: boolean): number {
    const [, ...larger] = sizes(hasGpu);
    return 2 * larger.reduce((sum, size) => sum + size, 0);
  }

  /** @returns Null for what is no size of a chunk here. */
  static of(chunk: number | undefined, hasGpu: boolean): ReadingPace | null {
    return chunk !== undefined && sizes(hasGpu).includes(chunk) ? new ReadingPace(chunk) : null;
  }

  /** Whether no smaller chunk is read here, so that no measurement could give another. */
  isSmallest(hasGpu: boolean): boolean {
    return this.chunk === sizes(hasGpu)[0];
  }

  /** Whether attention is computed in tiles (llama.cpp's "flash attention"). */
  get isTiled(): boolean {
    return this.chunk >= TILE;
  }
}

const sizes = (hasGpu: boolean): readonly number[] => SIZES[hasGpu ? 'gpu' : 'cpu'];

const remembered = z.record(z.string(), z.number());

/**
 * The paces that were measured, in a file beside the models. A model is measured once on a machine: numbers of chunks of
 * different sizes differ in their last digits, and an answer is to come out the same after a restart.
 */
export class KnownPaces {
  private readonly path: string;

  /** @param runtime What runs the models; another one is measured anew. */
  constructor(
    modelsDir: string,
    private readonly runtime: string,
  ) {
    this.path = join(modelsDir, 'reading-paces.json');
  }

  async of(sha256: string, threads: number, hasGpu: boolean): Promise<ReadingPace | null> {
    const all = await this.all();
    const known = ReadingPace.of(all[this.key(sha256, threads)], hasGpu);
    if (known) return known;
    // Older versions measured in an empty context alone: what was too slow there is too slow later, too.
    const early = ReadingPace.of(all[this.earlyKey(sha256, threads)], hasGpu);
    return early?.isSmallest(hasGpu) ? early : null;
  }

  /** Where the folder cannot be written the next start measures again. */
  async remember(sha256: string, threads: number, { chunk }: ReadingPace): Promise<void> {
    const all = { ...(await this.all()), [this.key(sha256, threads)]: chunk };
    await writeFileAtomically(this.path, JSON.stringify(all, null, 2)).catch(() => undefined);
  }

  private async all(): Promise<Record<string, number>> {
    try {
      return remembered.parse(JSON.parse(await readFile(this.path, 'utf8')));
    } catch {
      // Not written yet, or spoilt: measuring again mends both.
      return {};
    }
  }

  private key(sha256: string, threads: number): string {
    return `${this.earlyKey(sha256, threads)} · after ${LATE} tokens`;
  }

  private earlyKey(sha256: string, threads: number): string {
    return `${sha256} · ${threads} threads · ${cpus()[0]?.model ?? 'unknown'} · ${this.runtime}`;
  }
}
