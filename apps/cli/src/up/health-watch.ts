import type { SupervisedProcess } from './supervised-process.js';

/** How often is looked, and how long a start may take, in milliseconds. */
const PACE = {
  lookEvery: 2_000,
  /** Reading and checking a large model before the first request may take minutes on a slow disk … */
  startWithin: 300_000,
  /** … but a process that starts says every few seconds that it lives. A busy machine takes some until it first can. */
  startSilence: 60_000,
};

/**
 * Kill a process that no longer answers `GET /health`, answers that its work hangs, or never gets ready: it is then started
 * anew. A process that is stopped or whose event loop is blocked cannot end in order, so it is not asked to.
 * @param silenceMs Longest time without an answer. Far above what a busy machine makes of an idle request.
 */
export function watchHealth(process: SupervisedProcess, url: string, silenceMs: number, pace = PACE): () => void {
  let watched: number | null = null;
  let answeredAt = 0;
  let isAsking = false;
  let wasReady = false;
  const look = async (): Promise<void> => {
    const { pid } = process;
    if (pid === null || isAsking) return;
    if (pid !== watched) [watched, answeredAt, wasReady] = [pid, Date.now(), false];
    if (process.readyPid !== pid) {
      const isSilent = Date.now() - Math.max(answeredAt, process.heardAt) > pace.startSilence;
      if (isSilent || Date.now() - answeredAt > pace.startWithin) process.kill('does not get ready; starting it anew');
      return;
    }
    if (!wasReady) [wasReady, answeredAt] = [true, Date.now()];
    isAsking = true;
    const status = await statusOf(`${url}/health`, pace.lookEvery);
    isAsking = false;
    if (process.readyPid !== pid) return;
    if (status === 503) process.kill('hangs in its work; starting it anew');
    else if (status !== null) answeredAt = Date.now();
    else if (Date.now() - answeredAt > silenceMs)
      process.kill(`has not answered for ${Math.round((Date.now() - answeredAt) / 1000)} s; starting it anew`);
  };
  const timer = setInterval(() => void look(), pace.lookEvery);
  timer.unref();
  return () => clearInterval(timer);
}

/** Null when there is no answer in time. */
async function statusOf(url: string, withinMs: number): Promise<number | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
