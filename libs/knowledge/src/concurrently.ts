/**
 * Work through items with so many workers at once, taking the next item only when a worker is free.
 * @throws the first failure, after the other workers have finished what they had in hand; no further item is taken.
 */
export async function concurrently<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  workers: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const source = iteratorOf(items);
  const failures: unknown[] = [];
  const worker = async () => {
    while (failures.length === 0) {
      const next = await source.next();
      if (next.done) return;
      await work(next.value);
    }
  };
  const guarded = () => worker().catch((error: unknown) => void failures.push(error));
  await Promise.all(Array.from({ length: workers }, guarded));
  await source.return?.();
  if (failures.length > 0) throw failures[0];
}

function iteratorOf<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncIterator<Item> | Iterator<Item> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}
