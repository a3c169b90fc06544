import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AuditLog, LogEntryNotFound, LogKeys, LogProofs, SignedCheckpoints } from '#audit';
import {
  type ConsistencyProof,
  type ConsistencyQuery,
  type LogCheckpoint,
  type LogEntries,
  type LogEntriesQuery,
  type LogEntryProof,
  type LogVerification,
  consistencyQuery,
  logEntriesQuery,
} from '#contracts';
import { AnswerRecordRepository, DecisionCheck, DoubtCheck, FeedbackCheck, LinkCheck } from '#decisions';
import type { Principal } from '#knowledge';
import { z } from 'zod';
import { Asker } from '../http/auth.guard.js';

const indexInPath = z.coerce.number().int().min(0);

@Controller('api/v1/log')
export class LogController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly log: AuditLog,
    private readonly checkpoints: SignedCheckpoints,
    private readonly proofs: LogProofs,
    private readonly keys: LogKeys,
    private readonly records: AnswerRecordRepository,
    private readonly feedback: FeedbackCheck,
    private readonly decisions: DecisionCheck,
    private readonly links: LinkCheck,
    private readonly doubts: DoubtCheck,
  ) {}

  @Get('checkpoint')
  async checkpoint(@Asker() principal: Principal): Promise<LogCheckpoint> {
    this.access.require(principal, 'read the log');
    return { ...(await this.checkpoints.latest()), keys: await this.vkeys() };
  }

  /** Re-derive the whole log from its entries, records and decisions from theirs, and hold it against all that was signed. */
  @Get('verify')
  async verify(@Asker() principal: Principal): Promise<LogVerification> {
    this.access.require(principal, 'read the log');
    const log = await this.log.verify();
    const problems = [
      ...log.problems,
      ...(await this.records.problems()),
      ...(await this.decisions.problems()),
      ...(await this.links.problems()),
      ...(await this.doubts.problems()),
      ...(await this.feedback.problems()),
      ...(await this.checkpoints.problems()),
    ];
    return { ...log, problems, ok: problems.length === 0 };
  }

  @Get('entries')
  async entries(
    @Asker() principal: Principal,
    @Query({ schema: logEntriesQuery }) { from, limit }: LogEntriesQuery,
  ): Promise<LogEntries> {
    this.access.require(principal, 'read the log');
    const { size } = await this.log.checkpoint();
    return { size, entries: await this.log.leaves(from, limit) };
  }

  @Get('entries/:index/proof')
  async proof(
    @Asker() principal: Principal,
    @Param('index', { schema: indexInPath }) index: number,
  ): Promise<LogEntryProof> {
    this.access.require(principal, 'read the log');
    const leaf = await this.log.leaf(index);
    if (leaf === null) throw new LogEntryNotFound((await this.log.checkpoint()).size);
    return { index, leaf, proof: await this.checkpoints.proofOf(index), keys: await this.vkeys() };
  }

  @Get('consistency')
  async consistency(
    @Asker() principal: Principal,
    @Query({ schema: consistencyQuery }) { from, to }: ConsistencyQuery,
  ): Promise<ConsistencyProof> {
    this.access.require(principal, 'read the log');
    const path = await this.proofs.consistency(from, to);
    return { from, to, path: path.map((hash) => hash.toString('base64')) };
  }

  /** Change the key that signs the log. */
  @Post('keys')
  @HttpCode(201)
  async rotateKey(@Asker() principal: Principal): Promise<LogCheckpoint> {
    this.access.require(principal, 'change the log key');
    return { ...(await this.checkpoints.rotateKey(principal.userId)), keys: await this.vkeys() };
  }

  private async vkeys(): Promise<string[]> {
    return (await this.keys.known()).map(({ vkey }) => vkey);
  }
}
