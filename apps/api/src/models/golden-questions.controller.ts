import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  type AddGoldenQuestion,
  type EditGoldenQuestion,
  type GoldenQuestionList,
  type GoldenQuestionView,
  addGoldenQuestion,
  editGoldenQuestion,
  goldenQuery,
} from '#contracts';
import { GoldenQuestions, type ListedGoldenQuestion } from '#evaluation';
import { type Principal, pageUnitOf } from '#knowledge';
import type { z } from 'zod';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';

/** Questions with known sources, which every change of the index is measured by. */
@Controller('api/v1/golden-questions')
export class GoldenQuestionsController {
  constructor(private readonly golden: GoldenQuestions) {}

  @Get()
  async list(
    @Asker() principal: Principal,
    @Query({ schema: goldenQuery }) { offset, limit }: z.infer<typeof goldenQuery>,
  ): Promise<GoldenQuestionList> {
    const { questions, total } = await this.golden.list(principal, offset, limit);
    return { questions: questions.map(viewQuestion), total };
  }

  @Post()
  async add(
    @Asker() principal: Principal,
    @Body({ schema: addGoldenQuestion }) { question, collections, expected, origin, note }: AddGoldenQuestion,
  ): Promise<GoldenQuestionView> {
    const collectionIds = await this.golden.collectionIds(principal, collections);
    const made = { ...{ question, collectionIds, origin, note }, expected: expected.map(sourceOf) };
    const { id } = await this.golden.add(principal, made);
    return viewQuestion(await this.golden.show(principal, id));
  }

  @Patch(':id')
  async change(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: editGoldenQuestion }) { question, collections, expected, note }: EditGoldenQuestion,
  ): Promise<GoldenQuestionView> {
    const collectionIds = collections && (await this.golden.collectionIds(principal, collections));
    const changed = await this.golden.change(principal, id, {
      ...(question === undefined ? {} : { question }),
      ...(collectionIds ? { collectionIds } : {}),
      ...(expected ? { expected: expected.map(sourceOf) } : {}),
      ...(note === undefined ? {} : { note }),
    });
    return viewQuestion(changed);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.golden.remove(principal, id);
  }
}

const sourceOf = ({ document, quote, page }: AddGoldenQuestion['expected'][number]) => ({
  documentId: document,
  quote: quote ?? null,
  page: page ?? null,
});

function viewQuestion(listed: ListedGoldenQuestion): GoldenQuestionView {
  const { id, question, collectionIds, collections, expected, origin, note, createdAt, updatedAt } = listed;
  return {
    ...{ id, question, origin, note },
    collections: collectionIds.map((collection) => ({ id: collection, name: collections.get(collection) ?? '' })),
    expected: expected.map((source) => viewSource(listed, source)),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function viewSource(
  { titles, mediaTypes }: ListedGoldenQuestion,
  { documentId, quote, page }: ListedGoldenQuestion['expected'][number],
): GoldenQuestionView['expected'][number] {
  const mediaType = mediaTypes.get(documentId);
  const pageUnit = mediaType === undefined ? {} : { pageUnit: pageUnitOf(mediaType) };
  return { document: documentId, title: titles.get(documentId) ?? null, quote, page, ...pageUnit };
}
