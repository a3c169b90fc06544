import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { AccessPolicy } from '#access';
import {
  AuditLog,
  CheckpointDeliveries,
  LogEntryNotFound,
  LogKeys,
  LogProofs,
  LogSearch,
  SignedCheckpoints,
} from '#audit';
import {
  type CheckpointHistory,
  type CheckpointHistoryQuery,
  type CheckpointPlaces,
  type ConsistencyProof,
  type ConsistencyQuery,
  type LogCheckpoint,
  type LogEntries,
  type LogEntriesQuery,
  type LogEntryProof,
  checkpointHistoryQuery,
  consistencyQuery,
  logEntriesQuery,
} from '#contracts';
import type { Principal } from '#knowledge';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Asker } from '../http/auth.guard.js';
import { LogVerificationReply } from './log-verification-reply.js';
import { viewCheckpoint, viewPlace } from './log.view.js';

const indexInPath = z.coerce.number().int().min(0);

/** The log and its proofs, for auditors and administrators, who may also change its key; no route writes an entry. */
@Controller('api/v1/log')
export class LogController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly log: AuditLog,
    private readonly checkpoints: SignedCheckpoints,
    private readonly proofs: LogProofs,
    private readonly keys: LogKeys,
    private readonly search: LogSearch,
    private readonly deliveries: CheckpointDeliveries,
    private readonly verifying: LogVerificationReply,
  ) {}

  @Get('checkpoint')
  async checkpoint(@Asker() principal: Principal): Promise<LogCheckpoint> {
    this.access.require(principal, 'read the log');
    return { ...(await this.checkpoints.latestCosigned()), keys: await this.vkeys() };
  }

  /** What was signed, newest first. */
  @Get('checkpoints')
  async history(
    @Asker() principal: Principal,
    @Query({ schema: checkpointHistoryQuery }) { before, limit }: CheckpointHistoryQuery,
  ): Promise<CheckpointHistory> {
    this.access.require(principal, 'read the log');
    return { checkpoints: (await this.checkpoints.history(before ?? null, limit)).map(viewCheckpoint) };
  }

  /** Where checkpoints go besides the database, and how that went last. */
  @Get('places')
  async places(@Asker() principal: Principal): Promise<CheckpointPlaces> {
    this.access.require(principal, 'read the log');
    return { places: (await this.deliveries.places()).map(viewPlace) };
  }

  /** The log and all that it vouches for, re-derived; as events when the client accepts those, with progress. */
  @Get('verify')
  async verify(@Asker() principal: Principal, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.access.require(principal, 'read the log');
    await this.verifying.send(request, response, principal.userId);
  }

  @Get('entries')
  async entries(
    @Asker() principal: Principal,
    @Query({ schema: logEntriesQuery }) { since, until, ...query }: LogEntriesQuery,
  ): Promise<LogEntries> {
    this.access.require(principal, 'read the log');
    const { size } = await this.log.checkpoint();
    const span = { ...(since && { since: new Date(since) }), ...(until && { until: new Date(until) }) };
    return { size, entries: await this.search.find({ ...query, ...span }) };
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
