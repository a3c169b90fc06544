import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Admission, Authenticator } from '#access';
import type { Response } from 'express';

const LOOK_EVERY_MS = 1_000;

/**
 * The requests that are being answered, each cut off within a second or two after its credential ended or its person was
 * suspended or lost rights: an answer that is being streamed, an upload, a download. The database is asked, so it does
 * not matter which replica was told to suspend whom.
 */
@Injectable()
export class OpenRequests implements OnModuleInit, OnModuleDestroy {
  private readonly open = new Map<Response, Admission>();
  private readonly log = new Logger('open requests');
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(private readonly authenticator: Authenticator) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Keep an eye on a request until its response is over. */
  enter(response: Response, admission: Admission): void {
    // Gone before it was known who asked: its end was told already.
    if (response.closed || response.destroyed) return;
    this.open.set(response, admission);
    response.once('close', () => this.open.delete(response));
  }

  private async look(): Promise<void> {
    if (this.isLooking || this.open.size === 0) return;
    this.isLooking = true;
    try {
      const looked = [...this.open];
      const admitted = await this.authenticator.stillAdmitted(looked.map(([, admission]) => admission));
      for (const [response, admission] of looked) if (!admitted.has(admission)) response.destroy();
    } catch (error) {
      // Nobody can be suspended either while the database is away; the next look finds it again.
      this.log.warn(`Open requests were not looked at: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.isLooking = false;
    }
  }
}
