import { Worker } from 'node:worker_threads';

/**
 * End this process soon after its parent has died, even while a parser keeps its main thread busy: a thread of its own
 * looks at the parent's process id once a second. The thread does not keep the process alive.
 */
export function dieWithParent(): void {
  const source = `
    const parent = process.ppid;
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
  `;
  new Worker(source, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
}
