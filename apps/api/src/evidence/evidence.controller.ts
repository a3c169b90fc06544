import type { Readable } from 'node:stream';
import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import type { Principal } from '#knowledge';
import type { Response } from 'express';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { EvidenceDesk } from './evidence-desk.js';

/** Packs for assessors. Nothing comes in that the caller could not read one by one. */
@Controller('api/v1')
export class EvidenceController {
  constructor(private readonly desk: EvidenceDesk) {}

  /** A decision with its answers, their sources and proofs, for somebody who trusts nothing but the log's key. */
  @Get('decisions/:id/evidence')
  async ofDecision(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const pack = await this.desk.ofDecision(principal, id);
    return packed(response, pack, `decision-${id}.zip`);
  }

  @Get('records/:id/evidence')
  async ofRecord(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const pack = await this.desk.ofRecord(principal, id);
    return packed(response, pack, `record-${id}.zip`);
  }
}

function packed(response: Response, pack: Readable, name: string): StreamableFile {
  response.setHeader('Cache-Control', 'private, no-store');
  return new StreamableFile(pack, { type: 'application/zip', disposition: `attachment; filename="${name}"` });
}
