import { Worker } from 'node:worker_threads';

/**
 * End this process soon after its parent has died, even while a parser keeps its main thread busy: a thread of its own
 * looks at the parent's process id once a second. The thread does not keep the process alive. Whose child it is, is asked at once: by
 * the time that the thread runs, on a busy machine, the parent may be gone already.
 */
export function dieWithParent(): void {
  const source = `
    const { workerData: parent } = require('node:worker_threads');
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
  `;
  new Worker(source, { eval: true, workerData: process.ppid, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
}
