import { Injectable } from '@nestjs/common';
import { JobQueues } from '#jobs';
import { SealOlderDecisions } from './decision/index.js';
import { FindDoubts, SealOlderReasons } from './doubts/index.js';
import { SealOlderFeedback } from './feedback/index.js';
import { findDoubts, indexPrecedents, noteRecords, remindReviews, sealRecords } from './jobs.js';
import { IndexPrecedents, RemindReviews } from './memory/index.js';
import { NoteOlderRecords } from './note-older-records.use-case.js';
import { SealOlderRecords } from './seal-older-records.use-case.js';

/** Puts the work of decisions on the queues. The tables say what there is to do. */
@Injectable()
export class SweepDecisions {
  constructor(
    private readonly doubts: FindDoubts,
    private readonly precedents: IndexPrecedents,
    private readonly reviews: RemindReviews,
    private readonly noting: NoteOlderRecords,
    private readonly sealingRecords: SealOlderRecords,
    private readonly sealingDecisions: SealOlderDecisions,
    private readonly sealingReasons: SealOlderReasons,
    private readonly sealingFeedback: SealOlderFeedback,
    private readonly queues: JobQueues,
  ) {}

  async run(): Promise<void> {
    if (await this.doubts.pending()) await this.queues.add(findDoubts, [{}]);
    if ((await this.precedents.pending()) > 0) await this.queues.add(indexPrecedents, [{}]);
    if (await this.reviews.pending()) await this.queues.add(remindReviews, [{}]);
    if (await this.noting.isPending()) await this.queues.add(noteRecords, [{}]);
    if (await this.isSomethingInClear()) await this.queues.add(sealRecords, [{}]);
  }

  private async isSomethingInClear(): Promise<boolean> {
    const sealings = [this.sealingRecords, this.sealingDecisions, this.sealingReasons, this.sealingFeedback];
    for (const sealing of sealings) if (await sealing.isPending()) return true;
    return false;
  }
}
