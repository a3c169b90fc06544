import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '#knowledge';
import { AccessPolicy } from './access-policy.js';
import { AccessReports } from './access-report.js';
import { Authenticator } from './authenticator.js';
import { Credentials } from './credentials.js';
import { ACCESS_ENTITIES } from './entities/index.js';
import { Grants } from './grants.js';
import { Groups } from './groups.js';
import { AccessCheck } from './log-check/access-check.js';
import { OutsideGroups } from './outside-groups.js';
import { People } from './people.js';
import { Sessions } from './sessions.js';
import { Standing } from './standing.js';
import { Views } from './views.js';
import { Walls } from './walls.js';

const OPEN = [
  ...[AccessCheck, AccessPolicy, AccessReports, Authenticator, Credentials, Grants, Groups],
  ...[OutsideGroups, People, Sessions, Standing, Views, Walls],
];

@Module({
  imports: [TypeOrmModule.forFeature(ACCESS_ENTITIES)],
  providers: [...OPEN, { provide: Clock, useClass: SystemClock }],
  exports: OPEN,
})
export class AccessModule {}
