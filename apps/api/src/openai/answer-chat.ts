import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { ChatCompletionRequest } from '#contracts';
import { type AskedQuestion, Decide, type DecideProgress } from '#decisions';
import type { Principal } from '#knowledge';
import { CollectionRepository } from '#library';
import { PortalAddress } from '../http/portal-address.js';
import { viewAnswer } from '../answers/answer.view.js';
import type { Completed } from './chat-completion.js';
import { readModelId } from './model-ids.js';
import { ModelNotServed } from './openai-errors.js';
import { readConversation } from './read-conversation.js';

/** A chat as a question to the library: recorded and logged like any other. */
@Injectable()
export class AnswerChat {
  constructor(
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly decide: Decide,
    private readonly address: PortalAddress,
  ) {}

  /** What is asked, before anything is answered. @throws ModelNotServed, ConversationUnfit */
  async read(principal: Principal, chat: ChatCompletionRequest): Promise<AskedQuestion> {
    const named = readModelId(chat.model);
    if (!named) throw new ModelNotServed();
    const { mode, collection } = named;
    if (collection !== null && !(await this.collections.find(await this.access.visibilityOf(principal), collection)))
      throw new ModelNotServed();
    const { question, previous } = readConversation(chat.messages);
    const followUp = chat.follow_up ?? null;
    return {
      question,
      collections: [...(collection === null ? [] : [collection]), ...chat.collections],
      filter: chat.filter,
      matter: chat.matter ?? null,
      model: mode === 'quoted' ? 'quoted' : null,
      followUp,
      ...(followUp === null && previous ? { told: previous } : {}),
    };
  }

  /** Answer what was {@link read}. @throws what {@link Decide} throws. */
  async run(
    principal: Principal,
    chat: ChatCompletionRequest,
    asked: AskedQuestion,
    emit: (progress: DecideProgress) => void,
    signal: AbortSignal,
  ): Promise<Completed> {
    const recorded = await this.decide.run(principal, asked, emit, signal);
    return {
      answer: viewAnswer(recorded),
      tokens: recorded.trace.tokenCounts,
      model: chat.model,
      created: Math.floor(Date.now() / 1000),
      portalUrl: this.address.url,
    };
  }
}
