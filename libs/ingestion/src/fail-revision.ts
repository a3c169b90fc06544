import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import type { Failure } from '#knowledge';
import { RevisionRepository } from '#library';
import { DataSource } from 'typeorm';

/** Ends a pending revision with a reason, and says so in the log; both or neither. */
@Injectable()
export class FailRevision {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly revisions: RevisionRepository,
    private readonly log: AuditLog,
  ) {}

  /** A revision that is not pending any more is left as it is. */
  async run(revisionId: string, failure: Failure): Promise<void> {
    await this.source.transaction(async (manager) => {
      if (!(await this.revisions.fail(manager, revisionId, failure))) return;
      const subject = { revision: revisionId, code: failure.code };
      await this.log.append([{ kind: 'revision.failed', actor: 'system', subject }], manager);
    });
  }
}
