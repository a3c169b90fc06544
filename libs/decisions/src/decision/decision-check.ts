import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { canonicalJson, sha256Hex } from '#knowledge';
import { DataSource, In } from 'typeorm';
import { type DecisionFacts, afterStep } from './after-step.js';
import type { DecisionStepBody } from './decision.js';
import { DecisionEntity } from './decision.entity.js';
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
    const problems: string[] = [];
    for (let after = NO_ID; ;) {
      const stepped = await this.source.query<{ id: string; bodies: string[] }[]>(
        `SELECT decision_id AS id, array_agg(body ORDER BY version) AS bodies FROM decision_steps
         WHERE decision_id > $1 GROUP BY decision_id ORDER BY decision_id LIMIT ${BATCH}`,
        [after],
      );
      const rows = await this.source
        .getRepository(DecisionEntity)
        .find({ where: { id: In(stepped.map(({ id }) => id)) } });
      const shown = new Map(rows.map((row) => [row.id, row]));
      for (const { id, bodies } of stepped) if (!agrees(bodies, shown.get(id))) problems.push(edited(id));
      if (stepped.length < BATCH) break;
      after = stepped.at(-1)!.id;
    }
    return [...problems, ...(await this.withoutSteps())];
  }

  private async withoutSteps(): Promise<string[]> {
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT id FROM decisions d WHERE NOT EXISTS (SELECT 1 FROM decision_steps s WHERE s.decision_id = d.id)`,
    );
    return rows.map(({ id }) => edited(id));
  }
}

const NO_ID = '00000000-0000-0000-0000-000000000000';
const edited = (id: string) => `Decision ${id}: it does not say what its steps say; it was edited.`;

interface Vouched {
  readonly decision?: string;
  readonly version?: number;
  readonly sha256?: string;
}

/** Whether a row is what its steps, taken one after another, make of it. */
function agrees(bodies: readonly string[], row: DecisionEntity | undefined): boolean {
  if (!row) return false;
  const { createdAt: _createdAt, updatedAt: _updatedAt, ...shown } = row;
  const said = bodies
    .map((text) => JSON.parse(text) as DecisionStepBody)
    .reduce<DecisionFacts | null>((before, body) => afterStep(before, body), null);
  return canonicalJson(said) === canonicalJson({ ...shown });
}
