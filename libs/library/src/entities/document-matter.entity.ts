import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** From which change of access to which a document was under a matter; written by the database itself (a trigger). */
@Entity({ name: 'document_matters' })
@Index('document_matters_now', ['documentId'], { unique: true, where: 'to_seq IS NULL' })
@Index('document_matters_matter', ['matterId'])
export class DocumentMatterEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'document_matters_pkey',
  })
  id: string;

  @Column({ name: 'document_id', type: 'uuid' })
  documentId: string;

  @Column({ name: 'matter_id', type: 'uuid' })
  matterId: string;

  @Column({ name: 'from_seq', type: 'bigint', default: () => 'access_change()' })
  fromSeq: string;

  @Column({ name: 'to_seq', type: 'bigint', nullable: true })
  toSeq: string | null;
}
