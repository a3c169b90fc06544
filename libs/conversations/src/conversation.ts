import type { ConversationEntity } from './conversation.entity.js';

/** A conversation as other rooms see it. */
export interface Conversation {
  readonly id: string;
  readonly owner: { readonly id: string; readonly name: string };
  /** The empty string until there is a first question or a name. */
  readonly title: string;
  /** Whether a person gave the title; otherwise it is that of the branch's first question. */
  readonly isNamed: boolean;
  /** Names as given; empty means everything that the owner may see. */
  readonly collections: readonly string[];
  readonly matter: string | null;
  readonly model: string | null;
  readonly share: 'private' | 'organization';
  /** Last turn of the branch that goes on; null while nothing was asked. */
  readonly leafId: string | null;
  readonly isArchived: boolean;
  readonly createdAt: Date;
  /** Of the newest question. */
  readonly activeAt: Date;
}

/** A row of conversations as other rooms may know it. */
export const toConversation = (row: ConversationEntity): Conversation => ({
  id: row.id,
  owner: { id: row.ownerId, name: row.ownerName },
  title: row.title,
  isNamed: row.isNamed,
  collections: row.collections,
  matter: row.matter,
  model: row.model,
  share: row.share,
  leafId: row.leafId,
  isArchived: row.archivedAt !== null,
  createdAt: row.createdAt,
  activeAt: row.activeAt,
});
