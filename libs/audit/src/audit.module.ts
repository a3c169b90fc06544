import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '#knowledge';
import { AuditLog } from './audit-log.js';
import { LogCheckpointEntity } from './log-checkpoint.entity.js';
import { LogEntryEntity } from './log-entry.entity.js';
import { LogKeyEntity } from './log-key.entity.js';
import { LogCosignatureEntity } from './outside/log-cosignature.entity.js';
import { LogDeliveryEntity } from './outside/log-delivery.entity.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      LogCheckpointEntity,
      LogEntryEntity,
      LogKeyEntity,
      LogCosignatureEntity,
      LogDeliveryEntity,
    ]),
  ],
  providers: [AuditLog, { provide: Clock, useClass: SystemClock }],
  exports: [AuditLog, Clock],
})
export class AuditModule {}
