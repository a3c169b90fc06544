import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import type { DataSource } from 'typeorm';
import { AuditLog } from './audit-log.js';
import { AuditModule } from './audit.module.js';
import { CheckpointCopies, type CheckpointFolders } from './checkpoint-copies.js';
import { LogKeys, type SigningKeyPlace } from './log-keys.js';
import { LogProofs } from './log-proofs.js';
import { LogSearch } from './log-search.js';
import { Cosignatures } from './outside/cosignatures.js';
import { CheckpointDeliveries } from './outside/deliveries.js';
import { type OutsidePlaces, NO_PLACES, outletsOf } from './outside/outlets.js';
import { SignedCheckpoints } from './signed-checkpoints.js';

/** Signing of the log, for the process that holds the key. */
@Module({})
export class CheckpointsModule {
  /** @param outside Where checkpoints go besides the folders. */
  static with(place: SigningKeyPlace, folders: CheckpointFolders, outside: OutsidePlaces = NO_PLACES): DynamicModule {
    return {
      module: CheckpointsModule,
      imports: [AuditModule],
      providers: [
        LogProofs,
        LogSearch,
        Cosignatures,
        SignedCheckpoints,
        { provide: CheckpointCopies, useFactory: () => new CheckpointCopies(folders) },
        {
          provide: LogKeys,
          useFactory: (source: DataSource, log: AuditLog, clock: Clock) => new LogKeys(source, log, clock, place),
          inject: [getDataSourceToken(), AuditLog, Clock],
        },
        {
          provide: CheckpointDeliveries,
          useFactory: (
            ...[source, checkpoints, copies, proofs, cosignatures, log, clock]: [
              DataSource,
              SignedCheckpoints,
              CheckpointCopies,
              LogProofs,
              Cosignatures,
              AuditLog,
              Clock,
            ]
          ) => {
            const outlets = outletsOf(outside, { checkpoints, proofs, cosignatures, log });
            return new CheckpointDeliveries(source, checkpoints, copies, outlets, clock);
          },
          inject: [getDataSourceToken(), SignedCheckpoints, CheckpointCopies, LogProofs, Cosignatures, AuditLog, Clock],
        },
      ],
      exports: [LogKeys, LogProofs, LogSearch, SignedCheckpoints, CheckpointDeliveries],
    };
  }
}
