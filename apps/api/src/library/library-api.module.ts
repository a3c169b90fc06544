import { type DynamicModule, Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { uploadStorage } from '../http/upload-storage.js';
import { CollectionsController } from './collections.controller.js';
import { ComparisonController } from './comparison.controller.js';
import { DocumentsController } from './documents.controller.js';
import { RemovalsController } from './removals.controller.js';
import { RevisionsController } from './revisions.controller.js';

interface Uploads {
  readonly folder: string;
  readonly limitBytes: number;
}

/** Collections, documents and their revisions. */
@Module({})
export class LibraryApiModule {
  /** @param uploads Where files lie until they are taken in, and how large each may be. */
  static receiving({ folder, limitBytes }: Uploads): DynamicModule {
    return {
      module: LibraryApiModule,
      imports: [
        MulterModule.register({
          storage: uploadStorage(folder),
          preservePath: true,
          defParamCharset: 'utf8',
          limits: { fileSize: limitBytes, files: 200, fields: 10, fieldSize: 4 * 1024 * 1024, parts: 220 },
        }),
      ],
      controllers: [
        CollectionsController,
        DocumentsController,
        RemovalsController,
        RevisionsController,
        ComparisonController,
      ],
    };
  }
}
