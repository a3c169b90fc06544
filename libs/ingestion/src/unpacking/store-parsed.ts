import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogEvent } from '#audit';
import { Clock, type CoverageNote, type Metadata, coverageOf, coverageWith } from '#knowledge';
import {
  type ArrivedFile,
  BlobStore,
  DocumentRegister,
  type HeldParent,
  Holds,
  MemberRepository,
  type ParsedRevision,
  type Registration,
  type RevisionRecord,
  RevisionRepository,
  holdBlobs,
} from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { arrivedFile } from '../arrived-file.js';
import { LONGEST_PATH } from '../document-path.js';
import type { Member, Unpack } from '../parsing/index.js';
import { ArchiveTooLarge, ArchiveTooManyMembers, noteOf } from '../parsing/index.js';

/** What reading a file gave, the files inside it included. */
export interface ReadRevision {
  readonly parsed: ParsedRevision;
  readonly members: readonly Member[];
  readonly unpack: Unpack;
}

/**
 * Keep what reading a revision gave: its text and chunks, and the files inside it as documents below it, in one transaction
 * with their log entries. Members that are there with the same bytes stay as they are, changed ones get a revision, and those
 * that are no longer inside are removed, unless a legal hold keeps them.
 */
@Injectable()
export class StoreParsed {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly revisions: RevisionRepository,
    private readonly register: DocumentRegister,
    private readonly members: MemberRepository,
    private readonly holds: Holds,
    private readonly blobs: BlobStore,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @param from `failed` for a revision that could not be read before and now was.
   * @param more Log entries besides those about members.
   * @returns Revisions of members that wait to be read now; null when the revision was not waiting to be read any more.
   * @throws ArchiveTooManyMembers, ArchiveTooLarge when another container of the same sent file was quicker.
   */
  async run(
    revision: RevisionRecord,
    read: ReadRevision,
    from: 'queued' | 'failed' = 'queued',
    more: readonly LogEvent[] = [],
  ): Promise<string[] | null> {
    return this.source
      .transaction(async (manager) => {
        const parent = await this.members.hold(manager, revision.documentId);
        // A newer revision of the container may have been sent meanwhile: what is inside that one counts.
        if (parent?.latestRevisionId !== revision.id)
          return (await this.revisions.saveParsed(revision.id, read.parsed, manager, from)) ? [] : null;
        await holdBlobs(manager);
        const { files, notes } = await this.arrive(revision, parent, read);
        const registered = await this.registerMembers(manager, revision, parent, files);
        const taken = new Set(registered.map(({ path }) => path));
        const lost = files.filter(({ path }) => !taken.has(path)).map(({ path }) => placeTaken(path));
        const parsed = withNotes(read, [...notes, ...lost], registered.length);
        const isSaved = await this.revisions.saveParsed(revision.id, parsed, manager, from);
        if (!isSaved) throw new OvertakenReading();
        const removed = await this.removeOthers(manager, revision, parent, [...taken]);
        await this.requireRoom(manager, revision, read);
        await this.logAll(manager, revision, parent, files, registered, removed, more);
        return registered.filter(({ outcome }) => outcome !== 'unchanged').map(({ revisionId }) => revisionId);
      })
      .catch((error: unknown) => {
        if (error instanceof OvertakenReading) return null;
        throw error;
      });
  }

  /** Members become blobs; a name that is too long below this place is left out and said so. */
  private async arrive(
    revision: RevisionRecord,
    parent: HeldParent,
    { members, unpack }: ReadRevision,
  ): Promise<{ files: ArrivedFile[]; notes: CoverageNote[] }> {
    const files: ArrivedFile[] = [];
    const notes: CoverageNote[] = [];
    for (const { name, file, sizeBytes } of members) {
      const path = `${parent.path}/${name}`;
      if (path.length > LONGEST_PATH) notes.push(pathTooLong(name));
      else
        files.push(
          await arrivedFile(
            { path, sizeBytes, temporaryPath: join(unpack.folder, file), metadata: inherited(revision) },
            this.blobs,
          ),
        );
    }
    return { files, notes };
  }

