import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import type { DataSource } from 'typeorm';
import { AuditLog } from './audit-log.js';
import { AuditModule } from './audit.module.js';
import { CheckpointCopies, type CheckpointFolders } from './checkpoint-copies.js';
import { LogKeys, type SigningKeyPlace } from './log-keys.js';
import { LogProofs } from './log-proofs.js';
import { SignedCheckpoints } from './signed-checkpoints.js';

/** Signing of the log, for the process that holds the key. */
@Module({})
export class CheckpointsModule {
  static with(place: SigningKeyPlace, folders: CheckpointFolders): DynamicModule {
    return {
      module: CheckpointsModule,
      imports: [AuditModule],
      providers: [
        LogProofs,
        SignedCheckpoints,
        { provide: CheckpointCopies, useFactory: () => new CheckpointCopies(folders) },
        {
          provide: LogKeys,
          useFactory: (source: DataSource, log: AuditLog, clock: Clock) => new LogKeys(source, log, clock, place),
          inject: [getDataSourceToken(), AuditLog, Clock],
        },
      ],
      exports: [LogKeys, LogProofs, SignedCheckpoints],
    };
  }
}
