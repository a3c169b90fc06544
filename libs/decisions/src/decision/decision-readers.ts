import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { Principal, Visibility } from '#knowledge';
import type { RecordReader } from '../answer-record.repository.js';

/** Whose decisions a person may read. Their visibility is for those that are open to whoever may see the documents behind their answers. */
export type DecisionReader = RecordReader & { readonly visibility: Visibility };

/** Turns people into readers of records and decisions. */
@Injectable()
export class DecisionReaders {
  constructor(private readonly access: AccessPolicy) {}

  async of(principal: Principal): Promise<DecisionReader> {
    const visibility = await this.access.visibilityOf(principal);
    return { principal, visibility, mayReadAll: this.access.may(principal, "read other people's records") };
  }
}
