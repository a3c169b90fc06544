import { setTimeout as sleep } from 'node:timers/promises';
import type { GenerationView } from '#contracts';
import { IndexCalls } from '../client/index-calls.js';
import type { Run } from '../run.js';

const POLL_MS = 500;

/**
 * Follow a generation, with a bar while it is being built, until it serves or will not by itself.
 * @returns It as it stands then; null when somebody dropped it.
 */
export async function untilSettled(run: Run, id: string, goal: 'built' | 'live'): Promise<GenerationView | null> {
  const calls = new IndexCalls(run.client);
  let shown: ReturnType<Run['progress']> | null = null;
  try {
    for (;;) {
      const found = (await calls.generations()).find((generation) => generation.id === id) ?? null;
      if (!found || isSettled(found, goal)) return found;
      if (found.state === 'building' && found.progress.total > 0) {
        shown ??= run.progress('Embedding', found.progress.total);
        shown.advanceTo(Math.min(found.progress.total, found.progress.done));
      }
      await sleep(POLL_MS, undefined, { signal: run.signal });
    }
  } finally {
    shown?.end();
  }
}

/** `ready` without an error and with `auto` is on its way, unless the golden questions stopped it. */
function isSettled({ state, error, isSwitching }: GenerationView, goal: 'built' | 'live'): boolean {
  if (state === 'live' || state === 'failed') return true;
  if (state === 'building') return false;
  return goal === 'built' || error !== null || !isSwitching;
}
