import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import { type Principal, type Visibility, canSee, seesEverything } from '#knowledge';
import { CollectionRepository, DocumentNotFound, DocumentRepository, PassageRepository } from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { GoldenQuestionNotFound, GoldenQuoteNotFound } from './errors.js';
import type { GoldenOrigin, GoldenQuestion } from './golden-question.js';
import { GoldenQuestionRepository } from './golden-question.repository.js';
import { versionOf } from './golden-version.js';
import { standsIn } from './judge-ranking.js';

/** A golden question to be kept. A quote is as it stands in the document; pages from 1. */
export interface NewGoldenQuestion {
  readonly question: string;
  /** None: the whole library. */
  readonly collectionIds: readonly string[];
  readonly expected: readonly {
    readonly documentId: string;
    readonly quote?: string | null;
    readonly page?: number | null;
  }[];
  readonly origin: GoldenOrigin;
  readonly note?: string;
}

/** Absent members stay as they are. */
export type GoldenChange = Partial<Omit<NewGoldenQuestion, 'origin'>>;

/** A golden question as one person may see it. */
export interface ListedGoldenQuestion extends GoldenQuestion {
  /** Titles of the expected documents that are still there, by document id. */
  readonly titles: ReadonlyMap<string, string>;
  /** Media types of what stands in the expected documents, by document id. */
  readonly mediaTypes: ReadonlyMap<string, string>;
  /** Names of its collections, by id. */
  readonly collections: ReadonlyMap<string, string>;
}

/**
 * The golden questions and who may keep them: administrators and librarians, each only those whose collections and documents
 * they may see. Each change and its log entry land together.
 */
