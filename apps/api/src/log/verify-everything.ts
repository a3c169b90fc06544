import { Inject, Injectable } from '@nestjs/common';
import { AccessCheck } from '#access';
import { AuditLog, CheckpointDeliveries, SignedCheckpoints } from '#audit';
import type { LogVerification } from '#contracts';
import { AnswerRecordRepository, DecisionCheck, DoubtCheck, FeedbackCheck, LinkCheck } from '#decisions';
import { LibraryCheck } from '#ingestion';
import { HoldCheck } from '#stewardship';

/** In the order in which they are checked. */
export type VerificationPart =
  'entries' | 'access' | 'documents' | 'records' | 'decisions' | 'feedback' | 'checkpoints';

/** Told of the part that is at hand, and how many entries were read of how many. */
export type TellProgress = (part: VerificationPart, checked: number, total: number) => void;

/** Keys of the witnesses that the settings name. */
export const WITNESS_KEYS = Symbol('WITNESS_KEYS');

/** Re-derives the whole log from its entries, access, documents, holds, records and decisions from theirs, and holds it against all that was signed. */
@Injectable()
export class VerifyEverything {
  constructor(
    private readonly log: AuditLog,
    private readonly access: AccessCheck,
    private readonly library: LibraryCheck,
    private readonly holds: HoldCheck,
    private readonly records: AnswerRecordRepository,
    private readonly feedback: FeedbackCheck,
    private readonly decisions: DecisionCheck,
    private readonly links: LinkCheck,
    private readonly doubts: DoubtCheck,
    private readonly checkpoints: SignedCheckpoints,
    private readonly deliveries: CheckpointDeliveries,
    @Inject(WITNESS_KEYS) private readonly witnesses: readonly string[],
  ) {}

  /**
   * @param tell Called as it goes on.
   * @throws AbortError once the signal says so.
   */
  async run(signal: AbortSignal, tell: TellProgress = () => undefined): Promise<LogVerification> {
    const { size: total } = await this.log.checkpoint();
    const checked = (done: number) => {
      signal.throwIfAborted();
      tell('entries', Math.min(done, total), total);
    };
    const log = await this.log.verify(checked);
    const parts: [VerificationPart, () => Promise<string[]>][] = [
      ['access', () => this.access.problems(signal)],
      ['documents', () => this.library.problems(signal)],
      ['documents', () => this.holds.problems()],
      ['records', () => this.records.problems()],
      ['decisions', () => this.decisions.problems()],
      ['decisions', () => this.links.problems()],
      ['decisions', () => this.doubts.problems()],
      ['feedback', () => this.feedback.problems()],
      ['checkpoints', () => this.checkpoints.problems(this.witnesses)],
      ['checkpoints', () => this.deliveries.problems()],
    ];
    const problems = [...log.problems];
    for (const [part, find] of parts) {
      signal.throwIfAborted();
      tell(part, log.size, total);
      problems.push(...(await find()));
    }
    return { ...log, problems, ok: problems.length === 0 };
  }
}
