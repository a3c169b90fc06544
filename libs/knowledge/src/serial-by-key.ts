/** Runs the tasks of one key one after another, in the order they came; tasks of different keys do not wait. */
export class SerialByKey {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** @returns The task's own outcome. A task that fails does not stop those behind it. */
  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const mine = before.then(task, task);
    this.tails.set(key, mine);
    const tidy = () => {
      if (this.tails.get(key) === mine) this.tails.delete(key);
    };
    mine.then(tidy, tidy);
    return mine;
  }
}
