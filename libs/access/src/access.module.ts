import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '#knowledge';
import { AccessPolicy } from './access-policy.js';
import { Authenticator } from './authenticator.js';
import { CredentialEntity } from './entities/credential.entity.js';
import { CollectionGrantEntity } from './entities/grant.entity.js';
import { UserEntity } from './entities/user.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([UserEntity, CredentialEntity, CollectionGrantEntity])],
  providers: [AccessPolicy, Authenticator, { provide: Clock, useClass: SystemClock }],
  exports: [AccessPolicy, Authenticator],
})
export class AccessModule {}
