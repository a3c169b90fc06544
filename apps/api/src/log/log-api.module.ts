import { type DynamicModule, Module } from '@nestjs/common';
import { CheckpointDeliveries } from '#audit';
import type { ServiceSettings } from '#config';
import { LIBRARY_CHECKS } from '#ingestion';
import { HoldCheck } from '#stewardship';
import { CheckpointSchedule } from './checkpoint-schedule.js';
import { LogController } from './log.controller.js';
import { LogVerificationReply } from './log-verification-reply.js';
import { VerifyEverything, WITNESS_KEYS } from './verify-everything.js';

/** The log: read, proven, verified, and its checkpoints delivered. */
@Module({})
export class LogApiModule {
  static with({ intervalMs, outside }: ServiceSettings['log']): DynamicModule {
    return {
      module: LogApiModule,
      controllers: [LogController],
      providers: [
        {
          provide: CheckpointSchedule,
          useFactory: (deliveries: CheckpointDeliveries) => new CheckpointSchedule(deliveries, intervalMs),
          inject: [CheckpointDeliveries],
        },
        { provide: WITNESS_KEYS, useValue: outside.witnesses.map(({ vkey }) => vkey) },
        HoldCheck,
        ...LIBRARY_CHECKS,
        VerifyEverything,
        LogVerificationReply,
      ],
    };
  }
}
