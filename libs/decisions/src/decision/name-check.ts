import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { isCommitment, nameCommitment } from '#transparency';
import { VaultSealBroken } from '#vault';
import { DataSource } from 'typeorm';
import { erasedInLog } from '../erased-in-log.js';
import type { Person } from './decision.js';
import { SignedNames } from './signed-names.js';

/** Holds names against the commitments that were signed, and missing ones against the log. */
@Injectable()
export class NameCheck {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly names: SignedNames,
  ) {}

  /** What does not fit, one sentence for each person. @param signed As they stand in signed texts. */
  async problems(signed: readonly Person[]): Promise<string[]> {
    const committed = [
      ...new Map(signed.filter(({ name }) => isCommitment(name)).map((each) => [each.name, each])).values(),
    ];
    try {
      const openings = await this.names.openings(committed);
      const missing = committed.filter(({ name }) => !openings.has(name)).map(({ id }) => id);
      const erased = await erasedInLog(this.source, 'person', missing);
      const gone = [...new Set(missing)].filter((id) => !erased.has(id));
      const other = committed.filter(({ id, name }) => {
        const opening = openings.get(name);
        return opening !== undefined && (opening.person !== id || nameCommitment(opening) !== name);
      });
      return [
        ...gone.map((id) => `Person ${id}: the name that they signed by is gone, and the log knows of no erasure.`),
        ...other.map(
          ({ id }) => `Person ${id}: the name that is kept is not the one that they signed by; it was edited.`,
        ),
      ];
    } catch (error) {
      if (error instanceof VaultSealBroken)
        return ['A name that somebody signed by does not fit its key; it was edited.'];
      throw error;
    }
  }
}