  private async registerMembers(
    manager: EntityManager,
    revision: RevisionRecord,
    parent: HeldParent,
    files: readonly ArrivedFile[],
  ): Promise<Registration[]> {
    if (files.length === 0) return [];
    const { collectionId, removedAt } = parent;
    const registered = await this.register.register(
      manager,
      collectionId,
      files,
      this.clock.now(),
      revision.documentId,
    );
    // What comes out of a document that was removed while it was read is removed with it.
    if (removedAt && registered.length > 0)
      await this.register.setRemoved(
        manager,
        registered.map(({ documentId }) => documentId),
        removedAt,
      );
    return registered;
  }

  private async removeOthers(
    manager: EntityManager,
    { documentId }: RevisionRecord,
    { removedAt }: HeldParent,
    paths: readonly string[],
  ): Promise<string[]> {
    const others = removedAt ? [] : await this.members.others(manager, documentId, paths);
    const held = await this.holds.familiesHeld(manager, others);
    const gone = others.filter((id) => !held.has(id));
    if (gone.length === 0) return [];
    const all = [...gone, ...(await this.members.below(manager, gone, null))];
    await this.register.setRemoved(manager, all, this.clock.now());
    return all;
  }

  /** Containers side by side are read at once, each with what was left when it began. */
  private async requireRoom(manager: EntityManager, { documentId }: RevisionRecord, read: ReadRevision): Promise<void> {
    if (read.members.length === 0) return;
    const { limits } = read.unpack;
    const use = await this.members.use(documentId, manager);
    if (use.members + read.members.length > limits.maxMembers) throw new ArchiveTooManyMembers(limits.maxMembers);
    const own = read.members.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    if (use.bytes + own > limits.maxBytes) throw new ArchiveTooLarge(limits.maxBytes);
  }

  private async logAll(
    manager: EntityManager,
    revision: RevisionRecord,
    { collectionId }: HeldParent,
    files: readonly ArrivedFile[],
    registered: readonly Registration[],
    removed: readonly string[],
    more: readonly LogEvent[],
  ): Promise<void> {
    const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]));
    const events: LogEvent[] = registered
      .filter(({ outcome }) => outcome !== 'unchanged')
      .map(({ documentId, revisionId, path }) => ({
        kind: 'revision.unpacked',
        actor: 'system',
        subject: {
          collection: collectionId,
          document: documentId,
          revision: revisionId,
          sha256: hashes.get(path)!,
          from: revision.id,
        },
      }));
    for (const document of removed)
      events.push({ kind: 'document.removed', actor: 'system', subject: { document, from: revision.id } });
    const [first, ...rest] = [...events, ...more];
    if (first) await this.log.append([first, ...rest], manager);
  }
}

/** What keeping the files inside brought to light belongs to what was read, too. */
function withNotes({ parsed, members }: ReadRevision, more: readonly CoverageNote[], kept: number): ParsedRevision {
  const coverage = parsed.coverage ?? coverageOf(parsed.notes, parsed.pageCount);
  return {
    ...parsed,
    notes: [...parsed.notes, ...more],
    coverage: coverageWith(coverage, more, members.length === 0 ? coverage.members : kept),
  };
}

/** The revision left its state while its members were being kept: all of it is undone. */
class OvertakenReading extends Error {}

/** What the sender said of the container (its matter, its client) holds for what is inside; its title does not. */
function inherited({ metadata }: RevisionRecord): Metadata {
  const { title: _title, ...rest } = metadata;
  return rest;
}

const placeTaken = (path: string): CoverageNote =>
  noteOf('member.place_taken', `${path} was not read from here: another document has that place.`, { name: path });

const pathTooLong = (name: string): CoverageNote =>
  noteOf('member.not_read', `${name} was not read: its path would be longer than ${LONGEST_PATH} characters.`, {
    name,
    reason: 'document.bad_name',
  });
