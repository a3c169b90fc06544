import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CoverageNote, type Failure, KnowledgeError } from '#knowledge';
import { noteOf } from '../coverage-notes.js';
import { HEAD_BYTES, detectType } from '../detect-type.js';
import { DocumentEncrypted } from '../parse-errors.js';
import { ArchiveBomb, ArchiveTooDeep, ArchiveTooLarge, ArchiveTooManyMembers } from './archive-errors.js';
import { freeName, isSystemFile, memberName } from './member-name.js';
import { type Member, RATIO_COUNTS_FROM, type Unpack } from './unpack.js';

/** For each member that may be kept, so many may be looked at: archives hold files of other kinds and of systems as well. */
const MOST_MET = 20;

/** One member's bytes can't be had; the others may be. */
export class MemberDamaged extends Error {}

/** Why a member is not read: what completes "… was not read:", with the code of a refusal or a word for it. */
export type MemberReason = Pick<Failure, 'code' | 'message'>;

/** Why a member is named and not read: the end of a sentence that names it. */
export const TOO_DEEP: MemberReason = {
  code: 'too_deep',
  message: 'it lies deeper than is opened here (ARCHIVE_DEPTH).',
};
/** Links are never followed: they may lead out of the archive. The end of a sentence that names the member. */
export const IS_LINK: MemberReason = { code: 'link', message: 'it is a link.' };

/** Bytes of a member, in order; may end in {@link MemberDamaged}. */
export type MemberBytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Takes the members of one container, one after the other, within what may be unpacked. A member of a kind that can't be
 * read is named in a note; passing a limit refuses the whole container.
 */
export class MemberSink {
  readonly members: Member[] = [];
  readonly notes: CoverageNote[] = [];
  readonly #taken = new Set<string>();
  #unpackedBytes = 0;
  #met = 0;

  /** @param packedBytes Size of the container, which what comes out of it is compared with. */
  constructor(
    private readonly unpack: Unpack,
    private readonly packedBytes: number,
  ) {}

  /** Whether containers may be opened where this one lies. */
  get isTooDeep(): boolean {
    return this.unpack.depth > this.unpack.limits.maxDepth;
  }

  /** @throws ArchiveTooDeep */
  requireDepth(): void {
    if (this.isTooDeep) throw new ArchiveTooDeep(this.unpack.limits.maxDepth);
  }

  /**
   * Take one member. Its bytes are read to the end also when it is not kept.
   * @param given What the container calls it.
   * @throws ArchiveTooManyMembers, ArchiveTooLarge, ArchiveBomb
   */
  async add(given: string, bytes: MemberBytes, page?: number): Promise<void> {
    this.#meet();
    const { name, isChanged } = memberName(given);
    if (isSystemFile(name)) return this.#drain(bytes);
    const own = freeName(name, this.#taken);
    const file = String(this.members.length);
    const path = join(this.unpack.folder, file);
    const handle = await open(path, 'w');
    let written: Written;
    try {
      written = await this.#write(own, bytes, handle);
    } catch (error) {
      if (!(error instanceof MemberDamaged)) throw error;
      written = { sizeBytes: 0, refusal: { code: 'damaged', message: `it is damaged (${error.message}).` } };
    } finally {
      await handle.close();
    }
    if (written.refusal) {
      await rm(path, { force: true });
      return this.#notRead(own, written.refusal, page);
    }
    if (this.members.length >= this.unpack.membersLeft) throw new ArchiveTooManyMembers(this.unpack.limits.maxMembers);
    this.#taken.add(own);
    this.members.push({ name: own, file, sizeBytes: written.sizeBytes });
    if (isChanged)
      this.notes.push(
        noteOf(
          'member.renamed',
          `A name inside was not usable as it stood; the file is kept as ${own}.`,
          { name: own },
          page,
        ),
      );
  }

  /** Name a member that is not read, and why. @throws ArchiveTooManyMembers */
  skip(given: string, reason: MemberReason, page?: number): void {
    this.#meet();
    this.#notRead(given, reason, page);
  }

  #notRead(given: string, { code, message }: MemberReason, page: number | undefined): void {
    const { name } = memberName(given);
    this.notes.push(noteOf('member.not_read', `${name} was not read: ${message}`, { name, reason: code }, page));
  }

  async #write(name: string, bytes: MemberBytes, handle: FileHandle): Promise<Written> {
    let head: Uint8Array = new Uint8Array();
    let refusal: MemberReason | null | undefined;
    let sizeBytes = 0;
    for await (const piece of bytes) {
      this.#count(piece.length);
      sizeBytes += piece.length;
      if (refusal) continue;
      await handle.write(piece);
      if (refusal === null) continue;
      head = head.length === 0 ? piece : Buffer.concat([head, piece]);
      if (head.length >= HEAD_BYTES) refusal = await refusalOf(name, head);
    }
    return { sizeBytes, refusal: refusal === undefined ? await refusalOf(name, head) : refusal };
  }

  async #drain(bytes: MemberBytes): Promise<void> {
    for await (const piece of bytes) this.#count(piece.length);
  }

  /** What is not kept takes time, too. */
  #meet(): void {
    const { maxMembers } = this.unpack.limits;
    if (++this.#met > maxMembers * MOST_MET) throw new ArchiveTooManyMembers(maxMembers, maxMembers * MOST_MET);
  }

  #count(bytes: number): void {
    this.#unpackedBytes += bytes;
    const { bytesLeft, limits } = this.unpack;
    if (this.#unpackedBytes > bytesLeft) throw new ArchiveTooLarge(limits.maxBytes);
    if (this.#unpackedBytes > Math.max(RATIO_COUNTS_FROM, this.packedBytes * limits.maxRatio))
      throw new ArchiveBomb(limits.maxRatio);
  }
}

interface Written {
  readonly sizeBytes: number;
  /** Why the member can't be read; null when it can. */
  readonly refusal: MemberReason | null;
}

async function refusalOf(name: string, head: Uint8Array): Promise<MemberReason | null> {
  try {
    await detectType(name.slice(name.lastIndexOf('/') + 1), head.subarray(0, HEAD_BYTES));
    return null;
  } catch (error) {
    // A locked file is kept: its password may come later.
    if (error instanceof DocumentEncrypted) return null;
    if (error instanceof KnowledgeError) return error;
    throw error;
  }
}
