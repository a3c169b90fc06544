import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { FIRST_ID, MOST_PROBLEMS, REVISIONS_OF_LIBRARY } from './of-library.js';

/** Revisions whose texts are in memory at once. */
const BATCH = 20;

interface Revision {
  readonly id: string;
  readonly text: string | null;
  readonly passages: number;
}

interface Passage {
  readonly revision: string;
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Holds passages, which searches show and answers quote, against the texts that they were cut out of. */
@Injectable()
export class PassageCheck {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * What does not fit, one sentence for each revision. The texts themselves are for {@link RevisionCheck}; every one is read here
   * once, so that this takes the longest of all checks.
   * @throws AbortError once the signal says so.
   */
  async problems(signal: AbortSignal): Promise<string[]> {
    const problems: string[] = [];
    for (let after = FIRST_ID; problems.length < MOST_PROBLEMS;) {
      const revisions = await this.revisions(after);
      const passages = await this.passages(revisions.map(({ id }) => id));
      for (const each of revisions) {
        const own = passages.filter(({ revision }) => revision === each.id);
        problems.push(...problemsOf(each, own));
      }
      signal.throwIfAborted();
      if (revisions.length < BATCH) break;
      after = revisions[revisions.length - 1]!.id;
    }
    return problems;
  }

  private revisions(after: string): Promise<Revision[]> {
    return this.source.query(
      `SELECT r.id, t.text, r.chunk_count AS passages FROM ${REVISIONS_OF_LIBRARY} LEFT JOIN revision_texts t ON t.revision_id = r.id
       WHERE r.id > $1::uuid AND r.valid_from IS NOT NULL AND d.erased_by IS NULL ORDER BY r.id LIMIT ${BATCH}`,
      [after],
    );
  }

  private passages(revisionIds: readonly string[]): Promise<Passage[]> {
    return this.source.query(
      `SELECT revision_id AS revision, id, start_offset AS start, end_offset AS "end", text FROM chunks
       WHERE revision_id = ANY($1::uuid[])`,
      [revisionIds],
    );
  }
}

function problemsOf({ id, text, passages }: Revision, found: readonly Passage[]): string[] {
  const edited = found.find((passage) => text?.slice(passage.start, passage.end) !== passage.text);
  if (edited) return [`Revision ${id}: passage ${edited.id} is not what its text says there; it was edited.`];
  return found.length === passages ? [] : [`Revision ${id}: it has ${found.length} passages instead of ${passages}.`];
}
