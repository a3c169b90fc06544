import { SingleBar } from 'cli-progress';
import { duration } from './format.js';
import type { Terminal } from './terminal.js';

const LINE_EVERY_MS = 5_000;

/** How far a long task has come. `end` must be called once, whatever happened. A total of 0: nobody knows it. */
export interface Progress {
  advanceTo(done: number): void;
  end(): void;
}

/** @param total 0 when nobody knows it. */
export type StartProgress = (label: string, total: number) => Progress;

/** Progress for a terminal: a bar where a person watches, now and then a line where a log is kept. */
export function progressOn(terminal: Terminal): StartProgress {
  return (label, total) => (terminal.isErrTty ? bar(label, total) : lines(terminal, label, total));
}

/** No progress at all (`--quiet`). */
export const noProgress: StartProgress = () => ({ advanceTo: () => undefined, end: () => undefined });

function bar(label: string, total: number): Progress {
  const shown = new SingleBar({
    stream: process.stderr,
    format: `${label} [{bar}] {value}/{total}  {rate}/s  {left}`,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    hideCursor: true,
    clearOnComplete: false,
    emptyOnZero: true,
  });
  const started = Date.now();
  shown.start(total, 0, { rate: '0.0', left: '' });
  return {
    advanceTo(done) {
      const { perSecond, leftS } = pace(done, total, Date.now() - started);
      shown.update(done, { rate: perSecond.toFixed(1), left: leftS === null ? '' : `${duration(leftS)} left` });
    },
    end: () => shown.stop(),
  };
}

function lines(terminal: Terminal, label: string, total: number): Progress {
  const started = Date.now();
  let spoken = started;
  let reached = 0;
  const speak = () => {
    const { perSecond, leftS } = pace(reached, total, Date.now() - started);
    const left = leftS === null || reached >= total ? '' : `, ${duration(leftS)} left`;
    const of = total > 0 ? ` of ${total}` : '';
    terminal.err(`${label}: ${reached}${of} (${perSecond.toFixed(1)}/s${left})\n`);
    spoken = Date.now();
  };
  return {
    advanceTo(done) {
      reached = done;
      if (Date.now() - spoken >= LINE_EVERY_MS) speak();
    },
    end: speak,
  };
}

/** Items a second so far and the seconds left at that pace; null before anything is done. */
export function pace(done: number, total: number, elapsedMs: number): { perSecond: number; leftS: number | null } {
  const perSecond = elapsedMs > 0 ? (done * 1000) / elapsedMs : 0;
  return { perSecond, leftS: perSecond > 0 ? Math.max(0, total - done) / perSecond : null };
}
