import { Injectable } from '@nestjs/common';
import type { AffectedDetail, AffectedItem, AffectedList, AffectedQuery, Notices } from '#contracts';
import { DecisionReaders, DecisionRepository, DoubtRepository, type ListedDoubt, nearestText } from '#decisions';
import { Clock, KnowledgeError, type Principal, type Visibility } from '#knowledge';
import { DocumentRepository, PassageRepository, type RevisionText } from '#library';
import { quotedPlace } from './quoted-place.js';

/** What changes put in doubt, as a person is shown it: the words only of documents that they may see now. */
@Injectable()
export class AffectedDesk {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly doubts: DoubtRepository,
    private readonly decisions: DecisionRepository,
    private readonly documents: DocumentRepository,
    private readonly passages: PassageRepository,
    private readonly clock: Clock,
  ) {}

  async list(principal: Principal, { offset, limit, ...filter }: AffectedQuery): Promise<AffectedList> {
    const reader = await this.readers.of(principal);
    const { doubts, total } = await this.doubts.list(reader, filter, offset, limit);
    const titles = await this.documents.titlesAmong(
      reader.visibility,
      doubts.map(({ documentId }) => documentId),
    );
    return { items: doubts.map((doubt) => viewDoubt(doubt, titles)), total };
  }

  /** @throws DoubtNotFound also when it may not be seen. */
  async show(principal: Principal, id: string): Promise<AffectedDetail> {
    const reader = await this.readers.of(principal);
    const doubt = await this.doubts.show(reader, id);
    const { visibility } = reader;
    const titles = await this.documents.titlesAmong(visibility, [doubt.documentId]);
    const isSeen = titles.has(doubt.documentId);
    return { ...viewDoubt(doubt, titles), changes: isSeen ? await this.sideBySide(visibility, doubt) : [] };
  }

  async notices(principal: Principal): Promise<Notices> {
    const reader = { ...(await this.readers.of(principal)), mayReadAll: false };
    const today = this.clock.now().toISOString().slice(0, 10);
    const [affected, due, awaiting] = await Promise.all([
      this.doubts.openFor(reader),
      this.decisions.list(reader, { dueBy: today, isReaders: true }, 0, 1),
      this.decisions.list(reader, { awaitsReader: true }, 0, 1),
    ]);
    return { affected, due: due.total, awaiting: awaiting.total };
  }

  private async sideBySide(visibility: Visibility, doubt: ListedDoubt): Promise<AffectedDetail['changes']> {
    const then = await this.textOf(visibility, doubt.revisionId);
    const now = doubt.byRevisionId === null ? null : await this.textOf(visibility, doubt.byRevisionId);
    if (!then) return [];
    return doubt.spans.map(([start, end]) => {
      const place = now && nearestText(then.text.slice(start, end), now.text);
      return {
        then: quotedPlace(then, start, end),
        now: now && place ? quotedPlace(now, place.start, place.end) : null,
      };
    });
  }

  /** Null where it is gone; what is cited usually stays. */
  private textOf(visibility: Visibility, revisionId: string): Promise<RevisionText | null> {
    return this.passages.textOf(visibility, revisionId).catch((error: unknown) => {
      if (error instanceof KnowledgeError && error.kind !== 'unavailable') return null;
      throw error;
    });
  }
}

const viewDoubt = (doubt: ListedDoubt, titles: ReadonlyMap<string, string>): AffectedItem => {
  const title = titles.get(doubt.documentId);
  return {
    id: doubt.id,
    target: { kind: doubt.targetKind, id: doubt.targetId, question: doubt.question, matter: doubt.matter },
    cause: doubt.cause,
    document: title === undefined ? null : { id: doubt.documentId, title },
    spans: doubt.spans.length,
    foundAt: doubt.foundAt.toISOString(),
    logIndex: doubt.logIndex,
    state: doubt.state,
    settledAt: doubt.settledAt?.toISOString() ?? null,
    settledBy: doubt.settledBy?.name ?? null,
    reason: doubt.reason,
    isYours: doubt.isTheirs,
  };
};
