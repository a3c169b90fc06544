import type { PageSpan } from '#knowledge';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The stored text of one revision: what chunks, spans and quotes refer to. Never changed once the revision is live. */
@Entity({ name: 'revision_texts' })
export class RevisionTextEntity {
  @PrimaryColumn({ name: 'revision_id', type: 'uuid', primaryKeyConstraintName: 'revision_texts_pkey' })
  revisionId: string;

  @Column({ type: 'text' })
  text: string;

  @Column({ type: 'jsonb' })
  pages: PageSpan[];

  @Column({ type: 'text' })
  sha256: string;
}
