import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Kinds of entries that may change who may see what; the condition of their index. */
export const ABOUT_ACCESS = `kind ~ '^(access|collection|document|grant|group|key|matter|person|role|wall)[._]' AND kind <> 'document.uploaded'`;

/** Entries about backups; the condition of their index. */
export const ABOUT_BACKUPS = `kind ~ '^backup[.]'`;

/** One entry of the log, a leaf of its Merkle tree (RFC 6962). Rows are added and never changed. */
@Entity({ name: 'log_entries' })
@Index('log_entries_access', ['index'], { where: ABOUT_ACCESS })
@Index('log_entries_backups', ['index'], { where: ABOUT_BACKUPS })
export class LogEntryEntity {
  /** Position from 0, without gaps. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'log_entries_pkey' })
  index: string;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'text' })
  kind: string;

  /** Canonical JSON, exactly the bytes that were hashed. Ids and hashes only: never document text or personal data. */
  @Column({ type: 'text' })
  leaf: string;

  @Column({ name: 'leaf_hash', type: 'bytea' })
  leafHash: Buffer;

  /** Root of the tree whose last leaf this is. */
  @Column({ type: 'bytea' })
  root: Buffer;

  /** The perfect subtrees' roots after this entry, 32 bytes each, largest first. */
  @Column({ type: 'bytea' })
  peaks: Buffer;
}
