import { type DynamicModule, Module } from '@nestjs/common';
import { JobQueues } from './job-queues.js';
import type { QueueStore } from './queue-connection.js';

/** The sending end of the queues, for any app; the worker starts a {@link JobRunner} beside it. */
@Module({})
export class JobsModule {
  static on(store: QueueStore, onError: (error: Error) => void): DynamicModule {
    return {
      module: JobsModule,
      providers: [{ provide: JobQueues, useFactory: () => new JobQueues(store, onError) }],
      exports: [JobQueues],
    };
  }
}
