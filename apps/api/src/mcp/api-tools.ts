import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import { Decide, RecordDecision, SearchPrecedents } from '#decisions';
import type { Principal } from '#knowledge';
import { CollectionRepository, PassageRepository } from '#library';
import type { ToolBackend } from '#mcp';
import type { Request } from 'express';
import { DecisionDesk } from '../decisions/decision-desk.js';
import { toEvent } from '../answers/answer-reply.js';
import { ErrorFilter } from '../http/error.filter.js';
import { SearchDesk } from '../search/search-desk.js';
import { toAsked, viewAnswer } from '../answers/answer.view.js';
import { viewPrecedents } from '../decisions/decision-memory.view.js';
import { viewCollection } from '../library/library.view.js';
import { viewRevisionText } from '../library/revision-text.view.js';

/** What the tools of one request may do: what its person may. */
@Injectable()
export class ApiTools {
  constructor(
    private readonly access: AccessPolicy,
    private readonly library: CollectionRepository,
    private readonly passages: PassageRepository,
    private readonly searching: SearchDesk,
    private readonly decide: Decide,
    private readonly recording: RecordDecision,
    private readonly decisions: DecisionDesk,
    private readonly precedents: SearchPrecedents,
    private readonly errors: ErrorFilter,
    private readonly log: AuditLog,
  ) {}

  for(principal: Principal, request: Request): ToolBackend {
    return {
      collections: async () => {
        const found = await this.library.list(await this.access.visibilityOf(principal));
        return found.map((collection) => viewCollection(collection, collection.documents));
      },
      search: async (query) => {
        const found = await this.searching.search(principal, query);
        await this.enter('search.done', principal);
        return found;
      },
      ask: async (question, tell, signal) => {
        const hear = (event: ReturnType<typeof toEvent>) => event.event === 'status' && tell(event.data.message);
        return viewAnswer(
          await this.decide.run(principal, toAsked(question), (progress) => hear(toEvent(progress)), signal),
        );
      },
      revisionText: async (id) => {
        const text = await this.passages.textOf(await this.access.visibilityOf(principal), id);
        await this.enter('revision.read', principal, { id });
        return viewRevisionText(text);
      },
      recordDecision: async (draft) => this.decisions.showResult(principal, await this.recording.run(principal, draft)),
      searchDecisions: async (query, limit) => {
        // A key that is held to some collections sees nothing beside them.
        this.access.require(principal, 'search decisions');
        const found = await this.precedents.search(principal, query, limit);
        await this.enter('decisions.searched', principal);
        return viewPrecedents(found);
      },
      failureOf: (error) => this.errors.publish(error, request),
    };
  }

  /** What is read is entered in the log before it is handed out, as on every other route. */
  private enter(kind: string, { userId }: Principal, subject: Readonly<Record<string, string>> = {}) {
    return this.log.append([{ kind, actor: userId, subject }]);
  }
}
