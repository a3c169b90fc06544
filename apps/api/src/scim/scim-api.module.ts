import { Module } from '@nestjs/common';
import { PeopleApiModule } from '../people/people-api.module.js';
import { ScimController } from './scim.controller.js';
import { ScimDiscoveryController } from './scim-discovery.controller.js';
import { ScimDesk } from './scim-desk.js';
import { ScimGroupsController } from './scim-groups.controller.js';
import { ScimGroupsDesk } from './scim-groups-desk.js';

/** Provisioning by a directory. */
@Module({
  imports: [PeopleApiModule],
  controllers: [ScimDiscoveryController, ScimController, ScimGroupsController],
  providers: [ScimDesk, ScimGroupsDesk],
})
export class ScimApiModule {}
