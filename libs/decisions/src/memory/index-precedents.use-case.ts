import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Embedders } from '#models';
import { EntryWriter, IndexGenerationRepository, IndexStore, entryTableFor, isEntryTable } from '#search-index';
import { DataSource, In } from 'typeorm';
import { DecisionRepository } from '../decision/index.js';
import { IndexStateEntity } from './index-state.entity.js';
import { PRECEDENT_STATES, precedentText } from './precedent-text.js';

/** Name of the index table that decisions are found in. */
export const PRECEDENTS = 'decisions';
const BATCH = 64;
/** Readers in the middle of a search keep their version of the table for so long. */
const KEEP_VERSIONS_MS = 10 * 60 * 1000;

const DUE = `FROM decisions d LEFT JOIN decision_index_states s ON s.decision_id = d.id
  WHERE CASE WHEN d.state = ANY($1) AND d.erased_by IS NULL THEN s.version IS DISTINCT FROM d.version OR s.table_name <> $2 ELSE s.decision_id IS NOT NULL END`;

/**
 * Keeps the index of precedents in step with the decisions: one table for the embedder of the live index generation. For
 * the process that holds the writer's lease. Safe to run twice and to be killed: entries first, then what they hold is
 * noted; without those notes all is written anew from PostgreSQL. Of erased decisions no byte stays.
 */
@Injectable()
export class IndexPrecedents {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly decisions: DecisionRepository,
    private readonly generations: IndexGenerationRepository,
    private readonly embedders: Embedders,
    private readonly writer: EntryWriter,
    private readonly store: IndexStore,
  ) {}

  /** How many decisions the index does not hold as they are; none while nothing is indexed at all. */
  async pending(): Promise<number> {
    const live = await this.generations.live();
    if (!live) return 0;
    const [row] = await this.source.query<{ due: string }[]>(`SELECT count(*) AS due ${DUE}`, this.parameters(live.id));
    return Number(row!.due);
  }

  async run(signal: AbortSignal): Promise<void> {
    const live = await this.generations.live();
    if (!live) return;
    const table = entryTableFor(PRECEDENTS, live.id);
    const parameters = this.parameters(live.id);
    let written = 0;
    while (!signal.aborted) {
      const due = await this.source.query<{ id: string }[]>(
        `SELECT d.id ${DUE} ORDER BY d.id LIMIT ${BATCH}`,
        parameters,
      );
      if (due.length === 0) break;
      await this.write(
        table,
        live.embedderId,
        due.map(({ id }) => id),
        signal,
      );
      written += due.length;
    }
    if (written > 0) await this.writer.tidy(table, KEEP_VERSIONS_MS);
    await this.dropOthers(table);
  }

  private async write(table: string, embedderId: string, ids: readonly string[], signal: AbortSignal): Promise<void> {
    const decisions = await this.decisions.inOrder(ids);
    const present = new Set(decisions.map(({ id }) => id));
    const erased = ids.filter((id) => !present.has(id));
    const isKept = (state: string) => (PRECEDENT_STATES as readonly string[]).includes(state);
    const kept = decisions.filter(({ state }) => isKept(state));
    const gone = decisions.filter(({ state }) => !isKept(state)).map(({ id }) => id);
    const texts = kept.map(precedentText);
    const embedded = texts.length > 0 ? await this.embedders.of(embedderId).embedPassages(texts, signal) : [];
    await this.writer.upsert(
      table,
      kept.map(({ id }, i) => ({ id, text: texts[i]!, vector: embedded[i]!.vector })),
    );
    await this.writer.remove(table, gone);
    await this.writer.erase(table, erased);
    const states = this.source.getRepository(IndexStateEntity);
    const without = [...gone, ...erased];
    if (without.length > 0) await states.delete({ decisionId: In(without) });
    const notes = kept.map(({ id, version }) => ({ decisionId: id, tableName: table, version }));
    if (notes.length > 0) await states.upsert(notes, ['decisionId']);
  }

  /** Tables of embedders that serve no more; they are built anew if one is taken back. */
  private async dropOthers(table: string): Promise<void> {
    for (const name of await this.store.tableNames())
      if (isEntryTable(PRECEDENTS, name) && name !== table) await this.store.drop(name);
  }

  private parameters(generation: string): unknown[] {
    return [PRECEDENT_STATES, entryTableFor(PRECEDENTS, generation)];
  }
}
