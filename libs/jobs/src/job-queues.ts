import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { JobDefinition, QueueName } from './job-definition.js';
import { QUEUES } from './job-definition.js';
import { type JobSchedule, isSame, repeatOf } from './job-schedule.js';
import { type QueueStore, openQueue } from './queue-connection.js';

/** Jobs of one queue by state; `delayed` waits for a further try or its time, `failed` is given up. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

const BULK = 500;
const OFFER_WITHIN_MS = 3_000;
/** The largest number that BullMQ sorts by: of what nobody waits for. */
const LAST_TURN = 2 ** 21 - 1;

/** How jobs that take turns are lined up: `last` are those that nobody waits for, in the order in which they came. */
export type Turn = 'in_turn' | 'last';

/** The sending end of the queues. */
@Injectable()
export class JobQueues implements OnApplicationShutdown {
  private readonly queues = new Map<QueueName, Queue>();

  constructor(
    private readonly store: QueueStore,
    private readonly onError: (error: Error) => void,
  ) {}

  /** Enqueue jobs of one kind. Jobs whose key waits or runs already are left as they are. */
  async add<Payload>(job: JobDefinition<Payload>, payloads: readonly Payload[], turn: Turn = 'in_turn'): Promise<void> {
    const queue = this.queue(job.queue);
    for (let i = 0; i < payloads.length; i += BULK) {
      await queue.addBulk(
        payloads.slice(i, i + BULK).map((payload, at) => ({
          name: job.name,
          data: job.payload.parse(payload),
          opts: {
            jobId: `${job.name}-${job.keyOf(payload)}`,
            attempts: job.attempts,
            // Lower goes first, and jobs of one number in the order in which they came.
            ...(job.takesTurns && { priority: turn === 'last' ? LAST_TURN : Math.min(i + at + 1, LAST_TURN) }),
            ...(job.goesFirst && { lifo: true }),
            backoff: { type: 'exponential', delay: 1_000 },
            // A finished job must not block its key: what is done stands in the tables, failures too.
            removeOnComplete: true,
            removeOnFail: true,
          },
        })),
      );
    }
  }

  /**
   * Enqueue jobs that a sweep would enqueue as well: a queue that does not answer is reported and not waited for, because
   * what is to be done is committed already.
   */
  async offer<Payload>(job: JobDefinition<Payload>, payloads: readonly Payload[], turn?: Turn): Promise<void> {
    await this.patiently(this.add(job, payloads, turn));
  }

  /**
   * Have a job enqueued again and again. The same key again changes its schedule; a schedule that is as asked is left alone, so
   * that its next time stays. A queue that does not answer is reported and not waited for: whoever keeps schedules asks again.
   */
  async schedule<Payload>(job: JobDefinition<Payload>, payload: Payload, schedule: JobSchedule): Promise<void> {
    await this.patiently(this.setSchedule(job, payload, schedule));
  }

  /** Enqueue it no more. What is enqueued already still runs. */
  async unschedule<Payload>(job: JobDefinition<Payload>, payload: Payload): Promise<void> {
    await this.patiently(this.queue(job.queue).removeJobScheduler(schedulerId(job, payload)));
  }

  /** When a scheduled job is enqueued next; null when it has no schedule, or the queue does not answer. */
  async nextOf<Payload>(job: JobDefinition<Payload>, payload: Payload): Promise<Date | null> {
    const known = await this.patiently(this.queue(job.queue).getJobScheduler(schedulerId(job, payload)));
    return known?.next ? new Date(Number(known.next)) : null;
  }

  private async setSchedule<Payload>(
    job: JobDefinition<Payload>,
    payload: Payload,
    schedule: JobSchedule,
  ): Promise<void> {
    const queue = this.queue(job.queue);
    const id = schedulerId(job, payload);
    const repeat = repeatOf(schedule);
    const known = await queue.getJobScheduler(id);
    if (known && isSame(known, repeat)) return;
    await queue.upsertJobScheduler(id, repeat, {
      name: job.name,
      data: job.payload.parse(payload),
      opts: { attempts: job.attempts, removeOnComplete: true, removeOnFail: true },
    });
  }

  private patiently<Result>(work: Promise<Result>): Promise<Result | undefined> {
    const reported = work.catch((error: unknown) => {
      this.onError(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    });
    return Promise.race([reported, delay(OFFER_WITHIN_MS, undefined, { ref: false })]);
  }

  async counts(): Promise<Record<QueueName, QueueCounts>> {
    const entries = await Promise.all(
      QUEUES.map(async (name) => {
        const counts = await this.queue(name).getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
        const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
        return [name, { waiting: waiting + prioritized, active, delayed, failed }] as const;
      }),
    );
    return Object.fromEntries(entries) as Record<QueueName, QueueCounts>;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private queue(name: QueueName): Queue {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = openQueue(this.store, name);
      queue.on('error', this.onError);
      this.queues.set(name, queue);
    }
    return queue;
  }
}

const schedulerId = <Payload>(job: JobDefinition<Payload>, payload: Payload): string =>
  `${job.name}-${job.keyOf(payload)}`;
