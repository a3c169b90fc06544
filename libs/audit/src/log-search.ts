import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** Which entries; what is left out narrows nothing. */
export interface LogQuery {
  /** Entries from this one on, oldest first; with `before` in its place, entries in front of that one, newest first. */
  readonly from?: number | undefined;
  readonly before?: number | undefined;
  /** An area (`decision`) or a whole kind (`decision.approved`). */
  readonly kind?: string | undefined;
  readonly actor?: string | undefined;
  /** An id that stands in the entry. */
  readonly about?: string | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly limit: number;
}

/** Looks for entries of the log. */
@Injectable()
export class LogSearch {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async find({ limit, ...query }: LogQuery): Promise<{ index: number; leaf: string }[]> {
    const { conditions, values } = conditionsOf(query);
    const order = query.before === undefined ? 'ASC' : 'DESC';
    const rows = await this.source.query<{ index: string; leaf: string }[]>(
      `SELECT "index", leaf FROM log_entries WHERE ${conditions.join(' AND ')} ORDER BY "index" ${order} LIMIT ${Math.trunc(limit)}`,
      values,
    );
    return rows.map(({ index, leaf }) => ({ index: Number(index), leaf }));
  }
}

function conditionsOf({ from, before, kind, actor, about, since, until }: Omit<LogQuery, 'limit'>) {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (condition: (parameter: string) => string, value: unknown) => {
    if (value !== undefined) conditions.push(condition(`$${values.push(value)}`));
  };
  add((p) => `"index" < ${p}`, before);
  add((p) => `"index" >= ${p}`, before === undefined ? (from ?? 0) : undefined);
  add((p) => `(kind = ${p} OR starts_with(kind, ${p} || '.'))`, kind);
  // Leaves are canonical JSON, so the actor is what each begins with: cheaper to compare than to parse.
  add((p) => `starts_with(leaf, '{"actor":"' || ${p}::text || '"')`, actor);
  add((p) => `strpos(leaf, ${p}) > 0`, about);
  add((p) => `at >= ${p}`, since);
  add((p) => `at < ${p}`, until);
  return { conditions, values };
}
