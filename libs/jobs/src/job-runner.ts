import { UnrecoverableError, type Worker } from 'bullmq';
import { KnowledgeError, failureOf } from '#knowledge';
import type { JobHandler, QueueName } from './job-definition.js';
import { type QueueStore, type TakenJob, openWorker } from './queue-connection.js';

/** What one process works off; a queue without a concurrency does one job at a time. */
export interface RunnerOptions {
  readonly store: QueueStore;
  readonly handlers: readonly JobHandler[];
  /** Jobs of one queue that run at once in this process. */
  readonly concurrency: Partial<Record<QueueName, number>>;
  readonly onError: (context: { queue: QueueName; job?: string }, error: Error) => void;
  /** A worker that died is noticed after this long at most (twice, for the one that was just checked). */
  readonly lockMs?: number;
}

/**
 * The receiving end of the queues: takes jobs and hands them to their handlers.
 * Failures that may pass (`retryable`) are tried again with back-off; others end the job at once.
 */
export class JobRunner {
  private readonly workers = new Map<QueueName, Worker>();
  private readonly stopping = new AbortController();

  /** @throws Error when two handlers claim one job. */
  constructor(private readonly options: RunnerOptions) {
    const names = options.handlers.map((handler) => handler.job.name);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice) throw new Error(`job ${twice} has two processors`);
  }

  /** Begin taking jobs from a queue. */
  start(queue: QueueName): void {
    const handlers = new Map(
      this.options.handlers
        .filter((handler) => handler.job.queue === queue)
        .map((handler) => [handler.job.name, handler]),
    );
    if (handlers.size === 0) throw new Error(`queue ${queue} has no processor`);
    const lockMs = this.options.lockMs ?? 15_000;
    const worker = openWorker(this.options.store, queue, (job) => this.run(handlers.get(job.name), job), {
      concurrency: this.options.concurrency[queue] ?? 1,
      lockMs,
      stalledCheckMs: Math.ceil(lockMs / 3),
    });
    worker.on('error', (error) => this.options.onError({ queue }, error));
    worker.on('failed', (job, error) => this.options.onError({ queue, ...(job ? { job: job.name } : {}) }, error));
    this.workers.set(queue, worker);
    worker
      .run()
      .catch((error: unknown) =>
        this.options.onError({ queue }, error instanceof Error ? error : new Error(String(error))),
      );
  }

  /** Take no more jobs, let running ones finish (they see the abort signal), close the connections. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([...this.workers.values()].map((worker) => worker.close()));
  }

  private async run(handler: JobHandler | undefined, { name, data, isLastTry }: TakenJob): Promise<void> {
    if (!handler) throw new UnrecoverableError(`job ${name} has no processor here`);
    const payload = handler.job.payload.safeParse(data);
    if (!payload.success) throw new UnrecoverableError(`job ${name} holds what its definition does not allow`);
    try {
      await handler.run(payload.data, this.stopping.signal);
    } catch (error) {
      const isFinal = error instanceof KnowledgeError && !error.retryable;
      if ((isFinal || isLastTry) && !this.stopping.signal.aborted)
        await handler.gaveUp?.(payload.data, failureOf(error));
      if (isFinal) throw new UnrecoverableError(`${error.code}: ${error.message}`);
      throw error;
    }
  }
}
