import { type DynamicModule, Module } from '@nestjs/common';
import { CheckpointDeliveries } from '#audit';
import type { ServiceSettings } from '#config';
import { ModelOverview, ModelStore } from '#models';
import { AccessSelfTest } from '#self-test';
import { ApiVersion } from './api-version.js';
import { Doctor } from './doctor.js';
import { EmbedderProbe } from './embedder-probe.js';
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
        {
          provide: Doctor,
          useFactory: (selfTest: AccessSelfTest, deliveries: CheckpointDeliveries, store: ModelStore) =>
            new Doctor(
              settings,
              () => selfTest.newest(),
              () => deliveries.places(),
              () => new ModelOverview(store, settings.remote).list(new Map()),
            ),
          inject: [AccessSelfTest, CheckpointDeliveries, ModelStore],
        },
      ],
    };
  }
}
