/** How far beyond its limit memory may go on growing while answers that were begun are finished. */
const MORE_BYTES = 2 * 1024 ** 3;

/**
 * What a process does about its memory: nothing, end once the answers being written are done, or end at once because it grows on meanwhile.
 * @param limitBytes Infinite where there is none for now.
 */
export function memoryVerdict(usedBytes: number, limitBytes: number): 'fine' | 'recycle' | 'end' {
  if (usedBytes > limitBytes + MORE_BYTES) return 'end';
  return usedBytes > limitBytes ? 'recycle' : 'fine';
}
