/**
 * Work through items, several at once, in order of their beginning. After the first failure nothing more is begun; what is under
 * way is waited for, so that nothing goes on behind the caller's back.
 * @throws what the first work that failed threw.
 */
export async function sideBySide<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const next = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const workThrough = async () => {
    for (let one = next.next(); !one.done && failures.length === 0; one = next.next())
      await work(one.value).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: atOnce }, workThrough));
  if (failures.length > 0) throw failures[0];
}
