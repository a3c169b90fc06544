import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TakingModule } from '#ingestion';
import { AccessSelfTest } from './access-self-test.use-case.js';
import { CanaryDocuments } from './canary-documents.js';
import { KeepNightly, SelfTestTime } from './keep-nightly.js';
import { SelfTestEntity } from './self-test.entity.js';

/** For the API, which runs it when asked, and the worker, which runs it at night. Needs the rooms to its left to be global. */
@Module({})
export class SelfTestModule {
  static at(pattern: string | null): DynamicModule {
    return {
      module: SelfTestModule,
      imports: [TypeOrmModule.forFeature([SelfTestEntity]), TakingModule],
      providers: [
        ...[AccessSelfTest, CanaryDocuments, KeepNightly],
        { provide: SelfTestTime, useFactory: () => new SelfTestTime(pattern) },
      ],
      exports: [AccessSelfTest, KeepNightly],
    };
  }
}
