import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import {
  type AskInConversation as Question,
  type ChangeConversation,
  type ChooseBranch,
  type ConversationDetail,
  type ConversationList,
  type ConversationQuery,
  type CreateConversation,
  type RegenerateTurn,
  askInConversation,
  changeConversation,
  chooseBranch,
  conversationBranch,
  conversationQuery,
  createConversation,
  regenerateTurn,
} from '#contracts';
import { AskInConversation, ManageConversations, type TurnAnswer } from '#conversations';
import type { Principal } from '#knowledge';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { ConversationDesk } from './conversation-desk.js';
import { AnswerReply } from './answer-reply.js';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { viewAnswer } from './answer.view.js';

/**
 * A person's own conversations, and those shared with everybody, which can be read only. What is asked in one is
 * recorded as any question.
 */
@Controller('api/v1/conversations')
export class ConversationsController {
  constructor(
    private readonly desk: ConversationDesk,
    private readonly managing: ManageConversations,
    private readonly asking: AskInConversation,
    private readonly reply: AnswerReply,
  ) {}

  @Get()
  list(
    @Asker() principal: Principal,
    @Query({ schema: conversationQuery }) query: ConversationQuery,
  ): Promise<ConversationList> {
    return this.desk.list(principal, query);
  }

  @Post()
  async create(
    @Asker() principal: Principal,
    @Body({ schema: createConversation }) { title, collections, matter, model }: CreateConversation,
  ): Promise<ConversationDetail> {
    const given = { title: title ?? '', collections, matter: matter ?? null, model: model ?? null };
    const { id } = await this.managing.create(principal, given);
    return this.desk.show(principal, id, null);
  }

  @Get(':id')
  show(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Query({ schema: conversationBranch }) { turn }: z.infer<typeof conversationBranch>,
  ): Promise<ConversationDetail> {
    return this.desk.show(principal, id, turn ?? null);
  }

  @Patch(':id')
  async change(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: changeConversation }) change: ChangeConversation,
  ): Promise<ConversationDetail> {
    await this.managing.change(principal, id, change);
    return this.desk.show(principal, id, null);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.managing.remove(principal, id);
  }

  @Put(':id/branch')
  async chooseBranch(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: chooseBranch }) { turn }: ChooseBranch,
  ): Promise<ConversationDetail> {
    await this.managing.chooseBranch(principal, id, turn);
    return this.desk.show(principal, id, null);
  }

  /** As `POST /api/v1/questions`: one document or events, and closing the connection cancels. */
  @Post(':id/questions')
  async ask(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: askInConversation }) { collections, matter, model, replaces, ...body }: Question,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const ownOrGiven = { collections: collections ?? null, matter: matter ?? null, model: model ?? null };
    const question = { ...body, ...ownOrGiven, replaces: replaces ?? null };
    await this.reply.send(request, response, async (emit, signal) =>
      viewTurnAnswer(id, await this.asking.run(principal, id, question, emit, signal)),
    );
  }

  /** Likewise. */
  @Post(':id/turns/:turnId/regenerate')
  async regenerate(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Param('turnId', { schema: idInPath }) turnId: string,
    @Body({ schema: regenerateTurn }) otherwise: RegenerateTurn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.reply.send(request, response, async (emit, signal) =>
      viewTurnAnswer(id, await this.asking.again(principal, id, turnId, otherwise, emit, signal)),
    );
  }
}

const viewTurnAnswer = (conversation: string, { turnId, answer }: TurnAnswer) => ({
  ...viewAnswer(answer),
  turn: { conversation, id: turnId },
});
