import { Module } from '@nestjs/common';
import { ErasuresController } from './erasures.controller.js';
import { HoldsController } from './holds.controller.js';
import { RetentionController } from './retention.controller.js';
import { RetentionSchedule } from './retention-schedule.js';
import { VaultController } from './vault.controller.js';

/** Keeping, holding and erasing. */
@Module({
  controllers: [VaultController, HoldsController, RetentionController, ErasuresController],
  providers: [RetentionSchedule],
})
export class StewardshipApiModule {}
