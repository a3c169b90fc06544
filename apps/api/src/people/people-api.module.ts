import { Module } from '@nestjs/common';
import { ColleaguesController } from './colleagues.controller.js';
import { CredentialDesk } from './credential-desk.js';
import { KeysController } from './keys.controller.js';
import { PeopleController } from './people.controller.js';
import { PeopleDesk } from './people-desk.js';
import { ServiceAccountDesk } from './service-account-desk.js';
import { ServiceAccountsController } from './service-accounts.controller.js';
import { SessionsController } from './sessions.controller.js';

/** People and service accounts, their sessions and keys. */
@Module({
  controllers: [PeopleController, ColleaguesController, SessionsController, KeysController, ServiceAccountsController],
  providers: [PeopleDesk, CredentialDesk, ServiceAccountDesk],
  exports: [PeopleDesk],
})
export class PeopleApiModule {}
