import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '#knowledge';
import { AuditLog } from './audit-log.js';
import { LogEntryEntity } from './log-entry.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([LogEntryEntity])],
  providers: [AuditLog, { provide: Clock, useClass: SystemClock }],
  exports: [AuditLog, Clock],
})
export class AuditModule {}
