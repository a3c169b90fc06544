import type { z } from 'zod';
import type { Failure } from '#knowledge';

/** Queues by weight: reading files, writing the index, everything that can wait, bringing sources into step, and backups. */
export const QUEUES = ['parse', 'index', 'housekeeping', 'sync', 'backup'] as const;
export type QueueName = (typeof QUEUES)[number];

/** One kind of background work. Payloads carry ids, not content; running a job twice changes nothing. */
export interface JobDefinition<Payload> {
  readonly name: string;
  readonly queue: QueueName;
  readonly payload: z.ZodType<Payload>;
  /** Tries before BullMQ gives up on this enqueuing; the sweep may enqueue it again. */
  readonly attempts: number;
  /** Same key, same job: adding it again while it waits or runs is a no-op. Letters, digits, `-`, `_`, `.` only. */
  readonly keyOf: (payload: Payload) => string;
  /**
   * Whether jobs that are added in one go take turns with those added in another: the first of each before the second of any, so that
   * one small upload does not wait for all of a large one. What nobody waits for comes after all of these.
   */
  readonly takesTurns?: boolean;
  /**
   * Whether it goes before all that waits in its queue; of several such jobs the last that came. For what somebody waits for, where others can
   * go on beside it.
   */
  readonly goesFirst?: boolean;
}

/** Names a job once, for who offers it and who handles it; its payload's type follows from the schema. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  return definition;
}

/** The work behind a definition. `signal` aborts when the process is asked to stop. */
export interface JobHandler<Payload = unknown> {
  readonly job: JobDefinition<Payload>;
  run(payload: Payload, signal: AbortSignal): Promise<void>;
  /** Called when the last try of this enqueuing has failed, or one with what will not pass; not for what the end of the process broke off. */
  gaveUp?(payload: Payload, failure: Failure): Promise<void>;
}

/** Pair a definition with its work, with the payload type checked here and forgotten afterwards. */
export function handle<Payload>(
  job: JobDefinition<Payload>,
  run: (payload: Payload, signal: AbortSignal) => Promise<void>,
  gaveUp?: (payload: Payload, failure: Failure) => Promise<void>,
): JobHandler {
  return {
    job: job as JobDefinition<unknown>,
    run: (payload, signal) => run(payload as Payload, signal),
    ...(gaveUp && { gaveUp: (payload, failure) => gaveUp(payload as Payload, failure) }),
  };
}
