import { Column } from 'typeorm';

/** What each step is kept as, whatever it is a step of: sealed text, its hash and its place in the log. */
export abstract class SignedStepEntity {
  /** Canonical JSON of the whole step: exactly the bytes that were hashed. In clear only where it was never encrypted. */
  @Column({ type: 'text', nullable: true })
  body: string | null;

  /** The same under the decision's key. */
  @Column({ name: 'sealed_body', type: 'bytea', nullable: true })
  sealedBody: Buffer | null;

  /** Certificate under which it was erased; null while it is there. */
  @Column({ name: 'erased_by', type: 'uuid', nullable: true })
  erasedBy: string | null;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ name: 'log_index', type: 'bigint', transformer: { to: (value: number) => value, from: Number } })
  logIndex: number;
}
