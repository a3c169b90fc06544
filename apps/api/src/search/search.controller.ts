import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { type SearchRequest, type SearchResult, searchRequest } from '#contracts';
import type { Principal } from '#knowledge';
import { Asker } from '../http/auth.guard.js';
import { SearchDesk } from './search-desk.js';

/** A search leaves no record; it counts as a request and not as a question. */
@Controller('api/v1/search')
export class SearchController {
  constructor(private readonly desk: SearchDesk) {}

  @Post()
  @HttpCode(200)
  search(
    @Asker() principal: Principal,
    @Body({ schema: searchRequest }) request: SearchRequest,
  ): Promise<SearchResult> {
    return this.desk.search(principal, request);
  }
}
