import { setTimeout as delay } from 'node:timers/promises';
import { ModelRestarting } from '#models';

/** `answer` is written for minutes, `short` work is done in seconds, a `look` costs nothing. */
export type WorkKind = 'answer' | 'short' | 'look';

const LOOK_EVERY_MS = 50;

/** Work that a process which is about to end still does. */
export class Drainable {
  private readonly running: Record<WorkKind, number> = { answer: 0, short: 0, look: 0 };
  private takes: Readonly<Record<WorkKind, boolean>> = { answer: true, short: true, look: true };

  /** @throws ModelRestarting for work that is not taken on any more; whatever the work throws. */
  async during<T>(kind: WorkKind, work: () => Promise<T>): Promise<T> {
    if (!this.takes[kind])
      throw new ModelRestarting('The inference host is about to be started anew. Ask again in a moment.');
    this.running[kind]++;
    try {
      return await work();
    } finally {
      this.running[kind]--;
    }
  }

  /**
   * Take no more answers on and wait for those that have begun; then the same of all else. What is short goes on until the answers are
   * written, since searches and uploads would wait for them otherwise.
   */
  async drain({ answersMs, othersMs }: { answersMs: number; othersMs: number }): Promise<void> {
    this.takes = { answer: false, short: true, look: true };
    await this.idle('answer', answersMs);
    this.takes = { answer: false, short: false, look: true };
    await this.idle('short', othersMs);
  }

  private async idle(kind: WorkKind, withinMs: number): Promise<void> {
    for (const until = Date.now() + withinMs; this.running[kind] > 0 && Date.now() < until;) await delay(LOOK_EVERY_MS);
  }
}
