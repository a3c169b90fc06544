import { Controller, Get, Param, Res } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import type { RevisionText } from '#contracts';
import { type Principal, actorOf, underView } from '#knowledge';
import { BlobStore, PassageRepository } from '#library';
import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { viewRevisionText } from './revision-text.view.js';

/** A revision's text and original bytes, superseded and removed ones included, for whoever may see its document. */
@Controller('api/v1/revisions')
export class RevisionsController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly passages: PassageRepository,
    private readonly blobs: BlobStore,
    private readonly log: AuditLog,
  ) {}

  /** The stored text that citations point into. */
  @Get(':id/text')
  async text(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<RevisionText> {
    return viewRevisionText(await this.passages.textOf(await this.access.visibilityOf(principal), id));
  }

  /** The original bytes. Only PDF is shown in place, and nothing in it may run: other types are downloads. */
  @Get(':id/file')
  async file(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { revision } = await this.passages.revision(await this.access.visibilityOf(principal), id);
    const bytes = await this.blobs.open(revision.sha256);
    const subject = { revision: id, ...underView(principal) };
    await this.log.append([{ kind: 'revision.downloaded', actor: actorOf(principal), subject }]);
    const isPdf = revision.mediaType === 'application/pdf';
    response.attachment(revision.fileName);
    if (isPdf)
      response.setHeader(
        'Content-Disposition',
        response
          .getHeader('Content-Disposition')!
          .toString()
          .replace(/^attachment/, 'inline'),
      );
    response.setHeader('Content-Type', isPdf ? 'application/pdf' : 'application/octet-stream');
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.setHeader('Cache-Control', 'private, no-store');
    response.setHeader('Content-Length', revision.sizeBytes);
    // A reader who leaves half-way is no failure of ours; a broken file ends the connection short of its length.
    await pipeline(bytes, response).catch((error: unknown) => {
      if (!response.destroyed) throw error;
    });
  }
}
