import { Injectable } from '@nestjs/common';
import type { TimelineEvent } from '#contracts';
import type { Principal } from '#knowledge';
import { MatterRepository } from '#library';
import { AnswerRecordRepository } from '../answer-record.repository.js';
import { DecisionReaders, DecisionRepository } from '../decision/index.js';
import { DoubtRepository } from '../doubts/index.js';
import { LinkRepository } from './link.repository.js';

/** Decisions, answers and findings of one matter that are looked at. */
const MOST = 500;

/** What happened in a matter, as far as its reader sees it: questions, each step of its decisions, links, what came to be in doubt. */
@Injectable()
export class MatterTimeline {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly decisions: DecisionRepository,
    private readonly records: AnswerRecordRepository,
    private readonly links: LinkRepository,
    private readonly doubts: DoubtRepository,
    private readonly matters: MatterRepository,
  ) {}

  /** Oldest first; nothing for whom a wall bars from the matter. */
  async run(principal: Principal, matter: string): Promise<TimelineEvent[]> {
    const reader = await this.readers.of(principal);
    if (await this.matters.isBarred(reader.visibility, matter)) return [];
    const { decisions } = await this.decisions.list(reader, { matter }, 0, MOST);
    const records = await this.records.ofMatter(reader, matter, MOST);
    const titles = new Map(decisions.map(({ id, content }) => [id, content.question]));
    const steps = await this.decisions.stepsOf([...titles.keys()]);
    const links = await this.links.stepsOf([...titles.keys()]);
    const doubts = await this.doubts.ofMatter(reader, matter, MOST);
    return [
      ...records.map((record): TimelineEvent => ({
        ...{ at: record.createdAt.toISOString(), kind: 'answer', what: record.outcome, by: record.askedBy },
        ...{ title: record.question, decision: null, record: record.id, reason: '', logIndex: record.logIndex },
      })),
      ...steps.map(({ decision, at, action, by, reason, logIndex }): TimelineEvent => ({
        ...{ at, kind: 'step', what: action, by: by.name, title: titles.get(decision) ?? '', decision, record: null },
        ...{ reason, logIndex },
      })),
      ...links.map(({ at, version, kind, by, from, note, logIndex }): TimelineEvent => ({
        ...{ at, kind: version === 1 ? 'linked' : 'unlinked', what: kind, by: by.name, title: titles.get(from) ?? '' },
        ...{ decision: from, record: null, reason: note, logIndex },
      })),
      ...doubts.map((doubt): TimelineEvent => ({
        ...{ at: doubt.foundAt.toISOString(), kind: 'affected', what: doubt.cause, by: '', title: doubt.question },
        decision: doubt.targetKind === 'decision' ? doubt.targetId : null,
        record: doubt.targetKind === 'record' ? doubt.targetId : null,
        ...{ reason: '', logIndex: doubt.logIndex },
      })),
    ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.logIndex - b.logIndex));
  }
}
