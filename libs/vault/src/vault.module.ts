import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { KeyRing } from './key-ring.js';
import type { VaultKeyPlace } from './key-source.js';
import { VaultKeyEntity, VaultStateEntity } from './vault-key.entity.js';
import { Vault } from './vault.js';

/** Encryption of what is kept. Needs the database. */
@Module({})
export class VaultModule {
  static with(place: VaultKeyPlace): DynamicModule {
    return {
      module: VaultModule,
      imports: [TypeOrmModule.forFeature([VaultKeyEntity, VaultStateEntity])],
      providers: [Vault, { provide: KeyRing, useFactory: () => new KeyRing(place) }],
      exports: [Vault],
    };
  }
}
