import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Retention } from '#stewardship';

const FIRST_AFTER_MS = 10 * 60_000;
const EVERY_MS = 6 * 3_600_000;

/** Disposes, four times a day, of what is not to be kept any longer. Without rules nothing is. */
@Injectable()
export class RetentionSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(RetentionSchedule.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly retention: Retention) {}

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => this.next(), FIRST_AFTER_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private next(): void {
    this.running = this.retention
      .run('system', false)
      .then(({ failed }) => {
        for (const { id, message } of failed) this.logger.warn(`${id} could not be disposed of: ${message}`);
      })
      .catch((error: unknown) => this.logger.error(error, 'disposing of what is due failed'));
    this.timer = setTimeout(() => this.next(), EVERY_MS);
  }
}
