import { existsSync } from 'node:fs';
import { programEntry } from '#config';
import { parseCrashed } from './parse-errors.js';
import { DEFAULT_PARSE_LIMITS, type ReadDocument, type ParseLimits, type ParseSetting } from './parsed-document.js';
import { ParserChild } from './parser-child.js';

/** Limits that hold for each document, whichever process reads it. */
export interface ParserPoolLimits extends ParseLimits {
  /** Resident memory at which a parser process is killed, in bytes. */
  readonly memoryBytes: number;
}

/** Where the settings say nothing else. */
export const DEFAULT_POOL_LIMITS: ParserPoolLimits = {
  ...DEFAULT_PARSE_LIMITS,
  memoryBytes: 1_500_000_000,
};

/** How many processes there are, and when one is replaced. */
export interface ParserPoolOptions {
  /** Parser processes at most; each reads one document at a time. */
  readonly size: number;
  readonly limits?: Partial<ParserPoolLimits>;
  /** A process is replaced after this many documents, … */
  readonly documentsPerProcess?: number;
  /** … or once it holds this much resident memory between documents, in bytes. */
  readonly recycleBytes?: number;
  /** The built entry of a parser process; by default the project's own. */
  readonly entryPath?: string;
}

interface Waiting {
  readonly path: string;
  readonly setting: ParseSetting;
  readonly resolve: (document: ReadDocument) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads documents in separate processes, so that a hostile or broken file can neither stop, crash nor bloat the service.
 * Documents wait in order for a free process. Processes start when needed and are reused; one that overran its time or
 * memory, or crashed, is replaced, and only its own document fails.
 */
export class ParserPool {
  readonly #limits: ParserPoolLimits;
  readonly #documentsPerProcess: number;
  readonly #recycleBytes: number;
  readonly #entryPath: string;
  readonly #size: number;
  readonly #idle: ParserChild[] = [];
  readonly #busy = new Set<ParserChild>();
  readonly #waiting: Waiting[] = [];
  #isClosed = false;
  #peakRssBytes = 0;

  constructor(options: ParserPoolOptions) {
    this.#size = Math.max(1, options.size);
    this.#limits = { ...DEFAULT_POOL_LIMITS, ...options.limits };
    this.#documentsPerProcess = options.documentsPerProcess ?? 500;
    this.#recycleBytes = options.recycleBytes ?? Math.min(400_000_000, this.#limits.memoryBytes / 2);
    this.#entryPath = options.entryPath ?? programEntry('parser-process');
  }

  /** The most resident memory that any parser process has shown, in bytes. */
  get peakRssBytes(): number {
    return this.#peakRssBytes;
  }

  /**
   * Read one file.
   * @param fileName The name as uploaded, whose extension says what the file should be.
   * @param told What else its parser is told; without a place to unpack to, files inside it are only named.
   * @throws ParseFailure with a `document.*`, `archive.*` or `parse.*` code
   */
  parse(path: string, fileName: string, told: Partial<ParseSetting> = {}): Promise<ReadDocument> {
    const setting = { unpack: null, ...told, fileName };
    if (this.#isClosed) return Promise.reject(parseCrashed('the service is stopping'));
    if (!existsSync(this.#entryPath))
      return Promise.reject(new Error(`The parser process ${this.#entryPath} is missing; build the service first.`));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ path, setting, resolve, reject });
      this.#next();
    });
  }

  /** End all parser processes. Documents being read or waiting fail with the retryable `parse.crashed`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(parseCrashed('the service is stopping'));
    await Promise.all([...this.#idle.splice(0), ...this.#busy].map((child) => child.close()));
  }

  #next(): void {
    while (this.#waiting.length > 0 && this.#busy.size < this.#size && !this.#isClosed) {
      const child = this.#freeChild();
      this.#busy.add(child);
      void this.#run(child, this.#waiting.shift()!);
    }
  }

  #freeChild(): ParserChild {
    for (let child = this.#idle.pop(); child; child = this.#idle.pop()) if (child.isAlive) return child;
    return new ParserChild(this.#entryPath, this.#limits);
  }

  async #run(child: ParserChild, { path, setting, resolve, reject }: Waiting): Promise<void> {
    const { maxTextChars, maxPages, maxUncompressedBytes, timeoutMs } = this.#limits;
    try {
      const limits = { maxTextChars, maxPages, maxUncompressedBytes, timeoutMs };
      resolve(await child.parse({ path, limits, ...setting }));
    } catch (error) {
      reject(error);
    } finally {
      this.#busy.delete(child);
      this.#peakRssBytes = Math.max(this.#peakRssBytes, child.peakRssBytes);
      if (child.isAlive && !this.#isClosed && !this.#isWorn(child)) this.#idle.push(child);
      else child.kill();
      this.#next();
    }
  }

  #isWorn(child: ParserChild): boolean {
    return child.documents >= this.#documentsPerProcess || child.rssBytes > this.#recycleBytes;
  }
}
