import { type DynamicModule, Module } from '@nestjs/common';
import { AuditLog, CheckpointDeliveries } from '#audit';
import { BackupHistory } from '#backup';
import type { ServiceSettings } from '#config';
import { Clock, KnowledgeError } from '#knowledge';
import { CollectionRepository } from '#library';
import { ModelOverview, ModelStore } from '#models';
import { AccessSelfTest } from '#self-test';
import { ApiVersion } from './api-version.js';
import { Doctor } from './doctor.js';
import { EmbedderProbe } from './embedder-probe.js';
import { FreeSpace } from './free-space.js';
import { ServiceController } from './service.controller.js';
import { ServiceStatus } from './service-status.js';

/** How the service is, and what is wrong with it. */
@Module({})
export class ServiceApiModule {
  static of(settings: ServiceSettings): DynamicModule {
    return {
      module: ServiceApiModule,
      controllers: [ServiceController],
      providers: [
        ApiVersion,
        EmbedderProbe,
        ServiceStatus,
        { provide: FreeSpace, useValue: new FreeSpace(settings.dataDir) },
        {
          provide: BackupHistory,
          useFactory: (log: AuditLog, clock: Clock) => new BackupHistory(log, clock, settings.backup),
          inject: [AuditLog, Clock],
        },
        {
          provide: Doctor,
          useFactory: (
            selfTest: AccessSelfTest,
            deliveries: CheckpointDeliveries,
            store: ModelStore,
            backups: BackupHistory,
            log: AuditLog,
            collections: CollectionRepository,
          ) =>
            new Doctor(
              settings,
              () => selfTest.newest(),
              () => deliveries.places(),
              () => new ModelOverview(store, settings.remote).list(new Map()),
              () => backups.standing(),
              () => log.isAppendOnly(),
              () => collections.generatorsInUse(),
              (model) => flawOf(store, model),
            ),
          inject: [AccessSelfTest, CheckpointDeliveries, ModelStore, BackupHistory, AuditLog, CollectionRepository],
        },
      ],
    };
  }
}

/** Its file is read whole where it has changed since it was last found sound, and the first time after a start. */
async function flawOf(store: ModelStore, name: string): Promise<string | null> {
  const model = (await store.list()).find((stored) => stored.name === name);
  if (!model) return null;
  return store.checked(model.kind, name).then(
    () => null,
    (error: unknown) => {
      if (error instanceof KnowledgeError) return error.message;
      throw error;
    },
  );
}
