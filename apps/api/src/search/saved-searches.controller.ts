import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  type AlertView,
  type ChangeSearch,
  type SaveSearch,
  type SavedSearchView,
  type SeenAlerts,
  changeSearch,
  saveSearch,
  seenAlerts,
} from '#contracts';
import type { Principal } from '#knowledge';
import { type Alert, ManageSavedSearches, ReadSavedSearches, type SavedSearch } from '#saved-searches';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';

/** A person's own saved searches. */
@Controller('api/v1/searches')
export class SavedSearchesController {
  constructor(
    private readonly reading: ReadSavedSearches,
    private readonly managing: ManageSavedSearches,
  ) {}

  @Get()
  async list(@Asker() principal: Principal): Promise<{ searches: SavedSearchView[] }> {
    return { searches: (await this.reading.list(principal)).map(viewSearch) };
  }

  @Post()
  async save(@Asker() principal: Principal, @Body({ schema: saveSearch }) made: SaveSearch): Promise<SavedSearchView> {
    return viewSearch(await this.managing.save(principal, made));
  }

  @Patch(':id')
  @HttpCode(204)
  async change(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: changeSearch }) change: ChangeSearch,
  ): Promise<void> {
    await this.managing.change(principal, id, change);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.managing.remove(principal, id);
  }
}

/** What a person's saved searches found. */
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(private readonly reading: ReadSavedSearches) {}

  @Get()
  async list(@Asker() principal: Principal): Promise<{ alerts: AlertView[]; unseen: number }> {
    const alerts = (await this.reading.alerts(principal)).map(viewAlert);
    return { alerts, unseen: alerts.filter(({ isSeen }) => !isSeen).length };
  }

  /** How many are new, without what they are. */
  @Get('count')
  async count(@Asker() principal: Principal): Promise<{ unseen: number }> {
    return { unseen: (await this.reading.alerts(principal)).filter(({ seenAt }) => seenAt === null).length };
  }

  @Post('seen')
  @HttpCode(204)
  async seen(@Asker() principal: Principal, @Body({ schema: seenAlerts }) { ids }: SeenAlerts): Promise<void> {
    await this.reading.markSeen(principal, ids);
  }
}

const viewSearch = ({ id, name, query, collections, mode, ...rest }: SavedSearch): SavedSearchView => ({
  ...{ id, name, query, mode },
  collections: [...collections],
  isPaused: rest.pausedAt !== null,
  problem: rest.problem,
  createdAt: rest.createdAt.toISOString(),
});

const viewAlert = ({ id, search, documentId, revisionId, title, passage, at, seenAt }: Alert): AlertView => ({
  ...{ id, title, document: documentId, revision: revisionId },
  search: { id: search.id, name: search.name },
  passage: passage && {
    ...{ page: passage.page, path: passage.path, text: passage.text, revisionNumber: passage.revision },
    span: [passage.span.start, passage.span.end],
  },
  at: at.toISOString(),
  isSeen: seenAt !== null,
});
