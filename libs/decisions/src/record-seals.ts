import { Injectable, Optional } from '@nestjs/common';
import { canonicalJson } from '#knowledge';
import { Vault } from '#vault';
import type { EntityManager } from 'typeorm';
import type { AnswerRecordEntity } from './answer-record.entity.js';

/** The parts of a record that are text, as they were written; all null when the record was erased or its key is gone. */
export interface RecordTexts {
  readonly question: string | null;
  readonly askedByName: string | null;
  readonly body: string | null;
  readonly annex: string | null;
}

type Sealed = Pick<
  AnswerRecordEntity,
  'question' | 'askedByName' | 'body' | 'annex' | 'sealedHead' | 'sealedBody' | 'sealedAnnex'
>;
/** Columns that may have been left out of a query. */
type SealedRow = Pick<AnswerRecordEntity, 'id' | 'question' | 'askedByName'> & Partial<Sealed>;

/** Name of a record in the vault. */
export const recordItem = (id: string): string => `record:${id}`;

const NOTHING: RecordTexts = { question: null, askedByName: null, body: null, annex: null };

/** Encrypts the texts of records, each record under a key of its own, and opens them. Without a vault they stay as they are. */
@Injectable()
export class RecordSeals {
  constructor(@Optional() private readonly vault?: Vault) {}

  /** Whether there is a vault to seal with. */
  get isSealing(): boolean {
    return this.vault !== undefined;
  }

  /** The columns that hold a record's texts. Its key is written in the caller's transaction. */
  async close(
    manager: EntityManager,
    id: string,
    texts: { question: string; askedByName: string; body: string; annex: string | null },
  ): Promise<Sealed> {
    const { question, askedByName, body, annex } = texts;
    if (!this.vault) return { ...texts, sealedHead: null, sealedBody: null, sealedAnnex: null };
    const parts = { head: canonicalJson({ question, askedByName }), body, ...(annex !== null && { annex }) };
    const sealed = await this.vault.seal(
      manager,
      recordItem(id),
      Object.fromEntries(Object.entries(parts).map(([part, text]) => [part, Buffer.from(text)])),
    );
    const [sealedHead = null, sealedBody = null, sealedAnnex = null] = sealed;
    return { question: null, askedByName: null, body: null, annex: null, sealedHead, sealedBody, sealedAnnex };
  }

  /** Texts by record id. @throws VaultSealBroken for sealed bytes that were altered. */
  async open(rows: readonly SealedRow[], manager?: EntityManager): Promise<Map<string, RecordTexts>> {
    const sealed = rows.filter(({ sealedHead }) => sealedHead);
    const keys =
      (await this.vault?.keysOf(
        sealed.map(({ id }) => recordItem(id)),
        manager,
      )) ?? new Map<string, Buffer>();
    return new Map(
      rows.map((row) => [row.id, row.sealedHead ? this.unsealed(row, keys.get(recordItem(row.id))) : plain(row)]),
    );
  }

  private unsealed(row: SealedRow, key: Buffer | undefined): RecordTexts {
    if (!key || !this.vault || !row.sealedHead) return NOTHING;
    const open = (part: string, sealed: Buffer | null | undefined) =>
      sealed ? this.vault!.open(recordItem(row.id), part, sealed, key).toString() : null;
    const head = JSON.parse(open('head', row.sealedHead)!) as { question: string; askedByName: string };
    return { ...head, body: open('body', row.sealedBody), annex: open('annex', row.sealedAnnex) };
  }
}

const plain = ({ question, askedByName, body = null, annex = null }: SealedRow): RecordTexts => ({
  ...{ question, askedByName, body, annex },
});
