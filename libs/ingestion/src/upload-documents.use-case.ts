import { rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import { JobQueues } from '#jobs';
import { Clock, type Failure, type Metadata, type Principal, failureOf } from '#knowledge';
import {
  type ArrivedFile,
  BlobStore,
  type Collection,
  DocumentRepository,
  type Registration,
  holdBlobs,
} from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { arrivedFile } from './arrived-file.js';
import { CreateCollection } from './create-collection.use-case.js';
import { documentPath } from './document-path.js';
import { parseRevision } from './jobs.js';

/** A file as it came over the wire, in a temporary place that this use case cleans up. */
export interface IncomingFile {
  /** What the sender calls it, folders included. */
  readonly path: string;
  readonly temporaryPath: string;
  readonly sizeBytes: number;
  readonly title?: string;
  readonly metadata: Metadata;
}

export interface Rejection extends Failure {
  readonly path: string;
}

export interface UploadOutcome {
  readonly registrations: readonly Registration[];
  readonly rejected: readonly Rejection[];
}

/**
 * Take files into a collection: bytes into the blob store, rows and log entries in one transaction, then jobs.
 * A file that can't be taken is rejected with its reason and stops none of the others.
 */
@Injectable()
export class UploadDocuments {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly createCollection: CreateCollection,
    private readonly documents: DocumentRepository,
    private readonly blobs: BlobStore,
    private readonly log: AuditLog,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  async run(principal: Principal, collectionName: string, files: readonly IncomingFile[]): Promise<UploadOutcome> {
    try {
      this.access.require(principal, 'upload documents');
      const collection = await this.createCollection.ensure(principal, collectionName);
      const { registrations, rejected } = await this.source.transaction(async (manager) => {
        await holdBlobs(manager);
        const { arrived, rejected } = await this.receive(files);
        return { registrations: await this.register(manager, principal, collection, arrived), rejected };
      });
      const fresh = registrations.filter((registration) => registration.outcome !== 'unchanged');
      await this.queues.offer(
        parseRevision,
        fresh.map(({ revisionId }) => ({ revisionId })),
      );
      return { registrations, rejected };
    } finally {
      await Promise.all(files.map((file) => rm(file.temporaryPath, { force: true })));
    }
  }

  private async receive(files: readonly IncomingFile[]): Promise<{ arrived: ArrivedFile[]; rejected: Rejection[] }> {
    const byPath = new Map<string, ArrivedFile>();
    const rejected: Rejection[] = [];
    for (const result of await Promise.all(files.map((file) => this.receiveOne(file)))) {
      if ('code' in result) rejected.push(result);
      // Two files for one place in one upload: the later one is what the sender sees there.
      else byPath.set(result.path, result);
    }
    return { arrived: [...byPath.values()], rejected };
  }

  private async receiveOne(file: IncomingFile): Promise<ArrivedFile | Rejection> {
    try {
      const path = documentPath(file.path);
      return await arrivedFile({ ...file, path }, this.blobs);
    } catch (error) {
      return { path: printable(file.path), ...failureOf(error) };
    }
  }

  private async register(
    manager: EntityManager,
    principal: Principal,
    collection: Collection,
    files: readonly ArrivedFile[],
  ): Promise<Registration[]> {
    if (files.length === 0) return [];
    const registrations = await this.documents.register(manager, collection.id, files, this.clock.now());
    const hashes = new Map(files.map((file) => [file.path, file.sha256]));
    const events = registrations
      .filter((registration) => registration.outcome !== 'unchanged')
      .map((registration): LogEvent => ({
        kind: 'document.uploaded',
        actor: principal.userId,
        subject: {
          collection: collection.id,
          document: registration.documentId,
          revision: registration.revisionId,
          sha256: hashes.get(registration.path)!,
        },
      }));
    // Evaluations come and go by the thousand documents; they are logged as collections.
    if (collection.kind === 'library' && hasSome(events)) await this.log.append(events, manager);
    return registrations;
  }
}

function hasSome<T>(items: readonly T[]): items is readonly [T, ...T[]] {
  return items.length > 0;
}

/** A refused name, safe to show in a terminal or a table. */
const printable = (name: string): string =>
  name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd')
    .slice(0, 300);
