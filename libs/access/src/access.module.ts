import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '#knowledge';
import { AccessPolicy } from './access-policy.js';
import { Authenticator } from './authenticator.js';
import { Credentials } from './credentials.js';
import { CredentialEntity } from './entities/credential.entity.js';
import { CollectionGrantEntity } from './entities/grant.entity.js';
import { UserEntity } from './entities/user.entity.js';
import { Grants } from './grants.js';
import { People } from './people.js';

@Module({
  imports: [TypeOrmModule.forFeature([UserEntity, CredentialEntity, CollectionGrantEntity])],
  providers: [AccessPolicy, Authenticator, Credentials, Grants, People, { provide: Clock, useClass: SystemClock }],
  exports: [AccessPolicy, Authenticator, Credentials, Grants, People],
})
export class AccessModule {}
