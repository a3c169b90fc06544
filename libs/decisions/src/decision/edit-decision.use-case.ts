import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { People } from '#access';
import type { EditDecision as Edits } from '#contracts';
import { Clock, type Principal } from '#knowledge';
import { MatterRepository } from '#library';
import { AnswerRecordRepository, type RecordReader } from '../answer-record.repository.js';
import { askedBy } from '../record-body.js';
import type { DecisionContent } from './decision.js';
import { DecisionReaders } from './decision-readers.js';
import { DecisionRepository } from './decision.repository.js';
import { DecisionChanged } from './errors.js';
import { refuseForeign } from './latest-dispositions.js';
import { nextState } from './next-state.js';
import { refuseUnknownMatter, responsibleNamed, reviewersNamed, sealedRecords } from './rests-on.js';
import { refuseUnfit } from './who-may.js';

/** Change the draft of a decision. Every edit is a step of its own. */
@Injectable()
export class EditDecision {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly people: People,
    private readonly records: AnswerRecordRepository,
    private readonly decisions: DecisionRepository,
    private readonly matters: MatterRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws DecisionNotFound, StepNotYours, IllegalTransition unless it is a draft, DecisionChanged, and what a new draft throws. */
  async run(principal: Principal, id: string, edits: Edits): Promise<void> {
    const reader = await this.readers.of(principal);
    const decision = await this.decisions.show(reader, id);
    refuseUnfit(decision, principal.userId, 'edit');
    const to = nextState(decision.state, 'edit');
    if (decision.version !== edits.version) throw new DecisionChanged();
    const content = await this.edited(decision.content, edits, reader);
    // One that was given before there were matters, or that was closed since, stays as it is.
    if (content.matter !== decision.content.matter)
      await refuseUnknownMatter(this.matters, reader.visibility, content.matter);
    const dispositions = edits.dispositions ?? [];
    refuseForeign(dispositions, content.records);
    await this.decisions.take({
      ...{ format: 3, decision: id, version: edits.version + 1, action: 'edit', from: decision.state, to, content },
      by: askedBy(principal),
      at: this.clock.now().toISOString(),
      reason: '',
      dispositions,
      successor: null,
    });
  }

  private async edited(content: DecisionContent, edits: Edits, reader: RecordReader): Promise<DecisionContent> {
    const { version: _version, dispositions: _dispositions, records, responsible, reviewers, ...plain } = edits;
    const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
    return {
      ...content,
      // Drafts from before content was salted get theirs with the next edit.
      salt: content.salt ?? randomBytes(32).toString('hex'),
      ...given,
      // A record that it rests on already stays, also when the editor is not the one who asked.
      ...(records && { records: await this.recordsOf(content, records, reader) }),
      ...(responsible !== undefined && {
        responsible: await responsibleNamed(this.people, reader.principal, responsible),
      }),
      ...(reviewers && { reviewers: await reviewersNamed(this.people, reviewers) }),
    };
  }

  private async recordsOf(content: DecisionContent, ids: readonly string[], reader: RecordReader) {
    const known = new Map(content.records.map((record) => [record.id, record]));
    const added = await sealedRecords(
      this.records,
      reader,
      ids.filter((id) => !known.has(id)),
    );
    const all = new Map([...known, ...added.map((record) => [record.id, record] as const)]);
    return ids.flatMap((id) => all.get(id) ?? []);
  }
}
