/** Do something with each item, so many at a time. The first failure ends it, once those that had begun are done. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  let isBroken = false;
  const worker = async () => {
    for (const item of rest) {
      if (isBroken) return;
      await work(item).catch((error: unknown) => {
        isBroken = true;
        throw error;
      });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}
