import { Module } from '@nestjs/common';
import { SourceDesk } from './source-desk.js';
import { SourcesController } from './sources.controller.js';

/** Places that collections are kept in step with. */
@Module({ controllers: [SourcesController], providers: [SourceDesk] })
export class SourcesApiModule {}
