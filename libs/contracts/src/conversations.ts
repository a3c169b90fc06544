import { z } from 'zod';
import { asOfMoment, collectionNames, failure, metadata } from './common.js';
import { feedbackView } from './feedback.js';
import { answerDocument, askQuestion, citedSource } from './questions.js';

/** `organization`: everybody who is signed in may read it; answers only as far as they may see the documents behind them. */
export const conversationShare = z.enum(['private', 'organization']);
export type ConversationShare = z.infer<typeof conversationShare>;

const title = z.string().trim().min(1, 'Give the conversation a title.').max(200);
const matter = z.string().trim().min(1).max(100);
const model = z.string().trim().min(1).max(200);

/** Collections, matter and model hold for its questions unless a question names its own. */
export const createConversation = z.strictObject({
  /** The first question, shortened, when left out. */
  title: title.optional(),
  collections: collectionNames.default([]),
  matter: matter.optional(),
  model: model.optional(),
});
export type CreateConversation = z.infer<typeof createConversation>;

/** Absent members stay as they are. */
export const changeConversation = z.strictObject({
  title: title.optional(),
  share: conversationShare.optional(),
  isArchived: z.boolean().optional(),
  collections: collectionNames.optional(),
  matter: matter.nullable().optional(),
  model: model.nullable().optional(),
});
export type ChangeConversation = z.infer<typeof changeConversation>;

/** Pages of conversations, newest activity first. */
export const conversationQuery = z.strictObject({
  /** Words of the title, of a question or of an answer; the beginnings of words are enough, and every one must occur. */
  query: z.string().trim().max(200).optional(),
  /** `true`: only other people's that are shared; `false`: only one's own. Both when left out. */
  shared: z.stringbool().optional(),
  /** Archived ones instead of the others. */
  archived: z.stringbool().default(false),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ConversationQuery = z.infer<typeof conversationQuery>;

/** Which branch to show: any turn; the newest leaf below it is taken. The chosen branch when left out. */
export const conversationBranch = z.strictObject({ turn: z.uuid().optional() });

/** A conversation in a list, without its turns. */
export const conversationSummary = z.object({
  id: z.string(),
  title: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  isMine: z.boolean(),
  share: conversationShare,
  isArchived: z.boolean(),
  createdAt: z.string(),
  /** Of the newest question. */
  activeAt: z.string(),
  /** Turns of the branch that is shown; a question that was put or answered anew counts once. */
  turns: z.int(),
  /** With `query`: the newest turn that matches; null when only the title does, or nothing was searched for. */
  match: z.string().nullable(),
});
export type ConversationSummary = z.infer<typeof conversationSummary>;

/** Newest activity first. */
export const conversationList = z.object({ conversations: z.array(conversationSummary), total: z.int() });
export type ConversationList = z.infer<typeof conversationList>;

/** One question of a conversation with its answer, as the reader may see it now. */
export const turnView = z.object({
  id: z.string(),
  /** The turn that this one follows up; null for the first of a branch. */
  parent: z.string().nullable(),
  /** This turn and the other questions or answers in its place, oldest first. Show one by naming it as `turn`. */
  siblings: z.array(z.string()),
  record: z.string(),
  question: z.string(),
  outcome: z.enum(['answered', 'refused']),
  askedAt: z.string(),
  /** null when it rests on documents that the reader may not see; `withheld` says so then. */
  answer: answerDocument.nullable(),
  withheld: failure.nullable(),
  /** Each revision that it cites, as it stands today; none where the answer is withheld. */
  sources: z.array(citedSource).optional(),
  /** What it was asked in, each null where it was not given: what a question in its place keeps. null for others than its asker. */
  circumstances: z
    .object({ asOf: z.string().nullable(), purpose: z.string().nullable(), onBehalfOf: z.string().nullable() })
    .nullable(),
  /** The reader's own. */
  feedback: feedbackView.nullable(),
});
export type TurnView = z.infer<typeof turnView>;

/** A conversation with the turns of one branch, first to last. */
export const conversationDetail = conversationSummary.omit({ match: true, turns: true }).extend({
  /** For its owner as given; for others only those that they may see. */
  collections: z.array(z.string()),
  matter: z.string().nullable(),
  model: z.string().nullable(),
  turns: z.array(turnView),
  /** Last turn of the branch that is shown; null while nothing was asked. */
  leaf: z.string().nullable(),
});
export type ConversationDetail = z.infer<typeof conversationDetail>;

/**
 * A question within a conversation: like `POST /api/v1/questions`, with the branch's last turn as what it follows up.
 * Members that are absent are the conversation's own. The answer's `turn` names where it was put.
 */
export const askInConversation = askQuestion.omit({ followUp: true, collections: true, filter: true }).extend({
  collections: collectionNames.optional(),
  /**
   * Ask in the place of this turn: a new branch from what stood before it. The turn stays. Of `asOf`, `purpose`,
   * `onBehalfOf`, `filter` and `answerMode`, what is absent is as it was asked there; null leaves it out.
   */
  replaces: z.uuid().optional(),
  filter: metadata.optional(),
  purpose: askQuestion.shape.purpose.unwrap().nullable().optional(),
  onBehalfOf: askQuestion.shape.onBehalfOf.unwrap().nullable().optional(),
  asOf: asOfMoment.nullable().optional(),
});
export type AskInConversation = z.infer<typeof askInConversation>;

/** The same question once more, as a sibling of its turn; absent members are as they were asked. */
export const regenerateTurn = z.strictObject({
  model: askQuestion.shape.model,
  answerMode: askQuestion.shape.answerMode,
});
export type RegenerateTurn = z.infer<typeof regenerateTurn>;

/** Any turn: the newest leaf below it is where the conversation goes on. */
export const chooseBranch = z.strictObject({ turn: z.uuid() });
export type ChooseBranch = z.infer<typeof chooseBranch>;