@Injectable()
export class GoldenQuestions {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly documents: DocumentRepository,
    private readonly passages: PassageRepository,
    private readonly questions: GoldenQuestionRepository,
    private readonly log: AuditLog,
  ) {}

  /** Oldest first. */
  async list(
    principal: Principal,
    offset: number,
    limit: number,
  ): Promise<{ questions: ListedGoldenQuestion[]; total: number }> {
    const visible = await this.visible(await this.sight(principal), await this.questions.all());
    return { questions: visible.slice(offset, offset + limit), total: visible.length };
  }

  /** @throws GoldenQuestionNotFound also for one that may not be seen. */
  async show(principal: Principal, id: string): Promise<ListedGoldenQuestion> {
    const found = await this.questions.find(id);
    const [visible] = await this.visible(await this.sight(principal), found ? [found] : []);
    if (!visible) throw new GoldenQuestionNotFound();
    return visible;
  }

  /**
   * @param manager Of the caller's transaction, when more must land with it; its last step then.
   * @throws NotAllowed; DocumentNotFound, CollectionNotFound for what may not be seen; GoldenQuoteNotFound for words typed by hand
   *   that the document does not hold. What feedback or an import brings was right once, and is taken as it is.
   */
  async add(principal: Principal, made: NewGoldenQuestion, manager?: EntityManager): Promise<GoldenQuestion> {
    const visibility = await this.sight(principal);
    await this.checkSources(visibility, made);
    if (made.origin === 'manual') await this.checkQuotes(visibility, made.expected);
    const draft = { ...made, expected: sourcesOf(made.expected), note: made.note ?? '' };
    const work = async (own: EntityManager) => {
      const added = await this.questions.add(own, draft, principal.userId);
      await this.note(own, principal, 'added', added);
      return added;
    };
    return manager ? work(manager) : this.source.transaction(work);
  }

  /**
   * Only words that are new are looked up: what stood there already may have been right once.
   * @throws As {@link add}, and GoldenQuestionNotFound.
   */
  async change(principal: Principal, id: string, to: GoldenChange): Promise<ListedGoldenQuestion> {
    const before = await this.show(principal, id);
    const after = {
      question: to.question ?? before.question,
      collectionIds: to.collectionIds ?? before.collectionIds,
      expected: to.expected ? sourcesOf(to.expected) : before.expected,
      note: to.note ?? before.note,
    };
    const visibility = await this.sight(principal);
    await this.checkSources(visibility, { ...after, expected: to.expected ?? [] });
    await this.checkQuotes(visibility, newQuotes(before.expected, after.expected));
    await this.source.transaction(async (manager) => {
      await this.questions.change(manager, id, after);
      await this.note(manager, principal, 'changed', { ...before, ...after });
    });
    return this.show(principal, id);
  }

  async remove(principal: Principal, id: string): Promise<void> {
    const question = await this.show(principal, id);
    await this.source.transaction(async (manager) => {
      await this.questions.remove(manager, id);
      await this.note(manager, principal, 'removed', question);
    });
  }

  /** Ids of collections by name or id, as this person may see them. @throws CollectionNotFound */
  async collectionIds(principal: Principal, names: readonly string[]): Promise<string[]> {
    const found = await this.collections.resolve(await this.sight(principal), names);
    return found.map((collection) => collection.id);
  }

  private async sight(principal: Principal): Promise<Visibility> {
    this.access.require(principal, 'keep golden questions');
    return this.access.visibilityOf(principal);
  }

  private async checkSources(
    visibility: Visibility,
    { collectionIds, expected }: Pick<NewGoldenQuestion, 'collectionIds' | 'expected'>,
  ): Promise<void> {
    await this.collections.resolve(visibility, collectionIds);
    const ids = [...new Set(expected.map(({ documentId }) => documentId))];
    if ((await this.documents.titlesAmong(visibility, ids)).size < ids.length) throw new DocumentNotFound();
  }

  private async checkQuotes(visibility: Visibility, expected: NewGoldenQuestion['expected']): Promise<void> {
    for (const { documentId, quote } of expected) {
      const text = quote ? await this.textOf(visibility, documentId) : null;
      if (quote && text !== null && !standsIn(quote, text)) throw new GoldenQuoteNotFound();
    }
  }

  /** Of what stands now; null while nothing does. */
  private async textOf(visibility: Visibility, documentId: string): Promise<string | null> {
    const { current } = await this.documents.show(visibility, documentId);
    return current && (await this.passages.textOf(visibility, current.id)).text;
  }

  private async visible(visibility: Visibility, questions: readonly GoldenQuestion[]): Promise<ListedGoldenQuestion[]> {
    const seesAll = seesEverything(visibility);
    const ids = questions.flatMap(({ expected }) => expected.map(({ documentId }) => documentId));
    const titles = await this.documents.titlesAmong(visibility, [...new Set(ids)]);
    const mediaTypes = await this.documents.mediaTypesAmong(visibility, [...titles.keys()]);
    const names = new Map((await this.collections.list(visibility)).map(({ id, name }) => [id, name]));
    // A document that is gone and one that is hidden look alike; who sees everything knows that it is gone.
    const isInSight = ({ collectionIds, expected }: GoldenQuestion) =>
      seesAll ||
      (collectionIds.every((id) => canSee(visibility, id)) && expected.every((one) => titles.has(one.documentId)));
    return questions.filter(isInSight).map((question) => ({ ...question, titles, mediaTypes, collections: names }));
  }

  private async note(
    manager: EntityManager,
    principal: Principal,
    change: 'added' | 'changed' | 'removed',
    question: GoldenQuestion,
  ): Promise<void> {
    const subject = { question: question.id, change, version: versionOf(question), origin: question.origin };
    await this.log.append([{ kind: 'golden.changed', actor: principal.userId, subject }], manager);
  }
}

/** The sources whose words, of that document, were not among the earlier ones. */
const newQuotes = (before: GoldenQuestion['expected'], after: GoldenQuestion['expected']) =>
  after.filter((one) => !before.some(({ documentId, quote }) => documentId === one.documentId && quote === one.quote));

const sourcesOf = (expected: NewGoldenQuestion['expected']) =>
  expected.map(({ documentId, quote = null, page = null }) => ({ documentId, quote, page }));
