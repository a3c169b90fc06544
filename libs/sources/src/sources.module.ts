import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TakingModule } from '#ingestion';
import { AllowedFolders } from './connectors/allowed-folders.js';
import { OpenConnectors } from './connectors/open-connectors.js';
import { PrivateHosts } from './connectors/private-hosts.js';
import { SourceItemEntity } from './entities/source-item.entity.js';
import { SourceRunEntryEntity } from './entities/source-run-entry.entity.js';
import { SourceRunEntity } from './entities/source-run.entity.js';
import { SourceEntity } from './entities/source.entity.js';
import { ItemRepository } from './item.repository.js';
import { ManageSources } from './manage-sources.use-case.js';
import { RunLeaseRepository } from './run-lease.repository.js';
import { RunReportRepository } from './run-report.repository.js';
import { RunRepository } from './run.repository.js';
import { ActsFor } from './running/acts-for.js';
import { KeepSchedules } from './running/keep-schedules.js';
import { RemoveVanished } from './running/remove-vanished.js';
import { StartRun } from './running/start-run.js';
import { SweepRuns } from './running/sweep-runs.js';
import { SyncSource } from './running/sync-source.use-case.js';
import { TakeEntry } from './running/take-entry.js';
import { WatchFolders } from './running/watch-folders.js';
import { WorkFolder } from './running/work-folder.js';
import { SecretSeal } from './secret-seal.js';
import { SourceRuns } from './source-runs.use-case.js';
import { SourceRepository } from './source.repository.js';
import { TrySource } from './try-source.use-case.js';

/** What of this machine and its networks sources may touch. */
export interface SourcesPlaces {
  /** Folders of this machine that sources may read. */
  readonly allowedFolders: readonly string[];
  /** For files on their way, and for what can be made again. */
  readonly workFolder: string;
  /** The service's own data, which no source may read. */
  readonly dataDir: string;
  /** Hosts outside the public internet that every source may reach. */
  readonly privateHosts: readonly string[];
}

const tables = TypeOrmModule.forFeature([SourceEntity, SourceItemEntity, SourceRunEntity, SourceRunEntryEntity]);
const REPOSITORIES = [SourceRepository, ItemRepository, RunRepository, RunReportRepository, RunLeaseRepository];
const SHARED = [...REPOSITORIES, SecretSeal, StartRun, KeepSchedules, OpenConnectors];

function placesOf({ allowedFolders, workFolder, dataDir, privateHosts }: SourcesPlaces): FactoryProvider[] {
  return [
    { provide: AllowedFolders, useFactory: () => new AllowedFolders(allowedFolders, [dataDir]) },
    { provide: WorkFolder, useFactory: () => new WorkFolder(workFolder) },
    { provide: PrivateHosts, useFactory: () => new PrivateHosts(privateHosts) },
  ];
}

/** The half for the API: sources, their runs, trying settings. Needs the rooms to its left to be global. */
@Module({})
export class SourcesModule {
  static in(places: SourcesPlaces): DynamicModule {
    const doors = [ManageSources, SourceRuns, TrySource, ItemRepository, RunRepository, KeepSchedules, AllowedFolders];
    return {
      module: SourcesModule,
      imports: [tables],
      providers: [...SHARED, ...placesOf(places), ManageSources, SourceRuns, TrySource],
      exports: doors,
    };
  }
}

/** The half for the worker: it does the runs. Needs the rooms to its left to be global. */
@Module({})
export class SyncingModule {
  static in(places: SourcesPlaces): DynamicModule {
    const work = [SyncSource, SweepRuns, WatchFolders, KeepSchedules];
    return {
      module: SyncingModule,
      imports: [tables, TakingModule],
      providers: [...SHARED, ...placesOf(places), ...work, ActsFor, TakeEntry, RemoveVanished],
      exports: work,
    };
  }
}
