import { Module } from '@nestjs/common';
import { DecisionsApiModule } from '../decisions/decisions-api.module.js';
import { SearchApiModule } from '../search/search-api.module.js';
import { ApiTools } from './api-tools.js';
import { McpController } from './mcp.controller.js';

/** `/mcp`, for assistants. */
@Module({ imports: [SearchApiModule, DecisionsApiModule], controllers: [McpController], providers: [ApiTools] })
export class McpApiModule {}
