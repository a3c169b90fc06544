import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  UploadedFiles,
  UseInterceptors,
} from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import { AccessPolicy } from '#access';
import {
  type ChangeDocument,
  type CheckFiles,
  type DocumentDetail,
  type DocumentList,
  type DocumentQuery,
  type RetryFailed,
  type UploadResult,
  changeDocument,
  checkFiles,
  documentQuery,
  metadata,
  retryFailed,
  type UnlockRequest,
  unlockDocument,
  uploadFields,
} from '#contracts';
import { type IncomingFile, ManageDocuments, PutUnderMatter, UnlockDocument, UploadDocuments } from '#ingestion';
import { type Principal, bareFailure } from '#knowledge';
import { CollectionRepository, DescriptionRepository, DocumentRepository, MemberRepository } from '#library';
import { z } from 'zod';
import { Asker } from '../http/auth.guard.js';
import { DiscardUploads } from '../http/discard-uploads.interceptor.js';
import { RequestInvalid } from '../http/http-errors.js';
import { idInPath } from '../http/id-in-path.js';
import { isStorable } from '../http/storable-text.js';
import { viewDetail, viewDocument } from './library.view.js';

const MOST_FILES = 200;
const pathList = z.array(z.string().max(4_000)).max(MOST_FILES);
const metadataList = z.array(metadata.nullable()).max(MOST_FILES).refine(isStorable);

/** Documents in the caller's sight. An upload answers for each file by itself, and before any of them is read. */
@Controller('api/v1/documents')
export class DocumentsController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly documents: DocumentRepository,
    private readonly members: MemberRepository,
    private readonly descriptions: DescriptionRepository,
    private readonly uploads: UploadDocuments,
    private readonly manage: ManageDocuments,
    private readonly unlocking: UnlockDocument,
    private readonly putting: PutUnderMatter,
  ) {}

  @Post()
  @UseInterceptors(FilesInterceptor('files', MOST_FILES), DiscardUploads)
  async upload(
    @Asker() principal: Principal,
    @UploadedFiles() files: Express.Multer.File[] | undefined,
    @Body({ schema: uploadFields }) fields: z.infer<typeof uploadFields>,
  ): Promise<UploadResult> {
    if (!files || files.length === 0)
      throw new RequestInvalid('Send at least one file in the multipart field "files".', { problem: 'no_file' });
    const incoming = toIncoming(files, fields);
    const { registrations, rejected } = await this.uploads.run(principal, fields.collection, incoming, fields.matter);
    const count = (outcome: string) => registrations.filter((registration) => registration.outcome === outcome).length;
    return {
      accepted: count('accepted'),
      unchanged: count('unchanged'),
      revised: count('revised'),
      rejected: rejected.map((each) => ({ path: each.path, ...bareFailure(each) })),
      documents: registrations.map(({ partedFrom: _, ...registration }) => registration),
    };
  }

  @Post('check')
  @HttpCode(200)
  async check(
    @Asker() principal: Principal,
    @Body({ schema: checkFiles }) { collection, files }: CheckFiles,
  ): Promise<{ unchanged: string[] }> {
    const visibility = await this.access.visibilityOf(principal);
    const found = await this.collections.find(visibility, collection);
    return { unchanged: found ? await this.documents.unchanged(visibility, found.id, files) : [] };
  }

  @Post('retry')
  @HttpCode(200)
  async retry(
    @Asker() principal: Principal,
    @Body({ schema: retryFailed }) scope: RetryFailed,
  ): Promise<{ retried: number }> {
    const { collection, documentId } = scope;
    return {
      retried: await this.manage.retry(principal, {
        ...(collection ? { collection } : {}),
        ...(documentId ? { documentId } : {}),
      }),
    };
  }

  @Get()
  async list(
    @Asker() principal: Principal,
    @Query({ schema: documentQuery }) query: DocumentQuery,
  ): Promise<DocumentList> {
    const visibility = await this.access.visibilityOf(principal);
    const { collection, state, text, parent, offset, limit } = query;
    const [named] = collection ? await this.collections.resolve(visibility, [collection]) : [];
    const filter = {
      ...(named ? { collectionId: named.id } : {}),
      ...(state ? { state } : {}),
      ...(text ? { text } : {}),
      ...(parent ? { parentId: parent } : {}),
      offset,
      limit,
    };
    const { documents, total } = await this.documents.list(visibility, filter);
    return { documents: documents.map(viewDocument), total };
  }

  @Get(':id')
  async show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<DocumentDetail> {
    const visibility = await this.access.visibilityOf(principal);
    const document = await this.documents.show(visibility, id);
    const relatives = await this.members.relatives(visibility, id);
    return viewDetail(document, relatives, document.current && (await this.descriptions.find(document.current.id)));
  }

  @Patch(':id')
  async change(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: changeDocument }) { matter }: ChangeDocument,
  ): Promise<DocumentDetail> {
    await this.putting.run(principal, id, matter);
    return this.show(principal, id);
  }

  @Delete(':id')
  async remove(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<DocumentDetail> {
    await this.manage.remove(principal, id);
    return this.show(principal, id);
  }

  @Post(':id/unlock')
  @HttpCode(200)
  async unlock(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: unlockDocument }) { password }: UnlockRequest,
  ): Promise<DocumentDetail> {
    await this.unlocking.run(principal, id, password);
    return this.show(principal, id);
  }

  @Post(':id/restore')
  @HttpCode(200)
  async restore(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<DocumentDetail> {
    await this.manage.restore(principal, id);
    return this.show(principal, id);
  }
}

function toIncoming(files: readonly Express.Multer.File[], fields: z.infer<typeof uploadFields>): IncomingFile[] {
  const paths = listField('paths', fields.paths, pathList, files.length);
  const given = listField('metadata', fields.metadata, metadataList, files.length);
  return files.map((file, i) => {
    const { title, ...rest } = given?.[i] ?? {};
    return {
      path: paths?.[i] ?? file.originalname,
      temporaryPath: file.path,
      sizeBytes: file.size,
      metadata: rest,
      ...(title ? { title } : {}),
    };
  });
}

/** A JSON array in a text field beside the files, one item a file. */
function listField<T>(name: string, text: string | undefined, schema: z.ZodType<T[]>, count: number): T[] | null {
  if (text === undefined) return null;
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success || parsed.data.length !== count)
    throw new RequestInvalid(
      `The field "${name}" must be a JSON array with one valid item for each of the ${count} files.`,
    );
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
