import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, type Admission, type EndedView, type RunningView, ViewEnded, Views } from '#access';
import { AnswerQuestion } from '#answering';
import { AuditLog } from '#audit';
import type { WouldBeCited, WouldCite } from '#contracts';
import { type Principal, saltedWords, sha256Hex } from '#knowledge';
import { SearchScopes } from '#retrieval';
import { DataSource, type EntityManager } from 'typeorm';
import { viewCitation } from '../answers/answer.view.js';

const LOOK_EVERY_MS = 30_000;

/** Administrators who look with somebody else's eyes. Begin and end are entries of the log, which name both. */
@Injectable()
export class ViewDesk implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ViewDesk.name);
  private timer?: NodeJS.Timeout;

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly views: Views,
    private readonly scopes: SearchScopes,
    private readonly answering: AnswerQuestion,
    private readonly log: AuditLog,
  ) {}

  onApplicationBootstrap(): void {
    const look = () => this.endOverdue().catch((error: unknown) => this.logger.warn(error));
    this.timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @throws NotAllowed, PersonNotFound, PersonSuspended, ViewNotPossible */
  async begin({ principal, credentialId }: Admission, personId: string, reason: string): Promise<RunningView> {
    this.access.require(principal, "look with somebody else's eyes");
    const id = await this.source.transaction(async (manager) => {
      const why = { reason, loggedReason: saltedWords(reason) };
      const view = await this.views.begin(manager, { viewerId: principal.userId, credentialId }, personId, why);
      const subject = { view, as: personId, reasonSha256: sha256Hex(why.loggedReason) };
      await this.log.append([{ kind: 'view.began', actor: principal.userId, subject }], manager);
      return view;
    });
    const running = await this.views.running(credentialId, id);
    if (!running) throw new ViewEnded();
    return running;
  }

  /** @param id Null: whichever the credential has. */
  async end({ credentialId }: Admission, id: string | null): Promise<void> {
    await this.source.transaction(async (manager) =>
      this.enter(manager, await this.views.end(manager, credentialId, id), 'closed'),
    );
  }

  /** End what ran out, or whose people may no longer. Of several replicas, one does each. */
  async endOverdue(): Promise<void> {
    await this.source.transaction(async (manager) => {
      await this.enter(manager, await this.views.endOverdue(manager), 'expired');
    });
  }

  /**
   * What would be cited to the person who is looked as: the quotations of an answer that is not given, and no record.
   * @throws ViewEnded outside of a view; what search throws.
   */
  async wouldCite(
    principal: Principal,
    { question, collections }: WouldCite,
    signal: AbortSignal,
  ): Promise<WouldBeCited> {
    if (!principal.viewer) throw new ViewEnded();
    const visibility = await this.access.visibilityOf(principal);
    const scope = await this.scopes.resolve(visibility, collections, null);
    const { tables, embedder, fusionWeight, collectionIds, asOf } = scope;
    const { searched } = await scope.coverage;
    const input = {
      ...{ question, tables, embedder, fusionWeight, asOf, filter: {} },
      ...{ collections: collectionIds, documentsSearched: searched, answerMode: 'quoted' as const },
    };
    const { citations, refusal } = await this.answering.run(visibility, input, () => undefined, signal);
    return {
      citations: citations.map(viewCitation),
      refusal: refusal && { code: refusal.code, message: refusal.message },
      documents: searched,
    };
  }

  private async enter(manager: EntityManager, ended: readonly EndedView[], why: 'closed' | 'expired'): Promise<void> {
    const [first, ...more] = ended.map(({ id, viewerId, personId }) => {
      return { kind: 'view.ended', actor: viewerId, subject: { view: id, as: personId, why } };
    });
    if (first) await this.log.append([first, ...more], manager);
  }
}
