import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { AnsweringModule } from '#answering';
import { AuditModule, CheckpointsModule } from '#audit';
import type { ServiceSettings } from '#config';
import { ConversationsModule } from '#conversations';
import { DatabaseModule } from '#database';
import { DecisionDefaults, DecisionsModule, ServiceVersion } from '#decisions';
import { EvaluationModule } from '#evaluation';
import { IdentityModule } from '#identity';
import { ParserPool, readingProviders, ReceptionModule, UnpackRoom } from '#ingestion';
import { JobsModule, type QueueStore } from '#jobs';
import { Clock, SystemClock } from '#knowledge';
import { LibraryModule } from '#library';
import { ModelsModule } from '#models';
import { RetrievalModule } from '#retrieval';
import { SavedSearchesModule } from '#saved-searches';
import { SearchIndexModule } from '#search-index';
import { SelfTestModule } from '#self-test';
import { StewardshipModule } from '#stewardship';
import { VaultModule } from '#vault';
import { SourcesModule } from '#sources';
import { AccessApiModule } from './access/access-api.module.js';
import { AnswersApiModule } from './answers/answers-api.module.js';
import { DecisionsApiModule } from './decisions/decisions-api.module.js';
import { EvidenceApiModule } from './evidence/evidence-api.module.js';
import { HttpModule } from './http/http.module.js';
import { IdentityApiModule } from './identity/identity-api.module.js';
import { LibraryApiModule } from './library/library-api.module.js';
import { LogApiModule } from './log/log-api.module.js';
import { McpApiModule } from './mcp/mcp-api.module.js';
import { ModelsApiModule } from './models/models-api.module.js';
import { OpenAiApiModule } from './openai/openai-api.module.js';
import { PeopleApiModule } from './people/people-api.module.js';
import { ScimApiModule } from './scim/scim-api.module.js';
import { SearchApiModule } from './search/search-api.module.js';
import { ApiVersion } from './service/api-version.js';
import { ServiceApiModule } from './service/service-api.module.js';
import { SourcesApiModule } from './sources/sources-api.module.js';
import { StewardshipApiModule } from './stewardship/stewardship-api.module.js';
import { ViewApiModule } from './view-as/view-api.module.js';

/** What the API finds when it starts: settings, addresses and folders, made or opened by whoever starts it. */
export interface ApiSurroundings {
  readonly settings: ServiceSettings;
  readonly databaseUrl: string;
  /** The database as the service's own role; as its owner where absent. */
  readonly poolUrl?: string;
  readonly queues: QueueStore;
  readonly shippedModelsDir: string;
  readonly uploadFolder: string;
  readonly onQueueError: (error: Error) => void;
}

/** The rooms, joined and visible to one another. */
@Global()
@Module({})
class Rooms {
  static join({
    settings,
    databaseUrl,
    poolUrl = databaseUrl,
    queues,
    shippedModelsDir,
    onQueueError,
  }: ApiSurroundings): DynamicModule {
    const rooms = [
      DatabaseModule.connect(poolUrl, 8),
      VaultModule.with(settings.vault),
      LibraryModule.in(settings.storage.blobs),
      ModelsModule.from(settings, shippedModelsDir),
      JobsModule.on(queues, onQueueError),
      SearchIndexModule.at(settings.storage.index),
      AccessModule,
      AuditModule,
      IdentityModule.with(settings.identity, settings.limits),
      CheckpointsModule.with(settings.log.signingKey, settings.log.checkpoints, settings.log.outside),
      ReceptionModule,
      RetrievalModule,
      EvaluationModule,
      SourcesModule.in(settings.sources),
      SavedSearchesModule,
      SelfTestModule.at(settings.selfTest.pattern),
      AnsweringModule,
      DecisionsModule,
      ConversationsModule,
      StewardshipModule.with(settings.erasure),
    ];
    return {
      module: Rooms,
      imports: rooms,
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: ServiceVersion, useClass: ApiVersion },
        { provide: DecisionDefaults, useValue: settings.decisions },
        // Documents with a password are read here: it never leaves the process that was told it.
        ...readingProviders(
          { size: 1, limits: { timeoutMs: settings.parsing.timeoutMs, memoryBytes: settings.parsing.memoryBytes } },
          { folder: settings.paths.unpack, limits: settings.parsing.unpacking },
        ),
      ],
      exports: [...rooms, Clock, ServiceVersion, DecisionDefaults, ParserPool, UnpackRoom],
    };
  }
}

/** What is served, by feature. */
@Module({})
export class AppModule {
  static in(surroundings: ApiSurroundings): DynamicModule {
    const { settings, uploadFolder } = surroundings;
    return {
      module: AppModule,
      imports: [
        Rooms.join(surroundings),
        HttpModule.with(settings.http),
        IdentityApiModule.with(settings.identity.provider?.label ?? null),
        PeopleApiModule,
        ScimApiModule,
        AccessApiModule,
        ViewApiModule,
        LibraryApiModule.receiving({ folder: uploadFolder, limitBytes: settings.http.uploadLimitBytes }),
        SourcesApiModule,
        SearchApiModule,
        AnswersApiModule,
        EvidenceApiModule,
        DecisionsApiModule,
        LogApiModule.with(settings.log),
        StewardshipApiModule,
        ModelsApiModule.with(settings.remote),
        ServiceApiModule.of(settings),
        OpenAiApiModule,
        McpApiModule,
      ],
    };
  }
}
