import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '#knowledge';
import { AuditLog } from './audit-log.js';
import { LogCheckpointEntity } from './log-checkpoint.entity.js';
import { LogEntryEntity } from './log-entry.entity.js';
import { LogKeyEntity } from './log-key.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([LogCheckpointEntity, LogEntryEntity, LogKeyEntity])],
  providers: [AuditLog, { provide: Clock, useClass: SystemClock }],
  exports: [AuditLog, Clock],
})
export class AuditModule {}
