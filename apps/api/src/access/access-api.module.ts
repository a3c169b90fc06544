import { Module } from '@nestjs/common';
import { AccessController } from './access.controller.js';
import { AccessDesk } from './access-desk.js';
import { GroupsController } from './groups.controller.js';
import { MatterDesk } from './matter-desk.js';
import { MattersController } from './matters.controller.js';
import { ObjectNames } from './object-names.js';
import { ReportDesk } from './report-desk.js';
import { WallsController } from './walls.controller.js';

/** Groups, matters, walls, grants, and who could see what. */
@Module({
  controllers: [GroupsController, MattersController, WallsController, AccessController],
  providers: [AccessDesk, MatterDesk, ReportDesk, ObjectNames],
})
export class AccessApiModule {}
