import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '#knowledge';
import { AccessPolicy } from './access-policy.js';
import { Authenticator } from './authenticator.js';
import { Credentials } from './credentials.js';
import { ACCESS_ENTITIES } from './entities/index.js';
import { Grants } from './grants.js';
import { People } from './people.js';
import { Sessions } from './sessions.js';

@Module({
  imports: [TypeOrmModule.forFeature(ACCESS_ENTITIES)],
  providers: [
    AccessPolicy,
    Authenticator,
    Credentials,
    Grants,
    People,
    Sessions,
    { provide: Clock, useClass: SystemClock },
  ],
  exports: [AccessPolicy, Authenticator, Credentials, Grants, People, Sessions],
})
export class AccessModule {}
