import { KnowledgeError } from '#knowledge';

/** Also for one that is somebody else's and not shared. */
export class ConversationNotFound extends KnowledgeError {
  readonly code = 'conversation.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such conversation, or you may not see it.');
  }
}

/** Who may read a shared conversation asked in it, or tried to change it. */
export class ConversationNotYours extends KnowledgeError {
  readonly code = 'conversation.not_yours';
  readonly kind = 'forbidden';
  constructor() {
    super('This conversation is shared with you to read. Begin one of your own to ask further.');
  }
}

/** The turn is of another conversation, or its record is gone. */
export class TurnNotFound extends KnowledgeError {
  readonly code = 'conversation.turn_not_found';
  readonly kind = 'not-found';
  constructor() {
    super('The conversation has no such question. Load it again.');
  }
}
