import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CheckpointDeliveries } from '#audit';

/** Signs the log now and then and brings that to the places outside, so that its states leave the database while they are fresh. */
@Injectable()
export class CheckpointSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Log');
  private timer?: NodeJS.Timeout;
  private signing: Promise<void> = Promise.resolve();

  constructor(
    private readonly deliveries: CheckpointDeliveries,
    private readonly intervalMs: number,
  ) {}

  onApplicationBootstrap(): void {
    this.sign();
    this.timer = setInterval(() => this.sign(), this.intervalMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.signing;
  }

  /** A log that can't be signed goes on; verifying it names the reason, and so does the service's own log. */
  private sign(): void {
    this.signing = this.deliveries.run().then(
      (failed) => failed.forEach((problem) => this.logger.warn(problem)),
      (error: unknown) => this.logger.error(error instanceof Error ? error.message : String(error)),
    );
  }
}
