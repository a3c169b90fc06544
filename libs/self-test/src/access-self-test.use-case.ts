import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, BARRED_CANARY, SINGLE_CANARY } from '#access';
import { AuditLog } from '#audit';
import { Clock, type Principal, type Visibility, ifFound } from '#knowledge';
import { CollectionRepository, DocumentRepository, PassageRepository } from '#library';
import { RetrievePassages, SearchScopes } from '#retrieval';
import { DataSource } from 'typeorm';
import { SelfTestEntity } from './self-test.entity.js';
import { CANARY_KEEPER, type CanaryDocument, CanaryDocuments } from './canary-documents.js';

/** What the newest self-test found. */
export interface SelfTestResult {
  readonly at: Date;
  /** Looks that were taken. */
  readonly looks: number;
  /** Ways by which a canary saw what is denied to it, or missed what is granted. Empty: all is well. */
  readonly wrong: readonly string[];
}

/** Every way of reading, told as the documents of these that somebody sees by it. */
type Path = (visibility: Visibility, documents: readonly CanaryDocument[]) => Promise<ReadonlySet<string>>;

/**
 * Looks every night, by every way of reading, for documents that one canary was denied and another was granted. The result is
 * an entry of the log and a line of `doctor`.
 */
@Injectable()
export class AccessSelfTest {
  private readonly logger = new Logger('Access');

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly canaries: CanaryDocuments,
    private readonly collections: CollectionRepository,
    private readonly documents: DocumentRepository,
    private readonly passages: PassageRepository,
    private readonly scopes: SearchScopes,
    private readonly retrieve: RetrievePassages,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The newest result, whoever ran it; null before the first. */
  async newest(): Promise<SelfTestResult | null> {
    const [found] = await this.source.getRepository(SelfTestEntity).find({ order: { at: 'DESC' }, take: 1 });
    return found ? { at: found.at, looks: found.looks, wrong: found.wrong } : null;
  }

  /** @throws Error when the canary documents can't be put there. */
  async run(): Promise<SelfTestResult> {
    const all = await this.canaries.ready();
    const [first, second] = all;
    const wrong = [
      ...(await this.look('barred', BARRED_CANARY, all, [first])),
      ...(await this.look('single', SINGLE_CANARY, all, [second])),
    ];
    const result = { at: this.clock.now(), looks: 2 * Object.keys(this.paths()).length, wrong };
    const subject = { looks: result.looks, wrong: wrong.length, version: await this.access.version() };
    await this.source.transaction(async (manager) => {
      await manager.getRepository(SelfTestEntity).insert({ id: randomUUID(), ...result });
      await this.log.append([{ kind: 'access.self_tested', actor: 'system', subject }], manager);
    });
    if (wrong.length > 0) this.logger.error(`The self-test of access failed: ${wrong.join('; ')}`);
    return result;
  }

  private async look(
    who: string,
    principal: Principal,
    all: readonly CanaryDocument[],
    expected: readonly CanaryDocument[],
  ): Promise<string[]> {
    const visibility = await this.access.visibilityOf(principal);
    const wrong: string[] = [];
    for (const [name, path] of Object.entries(this.paths())) {
      const seen = await path(visibility, all);
      for (const { documentId } of all) {
        const should = expected.some((one) => one.documentId === documentId);
        if (seen.has(documentId) !== should) wrong.push(`${who}, ${name}: ${should ? 'missing' : 'leaked'}`);
      }
    }
    return wrong;
  }

  private paths(): Record<string, Path> {
    return {
      'keyword search': (visibility, all) => this.searched(visibility, all, 'keyword'),
      'vector search': (visibility, all) => this.searched(visibility, all, 'vector'),
      list: async (visibility, all) => {
        const pages = await Promise.all(
          all.map(({ collectionId }) => this.documents.list(visibility, { collectionId, offset: 0, limit: 10 })),
        );
        return new Set(pages.flatMap(({ documents }) => documents.map(({ id }) => id)));
      },
      titles: async (visibility, all) => {
        const ids = all.map(({ documentId }) => documentId);
        return new Set((await this.documents.titlesAmong(visibility, ids)).keys());
      },
      count: (visibility, all) =>
        among(all, async ({ collectionId }) => (await this.collections.tally(visibility, [collectionId])).live > 0),
      show: (visibility, all) => among(all, ({ documentId }) => isFound(this.documents.show(visibility, documentId))),
      text: (visibility, all) => among(all, ({ revisionId }) => isFound(this.passages.textOf(visibility, revisionId))),
      file: (visibility, all) =>
        among(all, ({ revisionId }) => isFound(this.passages.revision(visibility, revisionId))),
    };
  }

  /** Asked of all three tables, whatever of them the canary could name: the filter inside the search has to hold. */
  private async searched(
    visibility: Visibility,
    all: readonly CanaryDocument[],
    mode: 'keyword' | 'vector',
  ): Promise<Set<string>> {
    const names = all.map(({ collectionId }) => collectionId);
    const scope = await this.scopes.resolve(await this.access.overviewFor(CANARY_KEEPER), names, null);
    const { passages } = await this.retrieve.run(visibility, {
      ...{ query: this.canaries.word, tables: scope.tables, embedder: scope.embedder, collections: names },
      lexicon: scope.lexicon,
      ...{ filter: {}, asOf: null, mode, rerank: 'off', limit: 10 },
    });
    return new Set(passages.map(({ documentId }) => documentId));
  }
}

async function among(
  all: readonly CanaryDocument[],
  isSeen: (document: CanaryDocument) => Promise<boolean>,
): Promise<Set<string>> {
  const seen = await Promise.all(all.map(isSeen));
  return new Set(all.filter((_, at) => seen[at]).map(({ documentId }) => documentId));
}

async function isFound(read: Promise<unknown>): Promise<boolean> {
  return (await ifFound(read.then(() => true))) ?? false;
}
