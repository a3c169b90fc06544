import { randomBytes } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { canonicalJson } from '#knowledge';
import { Vault, VaultSealBroken } from '#vault';
import { DataSource, type EntityManager } from 'typeorm';
import type { FeedbackEntity } from './feedback.entity.js';

/** The parts of feedback that are text. */
export interface FeedbackTexts {
  readonly comment: string;
  readonly givenByName: string;
  /** 32 random bytes, hexadecimal, without which nobody can guess a short comment from its hash; null in feedback from before. */
  readonly salt: string | null;
}

type Sealed = Pick<FeedbackEntity, 'comment' | 'givenByName' | 'sealed'>;
/** What one person said of one answer, as it is stored: sealed, or in clear where it was given without a vault. */
export type SealedFeedback = Sealed & Pick<FeedbackEntity, 'id'>;

/** Name of one piece of feedback in the vault. */
export const feedbackItem = (id: string): string => `feedback:${id}`;
const TEXTS = 'texts';

/**
 * Encrypts what people said of answers, each opinion under a key of its own: it goes with the answer as well as with whoever
 * said it. Without a vault texts stay as they are, unsalted.
 */
@Injectable()
export class FeedbackSeals {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    @Optional() private readonly vault?: Vault,
  ) {}

  /** Whether there is a vault to seal with. */
  get isSealing(): boolean {
    return this.vault !== undefined;
  }

  /** For feedback that is given now; null where nothing keeps it secret. */
  newSalt(): string | null {
    return this.isSealing ? randomBytes(32).toString('hex') : null;
  }

  /** The columns that hold its texts. Its key is written in the caller's transaction. */
  async close(manager: EntityManager, id: string, texts: FeedbackTexts): Promise<Sealed> {
    const { comment, givenByName, salt } = texts;
    if (!this.vault) return { comment, givenByName, sealed: null };
    const text = Buffer.from(canonicalJson({ comment, givenByName, salt }));
    const [sealed = null] = await this.vault.seal(manager, feedbackItem(id), { [TEXTS]: text });
    return { comment: '', givenByName: '', sealed };
  }

  /** Texts by id; null for those whose key is gone. @throws VaultSealBroken for altered bytes. */
  open(rows: readonly SealedFeedback[], manager?: EntityManager): Promise<Map<string, FeedbackTexts | null>> {
    return this.each(rows, (row, key) => this.opened(row, key), manager);
  }

  /** As {@link open}, for who checks it: undefined for altered bytes. */
  examine(rows: readonly SealedFeedback[]): Promise<Map<string, FeedbackTexts | null | undefined>> {
    return this.each(rows, (row, key) => unlessBroken(() => this.opened(row, key)));
  }

  private async each<Seen>(
    rows: readonly SealedFeedback[],
    look: (row: SealedFeedback, key: Buffer | undefined) => Seen,
    manager = this.source.manager,
  ): Promise<Map<string, Seen>> {
    const items = rows.filter(({ sealed }) => sealed).map(({ id }) => feedbackItem(id));
    const keys = await this.vault?.keysOf(items, manager);
    return new Map(rows.map((row) => [row.id, look(row, keys?.get(feedbackItem(row.id)))]));
  }

  private opened({ id, comment, givenByName, sealed }: SealedFeedback, key: Buffer | undefined): FeedbackTexts | null {
    if (!sealed) return { comment, givenByName, salt: null };
    if (!key || !this.vault) return null;
    return JSON.parse(this.vault.open(feedbackItem(id), TEXTS, sealed, key).toString()) as FeedbackTexts;
  }
}

function unlessBroken<Opened>(open: () => Opened): Opened | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof VaultSealBroken) return undefined;
    throw error;
  }
}
