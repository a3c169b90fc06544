import { randomUUID } from 'node:crypto';
import { type Failure, failureOf } from '#knowledge';
import { ModelTaskNotFound } from '../model-errors.js';
import { modelNameOf, pathIn } from './model-name.js';
import type { ModelStore } from './model-store.js';
import { TransferRate } from './transfer-rate.js';

/** Which file is to be fetched, under which name, and for whom. With `sha256` any other content is refused. */
export interface PullOrder {
  readonly url: string;
  readonly name?: string;
  readonly sha256?: string;
  /** User id. */
  readonly actor: string;
}

/** A model on its way into the store. */
export interface PullTask {
  readonly id: string;
  readonly url: string;
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

/** Two at once use a line well; more only slow each other down. */
const AT_ONCE = 2;
/** Ended tasks that are still told of. */
const KEPT = 50;

interface Job {
  task: PullTask;
  readonly order: PullOrder;
  readonly stop: AbortController;
  readonly rate: TransferRate;
  /** Settles once the store has let go of the download; a cancelled one may take a moment. */
  settled: Promise<void>;
}

/**
 * Fetches models one after the other while the caller does something else. The list lives in this process; what a restart
 * breaks off is continued when the same address is pulled again.
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
  list(): PullTask[] {
    return this.jobs.map((job) => this.view(job)).reverse();
  }

  /** @throws ModelTaskNotFound */
  get(id: string): PullTask {
    return this.view(this.find(id));
  }

  /**
   * Queue a download; one of the same address that has not ended is returned instead, where the same name and content are wanted of it.
   * @throws ModelUnsupported for a name without letters.
   */
  start(order: PullOrder): PullTask {
    const same = this.jobs.find((job) => job.task.endedAt === null && isSame(job.order, order));
    if (same) return this.view(same);
    const task: PullTask = {
      id: randomUUID(),
      url: order.url,
      name: modelNameOf(order.name ?? pathIn(new URL(order.url))),
      ...{ state: 'queued', bytes: 0, totalBytes: null, rate: 0, error: null, createdAt: new Date(), endedAt: null },
    };
    this.jobs.push({ task, order, stop: new AbortController(), rate: new TransferRate(), settled: Promise.resolve() });
    this.forgetOld();
    this.startNext();
    return task;
  }

  /** Stop a download; what it has got stays for the next pull. One that has ended stays as it is. @throws ModelTaskNotFound */
  cancel(id: string): PullTask {
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
    const before = this.jobs.filter(({ task }) => task.url === next.task.url).map(({ settled }) => settled);
    next.settled = Promise.all(before).then(() => this.run(next));
  }

  private async run(job: Job): Promise<void> {
    const { url, name, sha256, actor } = job.order;
    try {
      const { name: added } = await this.store.pull(url, {
        actor,
        ...(name === undefined ? {} : { name }),
        ...(sha256 === undefined ? {} : { sha256 }),
        signal: job.stop.signal,
        onProgress: ({ receivedBytes: bytes, totalBytes }) => {
          job.rate.reached(bytes, Date.now());
          job.task = { ...job.task, bytes, totalBytes };
        },
      });
      await this.onAdded();
      this.end(job, { state: 'done', name: added });
    } catch (error) {
      if (job.stop.signal.aborted) return this.startNext();
      this.report(error);
      this.end(job, { state: 'failed', error: failureOf(error) });
    }
    this.startNext();
  }

  private end(job: Job, outcome: Partial<PullTask>): void {
    if (job.task.endedAt === null) job.task = { ...job.task, ...outcome, endedAt: new Date() };
  }

  private view({ task, rate }: Job): PullTask {
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

const isSame = (one: PullOrder, other: PullOrder): boolean =>
  one.url === other.url && one.name === other.name && one.sha256 === other.sha256;
