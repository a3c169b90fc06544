import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { MulterModule } from '@nestjs/platform-express';
import { AccessModule } from '#access';
import { AnsweringModule } from '#answering';
import { AuditModule } from '#audit';
import type { ServiceSettings } from '#config';
import { DatabaseModule } from '#database';
import { DecisionsModule, ServiceVersion } from '#decisions';
import { ReceptionModule } from '#ingestion';
import { JobsModule, type QueueStore } from '#jobs';
import { Clock, SystemClock } from '#knowledge';
import { LibraryModule } from '#library';
import { ModelsModule } from '#models';
import { RetrievalModule } from '#retrieval';
import { SearchIndexModule } from '#search-index';
import { ApiVersion } from './api-version.js';
import { CollectionsController } from './controllers/collections.controller.js';
import { DocumentsController } from './controllers/documents.controller.js';
import { LogController } from './controllers/log.controller.js';
import { QuestionsController } from './controllers/questions.controller.js';
import { RecordsController } from './controllers/records.controller.js';
import { RevisionsController } from './controllers/revisions.controller.js';
import { SearchController } from './controllers/search.controller.js';
import { ServiceController } from './controllers/service.controller.js';
import { SessionController } from './controllers/session.controller.js';
import { Doctor } from './doctor.js';
import { EmbedderProbe } from './embedder-probe.js';
import { AuthGuard } from './http/auth.guard.js';
import { ErrorFilter } from './http/error.filter.js';
import { PortalAddress } from './portal-address.js';
import { ServiceStatus } from './service-status.js';

const CONTROLLERS = [
  SessionController,
  CollectionsController,
  DocumentsController,
  RevisionsController,
  SearchController,
  QuestionsController,
  RecordsController,
  LogController,
  ServiceController,
];

export interface ApiSurroundings {
  readonly settings: ServiceSettings;
  readonly databaseUrl: string;
  readonly queues: QueueStore;
  readonly shippedModelsDir: string;
  readonly uploadFolder: string;
  readonly onQueueError: (error: Error) => void;
}

/** The rooms, joined and visible to one another. */
@Global()
@Module({})
class Rooms {
  static join({ settings, databaseUrl, queues, shippedModelsDir, onQueueError }: ApiSurroundings): DynamicModule {
    const rooms = [
      DatabaseModule.connect(databaseUrl, 8),
      LibraryModule.in(settings.paths.blobs),
      ModelsModule.from(settings, shippedModelsDir),
      JobsModule.on(queues, onQueueError),
      SearchIndexModule.at({ uri: settings.paths.index }),
      AccessModule,
      AuditModule,
      ReceptionModule,
      RetrievalModule,
      AnsweringModule,
      DecisionsModule,
    ];
    return {
      module: Rooms,
      imports: rooms,
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: ServiceVersion, useClass: ApiVersion },
      ],
      exports: [...rooms, Clock, ServiceVersion],
    };
  }
}

@Module({})
export class AppModule {
  static in(surroundings: ApiSurroundings): DynamicModule {
    const { settings, uploadFolder } = surroundings;
    const { uploadLimitBytes, publicUrl } = settings.http;
    return {
      module: AppModule,
      imports: [
        Rooms.join(surroundings),
        MulterModule.register({
          dest: uploadFolder,
          preservePath: true,
          defParamCharset: 'utf8',
          limits: { fileSize: uploadLimitBytes, files: 200, fields: 10, fieldSize: 4 * 1024 * 1024, parts: 220 },
        }),
      ],
      controllers: CONTROLLERS,
      providers: [
        EmbedderProbe,
        ServiceStatus,
        ApiVersion,
        { provide: Doctor, useFactory: () => new Doctor(settings) },
        { provide: ErrorFilter, useFactory: () => new ErrorFilter(uploadLimitBytes) },
        { provide: APP_FILTER, useExisting: ErrorFilter },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: PortalAddress, useFactory: () => new PortalAddress(publicUrl) },
      ],
    };
  }
}
