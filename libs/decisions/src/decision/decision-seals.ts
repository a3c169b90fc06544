import { Injectable, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { canonicalJson } from '#knowledge';
import { Vault } from '#vault';
import { DataSource, type EntityManager } from 'typeorm';
import type { DecisionEntity } from './decision.entity.js';

/** The parts of a decision's row that are text, as its last step left them. */
export interface DecisionTexts {
  readonly ownerName: string;
  /** Canonical JSON. */
  readonly content: string;
  /** Canonical JSON; null before anything came of it. */
  readonly outcome: string | null;
}

type Head = Pick<DecisionEntity, 'ownerName' | 'content' | 'outcome' | 'sealedHead'>;

/** A signed text that belongs to a decision, as its table holds it. */
export interface SealedText {
  readonly decision: string;
  /** What it is among the decision's texts: {@link stepPart} or {@link linkPart}. */
  readonly part: string;
  readonly body: string | null;
  readonly sealedBody: Buffer | null;
}

/** Name of a decision in the vault. */
export const decisionItem = (id: string): string => `decision:${id}`;
/** Name under which the text of a step is sealed. @param version Of the decision after that step. */
export const stepPart = (version: number): string => `step:${version}`;
/** Name under which the text of a link's step is sealed. @param version Of the link after that step. */
export const linkPart = (link: string, version: number): string => `link:${link}:${version}`;
const HEAD = 'head';

/**
 * Encrypts what people wrote in decisions, all of a decision under one key of its own, and opens it. Without a vault texts
 * stay as they are; those from before are read as they stand.
 */
@Injectable()
export class DecisionSeals {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    @Optional() private readonly vault?: Vault,
  ) {}

  /** Whether there is a vault to seal with. */
  get isSealing(): boolean {
    return this.vault !== undefined;
  }

  /** The key of a decision, made in the caller's transaction at its first step; null without a vault. */
  async keyOf(manager: EntityManager, id: string): Promise<Buffer | null> {
    return (await this.vault?.keyWithin(manager, decisionItem(id))) ?? null;
  }

  /** The columns that hold a decision's texts. */
  closeHead(id: string, { ownerName, content, outcome }: DecisionTexts, key: Buffer | null): Head {
    if (!key || !this.vault) return { ownerName, content, outcome, sealedHead: null };
    const text = Buffer.from(canonicalJson({ ownerName, content, outcome }));
    const sealedHead = this.vault.close(decisionItem(id), HEAD, text, key);
    return { ownerName: null, content: null, outcome: null, sealedHead };
  }

  /** The columns that hold a signed text. */
  closeBody(
    { decision, part, body }: Pick<SealedText, 'decision' | 'part'> & { readonly body: string },
    key: Buffer | null,
  ): Pick<SealedText, 'body' | 'sealedBody'> {
    if (!key || !this.vault) return { body, sealedBody: null };
    return { body: null, sealedBody: this.vault.close(decisionItem(decision), part, Buffer.from(body), key) };
  }

  /** Texts by decision id; none of those that were erased or whose key is gone. @throws VaultSealBroken for altered bytes. */
  async openHeads(
    rows: readonly (Head & { readonly id: string })[],
    manager = this.source.manager,
  ): Promise<Map<string, DecisionTexts>> {
    const keys = await this.keysOf(
      rows.filter(({ sealedHead }) => sealedHead).map(({ id }) => id),
      manager,
    );
    const opened = rows.map((row) => [row.id, this.openedHead(row, keys.get(decisionItem(row.id)))] as const);
    return new Map(opened.filter((each): each is [string, DecisionTexts] => each[1] !== null));
  }

  private openedHead({ id, sealedHead, ownerName, content, outcome }: Head & { id: string }, key: Buffer | undefined) {
    if (!sealedHead) return content === null ? null : { ownerName: ownerName ?? '', content, outcome };
    if (!key || !this.vault) return null;
    return JSON.parse(this.vault.open(decisionItem(id), HEAD, sealedHead, key).toString()) as DecisionTexts;
  }

  /** Signed texts in order; null for those that were erased or whose key is gone. @throws VaultSealBroken for altered bytes. */
  async openBodies(rows: readonly SealedText[], manager = this.source.manager): Promise<(string | null)[]> {
    const keys = await this.keysOf(
      rows.filter(({ sealedBody }) => sealedBody).map(({ decision }) => decision),
      manager,
    );
    return rows.map(({ decision, part, body, sealedBody }) => {
      const key = keys.get(decisionItem(decision));
      if (!sealedBody) return body;
      return key && this.vault ? this.vault.open(decisionItem(decision), part, sealedBody, key).toString() : null;
    });
  }

  private async keysOf(ids: readonly string[], manager: EntityManager): Promise<Map<string, Buffer>> {
    return (await this.vault?.keysOf([...new Set(ids)].map(decisionItem), manager)) ?? new Map<string, Buffer>();
  }
}
