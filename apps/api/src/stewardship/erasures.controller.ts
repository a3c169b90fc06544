import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { AuditLog, LogKeys, SignedCheckpoints } from '#audit';
import {
  type ErasureCertificateView,
  type ErasureList,
  type ErasurePreviewView,
  type ErasureView,
  type PreviewErasure,
  type RequestErasure,
  erasureQuery,
  previewErasure,
  requestErasure,
} from '#contracts';
import type { Principal } from '#knowledge';
import { Erase, ErasureNotFound } from '#stewardship';
import type { z } from 'zod';
import { Asker, RecentSignIn } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { viewErasure, viewPreview } from './stewardship.view.js';

/**
 * Erasing for good, in two steps: a preview, then its hash confirmed. Administrators erase, auditors may look; where
 * the settings ask for it, another administrator approves first.
 */
@Controller('api/v1/erasures')
export class ErasuresController {
  constructor(
    private readonly erasing: Erase,
    private readonly log: AuditLog,
    private readonly checkpoints: SignedCheckpoints,
    private readonly keys: LogKeys,
  ) {}

  @Get()
  async list(
    @Asker() principal: Principal,
    @Query({ schema: erasureQuery }) { offset, limit }: z.infer<typeof erasureQuery>,
  ): Promise<ErasureList> {
    const { erasures, total } = await this.erasing.list(principal, offset, limit);
    return { erasures: erasures.map(viewErasure), total };
  }

  /** What would go. Nothing is changed. */
  @Post('preview')
  @HttpCode(200)
  async preview(
    @Asker() principal: Principal,
    @Body({ schema: previewErasure }) body: PreviewErasure,
  ): Promise<ErasurePreviewView> {
    return viewPreview(await this.erasing.preview(principal, body));
  }

  @RecentSignIn()
  @Post()
  async confirm(
    @Asker() principal: Principal,
    @Body({ schema: requestErasure }) { plan, reason, ...wanted }: RequestErasure,
  ): Promise<ErasureView> {
    return viewErasure(await this.erasing.confirm(principal, wanted, plan, reason));
  }

  @RecentSignIn()
  @Post(':id/approval')
  @HttpCode(200)
  async approve(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<ErasureView> {
    return viewErasure(await this.erasing.approve(principal, id));
  }

  @RecentSignIn()
  @Post(':id/refusal')
  @HttpCode(200)
  async decline(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<ErasureView> {
    return viewErasure(await this.erasing.decline(principal, id));
  }

  @Get(':id')
  async show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<ErasureView> {
    return viewErasure(await this.erasing.show(principal, id));
  }

  /** The certificate with all that proves it without this service. */
  @Get(':id/certificate')
  async certificate(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
  ): Promise<ErasureCertificateView> {
    const { certificate, logIndex } = await this.erasing.show(principal, id);
    const leaf = logIndex === null ? null : await this.log.leaf(logIndex);
    if (certificate === null || logIndex === null || leaf === null)
      throw new ErasureNotFound('There is no certificate: this was not erased.');
    const proof = await this.checkpoints.proofOf(logIndex);
    const keys = (await this.keys.known()).map(({ vkey }) => vkey);
    return { format: 'chancery-erasure-certificate/1', certificate, leaf, proof, keys };
  }
}
