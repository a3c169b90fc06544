import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { People } from '#access';
import type { CreateDecision } from '#contracts';
import { Clock, type Principal } from '#knowledge';
import { MatterRepository } from '#library';
import { AnswerRecordRepository } from '../answer-record.repository.js';
import { askedBy } from '../record-body.js';
import { DecisionReaders } from './decision-readers.js';
import { DecisionRepository } from './decision.repository.js';
import { refuseForeign } from './latest-dispositions.js';
import { refuseUnknownMatter, responsibleNamed, reviewersNamed, sealedRecords } from './rests-on.js';

/** Turn answers into a draft of a decision. */
@Injectable()
export class RecordDecision {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly people: People,
    private readonly records: AnswerRecordRepository,
    private readonly decisions: DecisionRepository,
    private readonly matters: MatterRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns The new decision's id.
   * @throws RecordNotFound for a record that is not there or not to be seen; MatterNotFound; ResponsibleUnknown; DispositionForeign; LogUnwritable
   */
  async run(principal: Principal, draft: CreateDecision): Promise<string> {
    const { question, options, choice, reason, matter, audience, reviewOn, dispositions } = draft;
    const reader = await this.readers.of(principal);
    await refuseUnknownMatter(this.matters, reader.visibility, matter);
    const content = {
      ...{ question, options, choice, reason, matter, audience, reviewOn },
      salt: randomBytes(32).toString('hex'),
      responsible: await responsibleNamed(this.people, principal, draft.responsible),
      reviewers: await reviewersNamed(this.people, draft.reviewers),
      records: await sealedRecords(this.records, reader, draft.records),
    };
    refuseForeign(dispositions, content.records);
    const decision = randomUUID();
    await this.decisions.take({
      ...{ format: 3, decision, version: 1, action: 'create', from: null, to: 'draft', dispositions, content },
      by: askedBy(principal),
      at: this.clock.now().toISOString(),
      reason: '',
      successor: null,
    });
    return decision;
  }
}
