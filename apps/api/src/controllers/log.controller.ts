import { Controller, Get } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import type { LogVerification } from '#contracts';
import { AnswerRecordRepository } from '#decisions';
import type { Principal } from '#knowledge';
import { Asker } from '../http/auth.guard.js';

@Controller('api/v1/log')
export class LogController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly log: AuditLog,
    private readonly records: AnswerRecordRepository,
  ) {}

  @Get('checkpoint')
  async checkpoint(@Asker() principal: Principal): Promise<{ size: number; root: string }> {
    this.access.require(principal, 'read the log');
    return this.log.checkpoint();
  }

  /** Re-derive the whole log from its entries, and every record from its entry. */
  @Get('verify')
  async verify(@Asker() principal: Principal): Promise<LogVerification> {
    this.access.require(principal, 'read the log');
    const [log, recordProblems] = [await this.log.verify(), await this.records.problems()];
    const problems = [...log.problems, ...recordProblems];
    return { ...log, problems, ok: problems.length === 0 };
  }
}
