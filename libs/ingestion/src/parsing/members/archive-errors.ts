import type { Told } from '#contracts';
import { type CoverageNote, DetailedError } from '#knowledge';

const whole = (n: number): string => n.toLocaleString('en-GB');

/** Counted over all containers inside one file that was sent; none of the one at hand is kept. */
export class ArchiveTooManyMembers extends DetailedError<Told<'archive.too_many_members'>> {
  readonly code = 'archive.too_many_members';
  readonly kind = 'too-large';
  /** @param looked Files that may be looked at, where that is what was passed: most of them are not kept. */
  constructor(limit: number, looked?: number) {
    const many =
      looked === undefined
        ? `More than ${whole(limit)} files come out of it, the limit here (ARCHIVE_MEMBERS).`
        : `It holds more than ${whole(looked)} files, the limit here for archives of which ${whole(limit)} may be read (ARCHIVE_MEMBERS).`;
    super(
      `${many} Send it in several smaller archives.`,
      looked === undefined ? { limit, of: 'kept' } : { limit: looked, of: 'looked_at' },
    );
  }
}

/** Counted as bytes come out, not as the archive states them, and over all containers inside one file that was sent. */
export class ArchiveTooLarge extends DetailedError<Told<'archive.too_large'>> {
  readonly code = 'archive.too_large';
  readonly kind = 'too-large';
  constructor(limitBytes: number) {
    const limitMb = Math.round(limitBytes / 1e6);
    super(
      `More than ${whole(limitMb)} MB come out of it, the limit here (ARCHIVE_UNPACKED_MB). ` +
        'Send it in several smaller archives.',
      { limitMb },
    );
  }
}

/** Files that people pack shrink to a tenth, bombs to a thousandth. */
export class ArchiveBomb extends DetailedError<Told<'archive.ratio'>> {
  readonly code = 'archive.ratio';
  readonly kind = 'too-large';
  constructor(limit: number) {
    super(
      `It unpacks to more than ${whole(limit)} times its size, the limit here (ARCHIVE_RATIO), as files made to fill a disk do. ` +
        'Send the files that you mean by themselves.',
      { limit },
    );
  }
}

/** A container within containers beyond the limit is not opened; those around it are read. */
export class ArchiveTooDeep extends DetailedError<Told<'archive.too_deep'>> {
  readonly code = 'archive.too_deep';
  readonly kind = 'too-large';
  constructor(limit: number) {
    super(
      `It lies more than ${limit} archives deep, the limit here (ARCHIVE_DEPTH). Unpack it and send what is inside.`,
      { limit },
    );
  }
}

/** An archive of which no file can be read. */
export class ArchiveNothingRead extends DetailedError<Told<'archive.nothing_read'>> {
  readonly code = 'archive.nothing_read';
  readonly kind = 'invalid';
  /** @param first Why the first file was not read; null for an archive without files. */
  constructor(files: number, first: CoverageNote | null) {
    const { name, reason } = first?.particulars ?? {};
    super(
      first === null
        ? 'The archive holds no files.'
        : `None of the ${whole(files)} file(s) in the archive can be read. The first: ${first.message}`,
      {
        files,
        ...(name !== undefined && { first: String(name) }),
        ...(reason !== undefined && { reason: String(reason) }),
      },
    );
  }
}
