import { totalmem } from 'node:os';

/** Bytes of memory that processes here may use: the machine's, or less where a container or service manager limits it. */
export function machineMemory(): number {
  const limit = process.constrainedMemory();
  // Without a limit it is 0, or a number far above any machine.
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
