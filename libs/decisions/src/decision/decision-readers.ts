import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { Principal, Visibility } from '#knowledge';
import type { RecordReader } from '../answer-record.repository.js';

/** Whose decisions a person may read. */
export interface DecisionReader extends RecordReader {
  /** For decisions that are open to whoever may see the documents behind their answers. */
  readonly visibility: Visibility;
}

/** Turns people into readers of records and decisions. */
@Injectable()
export class DecisionReaders {
  constructor(private readonly access: AccessPolicy) {}

  async of(principal: Principal): Promise<DecisionReader> {
    return { ...this.recordReader(principal), visibility: await this.access.visibilityOf(principal) };
  }

  recordReader(principal: Principal): RecordReader {
    return { principal, mayReadAll: this.access.may(principal, "read other people's records") };
  }
}
