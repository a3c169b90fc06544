import { type DynamicModule, Module } from '@nestjs/common';
import type { ServiceSettings } from '#config';
import { ModelOverview, ModelStore } from '#models';
import { GoldenQuestionsController } from './golden-questions.controller.js';
import { IndexController } from './index.controller.js';
import { ManageModels } from './manage-models.js';
import { ModelsController } from './models.controller.js';

/** Models and their roles, the generations of the index made with them, and the questions that compare these. */
@Module({})
export class ModelsApiModule {
  /** @param remote The servers elsewhere that fill roles. */
  static with(remote: ServiceSettings['remote']): DynamicModule {
    return {
      module: ModelsApiModule,
      controllers: [ModelsController, IndexController, GoldenQuestionsController],
      providers: [
        ManageModels,
        {
          provide: ModelOverview,
          useFactory: (store: ModelStore) => new ModelOverview(store, remote),
          inject: [ModelStore],
        },
      ],
    };
  }
}
