import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LinkDecision as Wish } from '#contracts';
import { Clock, type Principal } from '#knowledge';
import { PassageRepository } from '#library';
import { AnswerRecordRepository } from '../answer-record.repository.js';
import {
  type Decision,
  type DecisionReader,
  DecisionReaders,
  DecisionRepository,
  reviewersOf,
} from '../decision/index.js';
import { LinkNotFound, LinkNotYours, SpanUnknown } from './errors.js';
import type { DecisionLink } from './link.js';
import { LinkRepository } from './link.repository.js';

/** Say how a decision stands to others and what it relies on; and take that back. */
@Injectable()
export class LinkDecisions {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly decisions: DecisionRepository,
    private readonly records: AnswerRecordRepository,
    private readonly passages: PassageRepository,
    private readonly links: LinkRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DecisionNotFound, RecordNotFound, RevisionNotFound for what is not there or not in sight; LinkNotYours,
   *   LinkCircular, LinkExists, SpanUnknown, LogUnwritable
   */
  async make(principal: Principal, from: string, { kind, to, note }: Wish): Promise<DecisionLink> {
    const reader = await this.readers.of(principal);
    const decision = await this.decisions.show(reader, from);
    if (!isNamed(decision, principal.userId)) throw new LinkNotYours();
    const place = await this.placeOf(reader, to);
    return this.links.make(
      {
        ...{ format: 2, salt: aSalt(), link: randomUUID(), version: 1, from, kind, to, note },
        by: { id: principal.userId, name: principal.name },
        at: this.clock.now().toISOString(),
      },
      place,
    );
  }

  /** Also for who made the link, when the decision names them no more. @throws DecisionNotFound, LinkNotFound, LinkNotYours */
  async withdraw(principal: Principal, from: string, link: string, note: string): Promise<void> {
    const decision = await this.decisions.show(await this.readers.of(principal), from);
    const found = (await this.links.of([from])).find(({ id, from: owner }) => id === link && owner === from);
    if (!found) throw new LinkNotFound();
    if (!isNamed(decision, principal.userId) && found.by.id !== principal.userId) throw new LinkNotYours();
    await this.links.withdraw({
      ...{ format: 2, salt: aSalt(), link, version: 2, from, kind: found.kind, to: found.to, note },
      by: { id: principal.userId, name: principal.name },
      at: this.clock.now().toISOString(),
    });
  }

  /** Makes sure that the maker sees what they link to. @returns Where a linked span lies; null for a decision or record. */
  private async placeOf(reader: DecisionReader, to: Wish['to']) {
    if (to.kind === 'decision') await this.decisions.show(reader, to.id);
    if (to.kind === 'record') await this.records.show(reader, to.id);
    if (to.kind !== 'revision') return null;
    const { revision, text, pages } = await this.passages.textOf(reader.visibility, to.id);
    const [start, end] = to.span;
    if (start >= end || end > text.length) throw new SpanUnknown();
    const page = pages.find((each) => each.start <= start && start < each.end)?.page ?? 1;
    return { documentId: revision.documentId, page };
  }
}

const aSalt = () => randomBytes(32).toString('hex');

/** Whether a decision names somebody: as owner, as responsible, as reviewer. */
export const isNamed = ({ owner, content }: Pick<Decision, 'owner' | 'content'>, userId: string): boolean =>
  [owner, content.responsible, ...reviewersOf(content)].some(({ id }) => id === userId);
