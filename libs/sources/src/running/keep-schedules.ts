import { Injectable } from '@nestjs/common';
import { JobQueues, type JobSchedule } from '#jobs';
import { tickSource } from '../jobs.js';
import { type Source, SourceRepository } from '../source.repository.js';
import { StartRun } from './start-run.js';

/** Keeps the queues' schedules as the sources say, and acts on their strokes. */
@Injectable()
export class KeepSchedules {
  constructor(
    private readonly sources: SourceRepository,
    private readonly queues: JobQueues,
    private readonly start: StartRun,
  ) {}

  /** After a change of a source, or for all of them where the queues may have been emptied. */
  async apply(source: Pick<Source, 'id' | 'schedule' | 'isPaused'>): Promise<void> {
    const schedule = scheduleOf(source);
    if (schedule) await this.queues.schedule(tickSource, { sourceId: source.id }, schedule);
    else await this.forget(source.id);
  }

  async applyAll(): Promise<void> {
    for (const source of await this.sources.all()) await this.apply(source);
  }

  async forget(sourceId: string): Promise<void> {
    await this.queues.unschedule(tickSource, { sourceId });
  }

  /** When a source runs next by itself; null when it does not, or the queue does not say. */
  async nextOf(source: Pick<Source, 'id' | 'schedule' | 'isPaused'>): Promise<Date | null> {
    return scheduleOf(source) && this.queues.nextOf(tickSource, { sourceId: source.id });
  }

  /** The schedule's stroke. One that comes for a source that is gone or paused ends the schedule. */
  async tick(sourceId: string): Promise<void> {
    const source = await this.sources.find(sourceId);
    if (!source || !scheduleOf(source)) return this.forget(sourceId);
    await this.start.begin(sourceId, 'schedule', null);
  }
}

function scheduleOf({ schedule, isPaused }: Pick<Source, 'schedule' | 'isPaused'>): JobSchedule | null {
  return isPaused || schedule.kind === 'manual' ? null : schedule;
}
