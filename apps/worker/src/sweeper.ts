import { type INestApplicationContext, Logger } from '@nestjs/common';
import { KeepBackupSchedule } from '#backup';
import { SweepDecisions } from '#decisions';
import { JudgeGeneration, RunComparisonJob, compareGenerations, judgeGeneration } from '#evaluation';
import { SweepStrays } from '#ingestion';
import { JobQueues } from '#jobs';
import { WatchSearches, watchSearches } from '#saved-searches';
import { KeepNightly } from '#self-test';
import { SweepRuns, WatchFolders } from '#sources';

const SWEEP_EVERY_MS = 10_000;
/** An upload's jobs are enqueued right after its rows are committed. */
const STRAY_AFTER_MS = 15_000;

/** Looks every ten seconds for what stands in the tables and on no queue, and has schedules and watches follow what is set. */
export class Sweeper {
  private readonly logger = new Logger('worker');
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> | null = null;

  constructor(private readonly app: INestApplicationContext) {}

  /** Resolves once the first sweep is through, which takes whatever it finds for a stray. */
  async start(): Promise<void> {
    // A queue that does not answer keeps a sweep waiting; another one beside it would wait as well.
    const sweepAgain = () =>
      void (this.sweeping ??= this.sweep(STRAY_AFTER_MS).finally(() => void (this.sweeping = null)));
    this.timer = setInterval(sweepAgain, SWEEP_EVERY_MS);
    await this.sweep(0);
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async sweep(olderThanMs: number): Promise<void> {
    try {
      await this.app.get(SweepStrays).run(olderThanMs);
      await this.app.get(SweepDecisions).run();
      await this.app.get(SweepRuns).run();
      await this.app.get(WatchFolders).refresh();
      await this.app.get(KeepNightly).apply();
      await this.app.get(KeepBackupSchedule).apply();
      await this.offerWhatIsDue();
    } catch (error) {
      this.logger.warn(`looking for strays failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async offerWhatIsDue(): Promise<void> {
    const queues = this.app.get(JobQueues);
    const generation = await this.app.get(JudgeGeneration).pending();
    if (generation) await queues.add(judgeGeneration, [{ generation }]);
    await queues.add(compareGenerations, await this.app.get(RunComparisonJob).pending());
    if (await this.app.get(WatchSearches).isDue()) await queues.add(watchSearches, [{}]);
  }
}
