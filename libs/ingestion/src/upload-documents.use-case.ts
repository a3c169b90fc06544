import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import { JobQueues, type Turn } from '#jobs';
import { Clock, type Failure, type Metadata, type Principal, type Visibility, canSee, failureOf } from '#knowledge';
import {
  type ArrivedFile,
  BlobStore,
  type Collection,
  CollectionNotFound,
  CollectionRepository,
  DocumentRegister,
  DocumentRepository,
  type Matter,
  MatterClosed,
  MatterRepository,
  PlaceNotWritable,
  type Registration,
  holdBlobs,
} from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { arrivedFile } from './arrived-file.js';
import { CreateCollection } from './create-collection.use-case.js';
import { documentPath } from './document-path.js';
import { parseRevision, syncMatters } from './jobs.js';
import { Turnstile } from './turnstile.js';
import { underMatter } from './under-matter.js';

/** A file as it came over the wire, in a temporary place that this use case cleans up. */
export interface IncomingFile {
  /** What the sender calls it, folders included. */
  readonly path: string;
  readonly temporaryPath: string;
  readonly sizeBytes: number;
  readonly title?: string;
  /** `matter` is looked up: the document comes under the matter of that number. */
  readonly metadata: Metadata;
}

/** A file of an upload that was not taken, with why; the others went on without it. */
export interface Rejection extends Failure {
  readonly path: string;
  /** What was thrown, for those who ask whether it would happen again. */
  readonly cause: unknown;
}

/** What became of each file; no error of one file is thrown. */
export interface UploadOutcome {
  readonly registrations: readonly Registration[];
  readonly rejected: readonly Rejection[];
}

/**
 * While its bytes are sealed, an upload has two connections: its transaction's, which keeps the files from being cleared away,
 * and one for the key. Were all of the pool's taken by first ones, none would ever get its second.
 */
const UPLOADS_AT_ONCE = 3;

/**
 * Take files into a collection: bytes into the blob store, rows and log entries in one transaction, then jobs.
 * A file that can't be taken is rejected with its reason and stops none of the others.
 */
@Injectable()
export class UploadDocuments {
  private readonly doors = new Turnstile(UPLOADS_AT_ONCE);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly createCollection: CreateCollection,
    private readonly collections: CollectionRepository,
    private readonly documents: DocumentRepository,
    private readonly register: DocumentRegister,
    private readonly matters: MatterRepository,
    private readonly blobs: BlobStore,
    private readonly log: AuditLog,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  /** @param matter Number of the matter that all of them come under, where a file's own metadata names none. */
  async run(
    principal: Principal,
    collectionName: string,
    files: readonly IncomingFile[],
    matter?: string,
  ): Promise<UploadOutcome> {
    try {
      this.access.require(principal, 'upload documents');
      const matters = await this.mattersOf(principal, files, matter);
      const collection = await this.createCollection.ensure(principal, collectionName);
      return await this.takeInto(principal, collection, principal.userId, files, { matters, turn: 'in_turn' });
    } finally {
      await discard(files);
    }
  }

  /**
   * The same for what arrives by itself, with the rights of the person in whose name it comes.
   * @param actor Who the log says brought it.
   * @throws CollectionNotFound when it was removed meanwhile, or that person does not see it.
   */
  async take(
    behalf: Principal,
    collectionId: string,
    actor: string,
    files: readonly IncomingFile[],
  ): Promise<UploadOutcome> {
    try {
      const collection = await this.collections.byId(collectionId);
      this.access.require(behalf, 'upload documents');
      const isSeen = canSee(await this.access.visibilityOf(behalf), collectionId);
      if (!collection || !isSeen) throw new CollectionNotFound(collectionId);
      return await this.takeInto(behalf, collection, actor, files, { matters: NO_MATTERS, turn: 'last' });
    } finally {
      await discard(files);
    }
  }

  private async takeInto(
    behalf: Principal,
    collection: Collection,
    actor: string,
    files: readonly IncomingFile[],
    { matters, turn }: { readonly matters: ReadonlyMap<string, string>; readonly turn: Turn },
  ): Promise<UploadOutcome> {
    const visibility = await this.access.visibilityOf(behalf);
    const { registrations, rejected } = await this.doors.pass(() =>
      this.source.transaction(async (manager) => {
        await holdBlobs(manager);
        const { arrived, rejected } = await this.receive(files, matters);
        const { free, taken, hidden } = await this.freePlaces(manager, visibility, collection, arrived);
        const registrations = await this.registerFiles(manager, actor, collection, free);
        await this.noteHidden(manager, actor, collection, hidden);
        return { registrations, rejected: [...rejected, ...taken] };
      }),
    );
    if (matters.size > 0) await this.queues.offer(syncMatters, [{ cause: randomUUID() }]);
    const fresh = registrations.filter((registration) => registration.outcome !== 'unchanged');
    await this.queues.offer(
      parseRevision,
      fresh.map(({ revisionId }) => ({ revisionId })),
      turn,
    );
    return { registrations, rejected };
  }

