import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { load, secondsSince } from './measures.js';

/**
 * What a long run found out, on the screen and in a file, line by line as it is known, so that a run that is cut leaves what
 * it has. A run that is told to stop takes its folder with it.
 */
export class ScaleReport {
  private readonly started = performance.now();

  /** @param file Begun anew. @param minutes After which no more stage begins. */
  constructor(
    private readonly file: string,
    private readonly minutes: number,
  ) {
    writeFileSync(file, `${new Date().toISOString()}, ${load()}\n`);
    console.error(`Figures are written to ${file} as well.`);
  }

  /** A figure. */
  line(text: string): void {
    console.log(text);
    this.keep(text);
  }

  /** How far it is. */
  progress(text: string): void {
    console.error(text);
    this.keep(text);
  }

  hasTime(): boolean {
    return secondsSince(this.started) < 60 * this.minutes;
  }

  /** Run a stage if there is time for it. */
  async stage(name: string, run: () => Promise<void>): Promise<void> {
    if (!this.hasTime()) return this.line(`${name}: left out, ${this.minutes} minutes are over`);
    const started = performance.now();
    await run();
    this.progress(`(${name}: ${secondsSince(started).toFixed(0)} s, ${this.elapsed()} in all)`);
  }

  /** Remove a folder when the run is told to stop. */
  cleanUpAfter(folder: string): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        this.line(`stopped by ${signal} after ${this.elapsed()}`);
        rmSync(folder, { recursive: true, force: true });
        process.exit(1);
      });
  }

  private elapsed(): string {
    return `${(secondsSince(this.started) / 60).toFixed(1)} minutes`;
  }

  private keep(text: string): void {
    appendFileSync(this.file, `${text}\n`);
  }
}
