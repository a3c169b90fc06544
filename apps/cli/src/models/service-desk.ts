import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ModelRoleName, ModelTask, ModelView } from '#contracts';
import { FileUnreadable, RequestRefused } from '../client/errors.js';
import { ModelCalls } from '../client/model-calls.js';
import type { Run } from '../run.js';
import { type ModelDesk, type OnBytes, type OnWaiting, type PullOrder, isAddress } from './model-desk.js';
import { readCounted } from './read-counted.js';

const LOOK_EVERY_MS = 400;

/** Has the running service do it. */
export class ServiceDesk implements ModelDesk {
  private readonly calls: ModelCalls;

  /** @param lookEveryMs How often a download is looked at. */
  constructor(
    private readonly run: Run,
    private readonly lookEveryMs = LOOK_EVERY_MS,
  ) {
    this.calls = new ModelCalls(run.client);
  }

  list() {
    return this.calls.list();
  }

  catalogue() {
    return this.calls.catalogue();
  }

  async pull({ what, ...options }: PullOrder, onBytes: OnBytes, onWaiting: OnWaiting): Promise<ModelView> {
    const wanted = isAddress(what) ? { url: what } : { catalogue: what };
    return this.follow(await this.calls.pull({ ...wanted, ...options }), onBytes, onWaiting);
  }

  async quantize(model: string, name: string | undefined, onBytes: OnBytes, onWaiting: OnWaiting): Promise<ModelView> {
    const wanted = { model, ...(name === undefined ? {} : { name }) };
    return this.follow(await this.calls.quantize(wanted), onBytes, onWaiting);
  }

  private async follow({ id }: ModelTask, onBytes: OnBytes, onWaiting: OnWaiting): Promise<ModelView> {
    try {
      return await this.untilEnd(id, onBytes, onWaiting);
    } catch (error) {
      // Whoever stops the command means the task, too; what has arrived of a download stays for the next time.
      if (this.run.signal.aborted) await this.cancel(id);
      throw error;
    }
  }

  private async untilEnd(id: string, onBytes: OnBytes, onWaiting: OnWaiting): Promise<ModelView> {
    for (let waitsFor = ''; ;) {
      const task = await this.calls.task(id);
      const before = task.state === 'queued' ? await this.running() : [];
      if (before.length > 0 && before.join() !== waitsFor) onWaiting(before);
      waitsFor = before.join();
      onBytes(task.bytes, task.totalBytes);
      if (task.endedAt !== null) return this.outcome(task);
      await wait(this.lookEveryMs, undefined, { signal: this.run.signal });
    }
  }

  /** Names of what is being fetched or made. */
  private async running(): Promise<string[]> {
    const { tasks } = await this.calls.tasks();
    return tasks.flatMap(({ state, name }) => (state === 'running' ? [name] : []));
  }

  private async outcome({ state, name, madeFrom, error }: ModelTask): Promise<ModelView> {
    if (state === 'done') return this.one(name);
    const what = madeFrom === null ? 'download' : 'making of the copy';
    const { code, message } = error ?? { code: 'run.stopped', message: `The ${what} was stopped by somebody else.` };
    throw new RequestRefused(409, code, message);
  }

  private async cancel(id: string): Promise<void> {
    const client = this.run.cleanupClient();
    try {
      await new ModelCalls(client).cancel(id);
    } finally {
      client.close();
    }
  }

  async importFile(path: string, name: string | undefined, onBytes: OnBytes): Promise<ModelView> {
    const { size } = await stat(path).catch((cause: unknown) => {
      throw new FileUnreadable(path, cause);
    });
    return this.calls.import(name ?? basename(path), {
      contentType: 'application/octet-stream',
      lengthBytes: size,
      chunks: () => readCounted(path, size, onBytes),
    });
  }

  verify() {
    return this.calls.verify();
  }

  use(role: ModelRoleName, name: string) {
    return this.calls.use(role, name);
  }

  release(role: ModelRoleName) {
    return this.calls.release(role);
  }

  remove(name: string) {
    return this.calls.remove(name);
  }

  private async one(name: string): Promise<ModelView> {
    const found = (await this.list()).models.find((model) => model.name === name);
    if (!found) throw new RequestRefused(404, 'model.not_found', `"${name}" arrived and was removed meanwhile.`);
    return found;
  }
}
