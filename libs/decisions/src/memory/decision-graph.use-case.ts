import { Injectable } from '@nestjs/common';
import type { DecisionGraph as Graph, GraphEdge, GraphNode } from '#contracts';
import type { Principal } from '#knowledge';
import { DocumentRepository, RevisionRepository } from '#library';
import { type AnswerRecord, AnswerRecordRepository } from '../answer-record.repository.js';
import { documentsBehind } from '../documents-behind.js';
import { type Decision, type DecisionReader, DecisionReaders, DecisionRepository } from '../decision/index.js';
import { LinkRepository } from './link.repository.js';

/** Decisions in a graph; beyond that it is cut, and says so. */
const MOST_DECISIONS = 100;

/**
 * What a decision stands on and how it stands to others. What the reader may not see is not there, nor is anything that
 * is reached only through it.
 */
@Injectable()
export class DecisionGraph {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly decisions: DecisionRepository,
    private readonly links: LinkRepository,
    private readonly records: AnswerRecordRepository,
    private readonly documents: DocumentRepository,
    private readonly revisions: RevisionRepository,
  ) {}

  /** @param depth How many steps from decision to decision, from 0. @throws DecisionNotFound */
  async run(principal: Principal, id: string, depth: number): Promise<Graph> {
    const reader = await this.readers.of(principal);
    const root = await this.decisions.show(reader, id);
    const { seen, edges, isCut } = await this.walk(reader, root, depth);
    const sources = await this.sourcesOf(reader, [...seen.values()]);
    const nodes = [...[...seen.values()].map(decisionNode), ...sources.nodes];
    const known = new Set(nodes.map((node) => node.id));
    const among = [...edges, ...sources.edges].filter(({ from, to }) => known.has(from) && known.has(to));
    return { root: id, depth, nodes, edges: among, isCut };
  }

  /** Breadth first, over what is seen alone. */
  private async walk(reader: DecisionReader, root: Decision, depth: number) {
    const seen = new Map([[root.id, root]]);
    const edges = new Map<string, GraphEdge>();
    let isCut = false;
    for (let level = 0, edge = [root]; level <= depth && edge.length > 0; level++) {
      const found = await this.relationsOf(edge);
      for (const each of found) edges.set(each.id, each);
      if (level === depth) break;
      const further = [...new Set(found.flatMap(({ from, to }) => [from, to]))].filter((each) => !seen.has(each));
      const visible = [...(await this.decisions.seenAmong(reader, further)).values()];
      edge = visible.slice(0, MOST_DECISIONS - seen.size);
      isCut ||= edge.length < visible.length;
      for (const decision of edge) seen.set(decision.id, decision);
    }
    return { seen, edges: [...edges.values()], isCut };
  }

  private async relationsOf(decisions: readonly Decision[]): Promise<GraphEdge[]> {
    const linked = await this.links.of(decisions.map(({ id }) => id));
    const replaced = await this.decisions.replacedBy(decisions.map(({ id }) => id));
    return [
      ...linked.map(({ id, from, kind, to, note }) => ({ id, from, kind, to: to.id, note, isLink: true })),
      ...replaced.map(({ id, successor }) => ({
        ...{ id: `${successor}>${id}`, from: successor, kind: 'supersedes' as const, to: id, note: '', isLink: false },
      })),
    ];
  }

  /** The answers and revisions that these decisions rest on, as far as the reader may see them. */
  private async sourcesOf(reader: DecisionReader, decisions: readonly Decision[]) {
    const linked = await this.links.of(decisions.map(({ id }) => id));
    const rests = decisions.flatMap(({ id, content }) => content.records.map((record) => ({ id, record: record.id })));
    const linkedRecords = linked.flatMap(({ to }) => (to.kind === 'record' ? [to.id] : []));
    const found = await this.records.among([...new Set([...rests.map(({ record }) => record), ...linkedRecords])]);
    const titles = await this.documents.titlesAmong(
      reader.visibility,
      [...found.values()].flatMap(({ body }) => documentsBehind(body)),
    );
    const unbarred = await this.records.unbarredAmong(reader.visibility, [...found.keys()]);
    const readable = [...found.values()].filter((record) => this.mayRead(reader, record, titles, unbarred));
    const revisionNodes = await this.revisionNodes(
      reader,
      linked.flatMap(({ to }) => (to.kind === 'revision' ? [to.id] : [])),
    );
    const recordNodes = readable.map(({ id, question, createdAt }): GraphNode => ({
      ...{ id, kind: 'record', title: question, state: null, at: createdAt.toISOString(), document: null },
    }));
    const edges = rests.map(({ id, record }): GraphEdge => ({
      ...{ id: `${id}>${record}`, from: id, kind: 'relies_on', to: record, note: '', isLink: false },
    }));
    return { nodes: [...recordNodes, ...revisionNodes], edges };
  }

  /** Somebody else's answer is shown by its question only to whom nothing bars from it, and who may see all that it took something from. */
  private mayRead(
    { principal, mayReadAll }: DecisionReader,
    { id, body }: AnswerRecord,
    titles: ReadonlyMap<string, string>,
    unbarred: ReadonlySet<string>,
  ): boolean {
    if (body.askedBy.id === principal.userId) return true;
    return unbarred.has(id) && (mayReadAll || documentsBehind(body).every((document) => titles.has(document)));
  }

  private async revisionNodes(reader: DecisionReader, ids: readonly string[]): Promise<GraphNode[]> {
    const found = await Promise.all([...new Set(ids)].map((id) => this.revisions.find(id)));
    const present = found.filter((revision) => revision !== null);
    const titles = await this.documents.titlesAmong(
      reader.visibility,
      present.map(({ documentId }) => documentId),
    );
    return present
      .filter(({ documentId }) => titles.has(documentId))
      .map(({ id, documentId, number, createdAt }) => ({
        ...{ id, kind: 'revision' as const, title: `${titles.get(documentId)}, revision ${number}`, state: null },
        ...{ at: createdAt.toISOString(), document: documentId },
      }));
  }
}

const decisionNode = ({ id, state, content, updatedAt }: Decision): GraphNode => ({
  ...{ id, kind: 'decision', title: content.question, state, at: updatedAt.toISOString(), document: null },
});
