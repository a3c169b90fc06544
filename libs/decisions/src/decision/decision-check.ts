import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { canonicalJson, sha256Hex } from '#knowledge';
import { DataSource, In } from 'typeorm';
import type { DecisionStepBody } from './decision.js';
import { DecisionStepEntity } from './decision-step.entity.js';
import { LOG_KIND } from './log-kind.js';

const BATCH = 500;

/** Holds decisions against the log: nobody rewrote, dropped or inserted a step. */
@Injectable()
export class DecisionCheck {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
  ) {}

  /**
   * What does not fit, one sentence each: a step's text against its hash, its hash against its log entry, entries whose
   * step is gone, and decisions that do not say what their steps say.
   */
  async problems(): Promise<string[]> {
    return [...(await this.ofSteps()), ...(await this.ofEntries()), ...(await this.ofDecisions())];
  }

  private async ofSteps(): Promise<string[]> {
    const problems: string[] = [];
    for (let offset = 0; ; offset += BATCH) {
      const rows = await this.source
        .getRepository(DecisionStepEntity)
        .find({ order: { logIndex: 'ASC' }, skip: offset, take: BATCH });
      for (const row of rows) problems.push(...(await this.ofStep(row)));
      if (rows.length < BATCH) return problems;
    }
  }

  private async ofStep(row: DecisionStepEntity): Promise<string[]> {
    const name = `Decision ${row.decisionId}, step ${row.version}`;
    const { decision, version } = JSON.parse(row.body) as DecisionStepBody;
    const leaf = await this.log.leaf(row.logIndex);
    const subject = leaf === null ? null : (JSON.parse(leaf) as { subject?: Vouched }).subject;
    const isVouched =
      subject?.decision === row.decisionId && subject.version === row.version && subject.sha256 === row.sha256;
    return [
      ...(sha256Hex(row.body) === row.sha256 ? [] : [`${name}: its text does not match its hash; it was edited.`]),
      ...(decision === row.decisionId && version === row.version
        ? []
        : [`${name}: its columns do not say what its text says; they were edited.`]),
      ...(isVouched ? [] : [`${name}: log entry ${row.logIndex} does not vouch for it.`]),
    ];
  }

  private async ofEntries(): Promise<string[]> {
    const problems: string[] = [];
    for (let from = 0; ;) {
      const logged = await this.log.indexesOf(Object.values(LOG_KIND), from, BATCH);
      const present = await this.source
        .getRepository(DecisionStepEntity)
        .find({ select: { logIndex: true }, where: { logIndex: In(logged) } });
      const known = new Set(present.map(({ logIndex }) => logIndex));
      for (const index of logged.filter((each) => !known.has(each)))
        problems.push(`Log entry ${index}: the step of a decision that it vouches for is gone.`);
      if (logged.length < BATCH) return problems;
      from = logged[logged.length - 1]! + 1;
    }
  }

  private async ofDecisions(): Promise<string[]> {
    const rows = await this.source.query<
      { id: string; first: string | null; last: string | null; decision: Columns | null }[]
    >(
      `SELECT coalesce(d.id, s.decision_id) AS id, s.bodies[1] AS first, s.bodies[cardinality(s.bodies)] AS last, to_jsonb(d) AS decision
       FROM (SELECT decision_id, array_agg(body ORDER BY version) AS bodies FROM decision_steps GROUP BY decision_id) s
       FULL JOIN decisions d ON d.id = s.decision_id`,
    );
    return rows.flatMap(({ id, first, last, decision }) =>
      decision !== null && first !== null && last !== null && agrees(bodyOf(first), bodyOf(last), decision)
        ? []
        : [`Decision ${id}: it does not say what its steps say; it was edited.`],
    );
  }
}

interface Vouched {
  readonly decision?: string;
  readonly version?: number;
  readonly sha256?: string;
}

/** The row as PostgreSQL names its columns. */
interface Columns {
  readonly state: string;
  readonly version: number;
  readonly owner_id: string;
  readonly owner_name: string;
  readonly responsible_id: string;
  readonly matter: string | null;
  readonly records: readonly string[];
  readonly content: string;
}

const bodyOf = (text: string): DecisionStepBody => JSON.parse(text) as DecisionStepBody;

/** Who made the first step owns the decision; all else is as the last step left it. */
function agrees({ by }: DecisionStepBody, { to, version, content }: DecisionStepBody, row: Columns): boolean {
  const records = content.records.map(({ id }) => id);
  const said = [by.id, by.name, to, version, content.responsible.id, content.matter, records];
  const shown = [row.owner_id, row.owner_name, row.state, row.version, row.responsible_id, row.matter, row.records];
  return canonicalJson(said) === canonicalJson(shown) && canonicalJson(content) === row.content;
}
