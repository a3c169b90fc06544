import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One question with its record. Rows are only added: an edit or another answer is a sibling. */
@Entity({ name: 'conversation_turns' })
@Index('conversation_turns_number', ['conversationId', 'number'], { unique: true })
@Index('conversation_turns_record', ['recordId'], { unique: true })
@Index('conversation_turns_words', { synchronize: false })
export class TurnEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conversation_turns_pkey' })
  id: string;

  @Column({ name: 'conversation_id', type: 'uuid' })
  conversationId: string;

  /** From 1, in the order in which the conversation's turns were recorded. */
  @Column({ type: 'integer' })
  number: number;

  @Column({ name: 'parent_id', type: 'uuid', nullable: true })
  parentId: string | null;

  @Column({ name: 'record_id', type: 'uuid' })
  recordId: string;

  /** Ids of the documents that its answer rests on. */
  @Column({ type: 'uuid', array: true })
  documents: string[];

  /** Words of the question (weight A) and of the answer (weight B). */
  @Column({ type: 'tsvector', select: false })
  words: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
