import { randomUUID } from 'node:crypto';
import { type Failure, failureOf } from '#knowledge';
import { ModelTaskNotFound } from '../model-errors.js';
import type { DownloadProgress } from './download-file.js';
import { modelNameOf, pathIn, q8NameOf } from './model-name.js';
import type { ModelStore } from './model-store.js';
import type { StoredModel } from './stored-model.js';
import { TransferRate } from './transfer-rate.js';

/** Which file is to be fetched, under which name, and for whom. With `sha256` any other content is refused. */
export interface PullOrder {
  readonly url: string;
  readonly name?: string;
  readonly sha256?: string;
  /** User id. */
  readonly actor: string;
}

/** Of which model a copy in Q8_0 is to be made, under which name, and for whom. */
export interface QuantizeOrder {
  readonly model: string;
  readonly name?: string;
  /** User id. */
  readonly actor: string;
}
type Order = PullOrder | QuantizeOrder;

/** A model on its way into the store. */
export interface StoreTask {
  readonly id: string;
  /** Where it is fetched from; null for a copy. */
  readonly url: string | null;
  /** Name of the model that it is a copy of; null for one that is fetched. */
  readonly madeFrom: string | null;
  /** Name that the model will have, or has. */
  readonly name: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly bytes: number;
  /** Null while the server has not said. */
  readonly totalBytes: number | null;
  /** Bytes a second of late; 0 unless running. */
  readonly rate: number;
  readonly error: Failure | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** Two at once use a line, or a disk, well; more only slow each other down. */
const AT_ONCE = 2;
/** Ended tasks that are still told of. */
const KEPT = 50;

interface Job {
  task: StoreTask;
  readonly order: Order;
  readonly stop: AbortController;
  readonly rate: TransferRate;
  /** Settles once the store has let go of it; a cancelled one may take a moment. */
  settled: Promise<void>;
}

/**
 * Fetches models, and makes copies of them, while the caller does something else. The list lives in this process; what a restart
 * breaks off is continued when the same address is pulled again, and a copy is begun anew.
 */
export class ModelTasks {
  private readonly jobs: Job[] = [];

  /**
   * @param onAdded Called after a model has arrived; its failure is the task's.
   * @param report Receives every failure, for a log.
   */
  constructor(
    private readonly store: ModelStore,
    private readonly onAdded: () => Promise<void>,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Newest first. */
  list(): StoreTask[] {
    return this.jobs.map((job) => this.view(job)).reverse();
  }

  /** @throws ModelTaskNotFound */
  get(id: string): StoreTask {
    return this.view(this.find(id));
  }

  /**
   * Queue a download or a copy; one of the same address or model that has not ended is returned instead, where the same name and content are
   * wanted of it.
   * @throws ModelUnsupported for a name without letters.
   */
  start(order: Order): StoreTask {
    const same = this.jobs.find((job) => job.task.endedAt === null && isSame(job.order, order));
    if (same) return this.view(same);
    const task: StoreTask = {
      id: randomUUID(),
      ...originOf(order),
      name: nameFor(order),
      ...{ state: 'queued', bytes: 0, totalBytes: null, rate: 0, error: null, createdAt: new Date(), endedAt: null },
    };
    this.jobs.push({ task, order, stop: new AbortController(), rate: new TransferRate(), settled: Promise.resolve() });
    this.forgetOld();
    this.startNext();
    return task;
  }

  /**
   * Stop a download, of which stays what it has got for the next pull, or a copy, of which nothing stays. One that has ended stays as it is.
   * @throws ModelTaskNotFound
   */
  cancel(id: string): StoreTask {
    const job = this.find(id);
    if (job.task.endedAt === null) {
      job.stop.abort();
      this.end(job, { state: 'cancelled' });
    }
    return this.view(job);
  }

  /** Who has something queued or on its way, each once. */
  beginners(): string[] {
    return [...new Set(this.jobs.filter(({ task }) => task.endedAt === null).map(({ order }) => order.actor))];
  }

  /** Stop whatever somebody began, with the reason; what it has got stays for whoever pulls the same next. */
  giveUp(actor: string, reason: unknown): void {
    for (const job of this.jobs) {
      if (job.order.actor !== actor || job.task.endedAt !== null) continue;
      job.stop.abort(reason);
      this.end(job, { state: 'failed', error: failureOf(reason) });
    }
    this.startNext();
  }

  /** Stop everything. */
  dispose(): void {
    for (const { task } of this.jobs) this.cancel(task.id);
  }

  private startNext(): void {
    const running = this.jobs.filter(({ task }) => task.state === 'running').length;
    const next = this.jobs.find(({ task }) => task.state === 'queued');
    if (!next || running >= AT_ONCE) return;
    next.task = { ...next.task, state: 'running' };
    const { url, madeFrom } = next.task;
    const ofTheSame = this.jobs.filter(({ task }) => task.url === url && task.madeFrom === madeFrom);
    const before = ofTheSame.map(({ settled }) => settled);
    next.settled = Promise.all(before).then(() => this.run(next));
  }

  private async run(job: Job): Promise<void> {
    try {
      const { name } = await this.carryOut(job);
      await this.onAdded();
      this.end(job, { state: 'done', name });
    } catch (error) {
      if (job.stop.signal.aborted) return this.startNext();
      this.report(error);
      this.end(job, { state: 'failed', error: failureOf(error) });
    }
    this.startNext();
  }

  private carryOut(job: Job): Promise<StoredModel> {
    const { order, stop } = job;
    const onProgress = ({ receivedBytes: bytes, totalBytes }: DownloadProgress): void => {
      job.rate.reached(bytes, Date.now());
      job.task = { ...job.task, bytes, totalBytes };
    };
    if ('model' in order) {
      const { model, name, actor } = order;
      return this.store.quantize(model, {
        ...(name !== undefined && { as: name }),
        actor,
        signal: stop.signal,
        onProgress,
      });
    }
    const { url, ...options } = order;
    return this.store.pull(url, { ...options, signal: stop.signal, onProgress });
  }

  private end(job: Job, outcome: Partial<StoreTask>): void {
    if (job.task.endedAt === null) job.task = { ...job.task, ...outcome, endedAt: new Date() };
  }

  private view({ task, rate }: Job): StoreTask {
    return task.state === 'running' ? { ...task, rate: rate.at(Date.now()) } : task;
  }

  private find(id: string): Job {
    const found = this.jobs.find(({ task }) => task.id === id);
    if (!found) throw new ModelTaskNotFound();
    return found;
  }

  private forgetOld(): void {
    const ended = this.jobs.filter(({ task }) => task.endedAt !== null);
    for (const job of ended.slice(0, Math.max(0, ended.length - KEPT))) this.jobs.splice(this.jobs.indexOf(job), 1);
  }
}

const originOf = (order: Order): Pick<StoreTask, 'url' | 'madeFrom'> =>
  'model' in order ? { url: null, madeFrom: order.model } : { url: order.url, madeFrom: null };

function nameFor(order: Order): string {
  if (order.name !== undefined) return modelNameOf(order.name);
  return 'model' in order ? q8NameOf(order.model) : modelNameOf(pathIn(new URL(order.url)));
}

function isSame(one: Order, other: Order): boolean {
  if (one.name !== other.name) return false;
  if ('model' in one || 'model' in other) return 'model' in one && 'model' in other && one.model === other.model;
  return one.url === other.url && one.sha256 === other.sha256;
}