  /**
   * The matters that an upload names, by number; under the empty one that of all files. A number in a file's metadata that
   * is no matter stays metadata, until somebody adds the matter.
   * @throws MatterNotFound, MatterClosed
   */
  private async mattersOf(
    principal: Principal,
    files: readonly IncomingFile[],
    matter: string | undefined,
  ): Promise<Map<string, string>> {
    const visibility = await this.access.visibilityOf(principal);
    const found = new Map<string, string>();
    for (const number of new Set(files.flatMap(({ metadata }) => metadata['matter'] ?? []))) {
      const known = await this.matters.find(visibility, number);
      if (known) found.set(number, openMatter(known));
    }
    if (matter !== undefined) found.set('', openMatter(await this.matters.resolve(visibility, matter)));
    return found;
  }

  /** A document that the sender may not see keeps its place. */
  private async freePlaces(
    manager: EntityManager,
    visibility: Visibility,
    { id }: Collection,
    files: readonly ArrivedFile[],
  ): Promise<Places> {
    const paths = files.map(({ path }) => path);
    const hidden = await this.documents.hiddenPlaces(manager, visibility, id, paths);
    const taken = paths.filter((path) => hidden.has(path)).map((path) => rejectionOf(path, new PlaceNotWritable()));
    return { free: files.filter(({ path }) => !hidden.has(path)), taken, hidden: [...hidden.values()] };
  }

  /** Whoever may write into a collection learns that a place in it is taken by what they may not see; the log tells that they did. */
  private async noteHidden(
    manager: EntityManager,
    actor: string,
    { id: collection }: Collection,
    hidden: readonly string[],
  ): Promise<void> {
    const [first, ...rest] = hidden.map((document): LogEvent => {
      return { kind: 'document.hidden_place_met', actor, subject: { collection, document } };
    });
    if (first) await this.log.append([first, ...rest], manager);
  }

  private async receive(
    files: readonly IncomingFile[],
    matters: ReadonlyMap<string, string>,
  ): Promise<{ arrived: ArrivedFile[]; rejected: Rejection[] }> {
    const byPath = new Map<string, ArrivedFile>();
    const rejected: Rejection[] = [];
    for (const result of await Promise.all(files.map((file) => this.receiveOne(file, matters)))) {
      if ('code' in result) rejected.push(result);
      // Two files for one place in one upload: the later one is what the sender sees there.
      else byPath.set(result.path, result);
    }
    return { arrived: [...byPath.values()], rejected };
  }

  private async receiveOne(file: IncomingFile, matters: ReadonlyMap<string, string>): Promise<ArrivedFile | Rejection> {
    try {
      const path = documentPath(file.path);
      const matterId = matters.get(file.metadata['matter'] ?? '');
      return { ...(await arrivedFile({ ...file, path }, this.blobs)), ...(matterId ? { matterId } : {}) };
    } catch (error) {
      return rejectionOf(printable(file.path), error);
    }
  }

  private async registerFiles(
    manager: EntityManager,
    actor: string,
    collection: Collection,
    files: readonly ArrivedFile[],
  ): Promise<Registration[]> {
    if (files.length === 0) return [];
    await this.access.endBarred(manager, await this.matters.comingUnder(manager, collection.id, files));
    const registrations = await this.register.register(manager, collection.id, files, this.clock.now());
    const arrived = new Map(files.map((file) => [file.path, file]));
    const events = registrations.flatMap((registration) =>
      uploadedEvent(actor, collection.id, registration, arrived.get(registration.path)!),
    );
    for (const { documentId: document, partedFrom } of registrations) {
      const kept = partedFrom ? await this.access.keepInherited(manager, document, partedFrom) : [];
      for (const { subject, state } of kept)
        events.push({ kind: 'grant.changed', actor, subject: { [subject.kind]: subject.id, document, access: state } });
    }
    for (const [path, matterId] of files.flatMap((file) =>
      file.matterId ? [[file.path, file.matterId] as const] : [],
    )) {
      const document = registrations.find((one) => one.path === path)!.documentId;
      const moved = await this.matters.put(manager, [document], matterId);
      events.push(...moved.map((id) => underMatter(actor, id, matterId)));
    }
    // Evaluations come and go by the thousand documents; they are logged as collections.
    if (collection.kind === 'library' && hasSome(events)) await this.log.append(events, manager);
    return registrations;
  }
}

/** A new document's says which matter it came under, or null for none; later ones have entries of their own for that. */
function uploadedEvent(
  actor: string,
  collection: string,
  { documentId: document, revisionId: revision, outcome }: Registration,
  { sha256, matterId }: ArrivedFile,
): LogEvent[] {
  if (outcome === 'unchanged') return [];
  const place: LogEvent['subject'] = outcome === 'accepted' ? { matter: matterId ?? null } : {};
  return [{ kind: 'document.uploaded', actor, subject: { collection, document, revision, sha256, ...place } }];
}

const rejectionOf = (path: string, cause: unknown): Rejection => ({ path, ...failureOf(cause), cause });

/** @throws MatterClosed */
function openMatter({ id, number, closedAt }: Matter): string {
  if (closedAt) throw new MatterClosed(number);
  return id;
}

/** Where arrived files may go, and those that may not. */
interface Places {
  readonly free: readonly ArrivedFile[];
  readonly taken: readonly Rejection[];
  /** Ids of the documents that hold the taken places. */
  readonly hidden: readonly string[];
}

const NO_MATTERS: ReadonlyMap<string, string> = new Map();

async function discard(files: readonly IncomingFile[]): Promise<void> {
  await Promise.all(files.map((file) => rm(file.temporaryPath, { force: true })));
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
