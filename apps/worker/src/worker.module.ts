import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { AccessModule } from '#access';
import { AuditModule } from '#audit';
import { BackupModule, type BackupPlan } from '#backup';
import type { ServiceSettings } from '#config';
import { DatabaseModule } from '#database';
import { DecisionDefaults, DecisionWorkModule } from '#decisions';
import { EvaluatingModule } from '#evaluation';
import { IngestionModule, ParserPool, UnpackRoom, readingProviders } from '#ingestion';
import { JobsModule, type QueueStore } from '#jobs';
import { Clock, SystemClock } from '#knowledge';
import { LibraryModule } from '#library';
import { ModelsModule } from '#models';
import { RetrievalModule } from '#retrieval';
import { SearchWatchModule } from '#saved-searches';
import { CACHES_WHILE_WRITING, SearchIndexModule } from '#search-index';
import { SelfTestModule } from '#self-test';
import { VaultModule } from '#vault';
import { SyncingModule, WatchFolders } from '#sources';

/** What a worker finds when it starts: settings, addresses and folders, made or opened by whoever starts it. */
export interface WorkerSurroundings {
  readonly settings: ServiceSettings;
  readonly databaseUrl: string;
  readonly queues: QueueStore;
  readonly shippedModelsDir: string;
  readonly backups: BackupPlan;
  readonly onQueueError: (error: Error) => void;
}

/** Ends the watch on folders with the worker. */
class WatchKeeper implements OnApplicationShutdown {
  constructor(private readonly folders: WatchFolders) {}

  onApplicationShutdown(): Promise<void> {
    return this.folders.close();
  }
}

@Global()
@Module({})
class Rooms {
  static join({ settings, databaseUrl, queues, shippedModelsDir, onQueueError }: WorkerSurroundings): DynamicModule {
    const rooms = [
      DatabaseModule.connect(databaseUrl, 6),
      VaultModule.with(settings.vault),
      LibraryModule.in(settings.storage.blobs),
      ModelsModule.from(settings, shippedModelsDir),
      JobsModule.on(queues, onQueueError),
      SearchIndexModule.at(settings.storage.index, CACHES_WHILE_WRITING),
      AccessModule,
      AuditModule,
      RetrievalModule,
    ];
    const { processes, timeoutMs, memoryBytes, unpacking } = settings.parsing;
    const unpackRoom = { folder: settings.paths.unpack, limits: unpacking };
    return {
      module: Rooms,
      imports: rooms,
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: DecisionDefaults, useValue: settings.decisions },
        ...readingProviders({ size: processes, limits: { timeoutMs, memoryBytes } }, unpackRoom),
      ],
      exports: [...rooms, Clock, DecisionDefaults, ParserPool, UnpackRoom],
    };
  }
}

/** Everything that works off a queue, and what keeps watch over folders. */
@Module({})
export class WorkerModule {
  static in(surroundings: WorkerSurroundings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        Rooms.join(surroundings),
        IngestionModule,
        EvaluatingModule,
        DecisionWorkModule,
        SearchWatchModule,
        BackupModule.with(surroundings.backups),
        SelfTestModule.at(surroundings.settings.selfTest.pattern),
        SyncingModule.in(surroundings.settings.sources),
      ],
      providers: [
        {
          provide: WatchKeeper,
          useFactory: (folders: WatchFolders) => new WatchKeeper(folders),
          inject: [WatchFolders],
        },
      ],
    };
  }
}
