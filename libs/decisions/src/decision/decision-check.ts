import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { canonicalJson, sha256Hex } from '#knowledge';
import { VaultSealBroken } from '#vault';
import { DataSource, In } from 'typeorm';
import { erasedInLog } from '../erased-in-log.js';
import { goneThoughLogged } from '../gone-though-logged.js';
import { type DecisionFacts, afterStep } from './after-step.js';
import type { DecisionStepBody } from './decision.js';
import { DecisionEntity } from './decision.entity.js';
import { sealedStep } from './decision.repository.js';
import { DecisionSeals } from './decision-seals.js';
import { DecisionStepEntity } from './decision-step.entity.js';
import { LOG_KIND } from './log-kind.js';
import { NameCheck } from './name-check.js';
import { peopleIn } from './named-people.js';

const BATCH = 500;

/** Holds decisions against the log: nobody rewrote, dropped or inserted a step. */
@Injectable()
export class DecisionCheck {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
    private readonly seals: DecisionSeals,
    private readonly names: NameCheck,
  ) {}

  /**
   * What does not fit, one sentence each: a step's text against its hash, its hash against its log entry, entries whose
   * step is gone, and decisions that do not say what their steps say. What was erased has its entry, and says nothing any more.
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
      const emptied = rows.filter(({ erasedBy }) => erasedBy !== null).map(({ decisionId }) => decisionId);
      const erased = await erasedInLog(this.source, 'decision', emptied);
      for (const row of rows) problems.push(...(await this.ofStep(row, erased)));
      problems.push(...(await this.ofNames(rows)));
      if (rows.length < BATCH) return problems;
    }
  }

  private async ofStep(row: DecisionStepEntity, erased: ReadonlySet<string>): Promise<string[]> {
    const name = `Decision ${row.decisionId}, step ${row.version}`;
    if (row.erasedBy !== null)
      return erased.has(row.decisionId) ? [] : [`${name}: it was emptied, and the log knows of no erasure.`];
    const body = await this.opened(row);
    if (body === undefined) return [`${name}: what is encrypted does not fit its key; it was edited.`];
    if (body === null) return [`${name}: its key is gone, and the log knows of no erasure.`];
    const { decision, version } = JSON.parse(body) as DecisionStepBody;
    const entry = await this.log.entry(row.logIndex);
    const subject: Vouched | undefined = entry?.subject;
    const isVouched =
      subject?.decision === row.decisionId && subject.version === row.version && subject.sha256 === row.sha256;
    return [
      ...(sha256Hex(body) === row.sha256 ? [] : [`${name}: its text does not match its hash; it was edited.`]),
      ...(decision === row.decisionId && version === row.version
        ? []
        : [`${name}: its columns do not say what its text says; they were edited.`]),
      ...(isVouched ? [] : [`${name}: log entry ${row.logIndex} does not vouch for it.`]),
    ];
  }

  private async ofNames(rows: readonly DecisionStepEntity[]): Promise<string[]> {
    const texts = await Promise.all(rows.filter(({ erasedBy }) => erasedBy === null).map((row) => this.opened(row)));
    const bodies = texts.flatMap((text) => (text ? [JSON.parse(text) as DecisionStepBody] : []));
    return this.names.problems(bodies.flatMap(({ by, content }) => [by, ...peopleIn(content)]));
  }

  /** Null without its key; undefined where it does not fit it. */
  private async opened(row: DecisionStepEntity): Promise<string | null | undefined> {
    return (await unlessBroken(this.seals.openBodies([sealedStep(row)])))?.[0];
  }

  private async ofEntries(): Promise<string[]> {
    return goneThoughLogged(this.log, {
      kinds: Object.values(LOG_KIND),
      what: 'step of a decision',
      present: (indexes) =>
        this.source
          .getRepository(DecisionStepEntity)
          .find({ select: { logIndex: true }, where: { logIndex: In(indexes) } }),
    });
  }

  private async ofDecisions(): Promise<string[]> {
    const problems: string[] = [];
    for (let after = NO_ID; ;) {
      const stepped = await this.source.query<{ id: string }[]>(
        `SELECT DISTINCT decision_id AS id FROM decision_steps WHERE decision_id > $1 ORDER BY decision_id LIMIT ${BATCH}`,
        [after],
      );
      for (const { id } of stepped) if (!(await this.isAsItsStepsSay(id))) problems.push(edited(id));
      if (stepped.length < BATCH) break;
      after = stepped.at(-1)!.id;
    }
    return [...problems, ...(await this.withoutSteps())];
  }

  private async isAsItsStepsSay(id: string): Promise<boolean> {
    const row = await this.source.getRepository(DecisionEntity).findOneBy({ id });
    const steps = await this.source
      .getRepository(DecisionStepEntity)
      .find({ where: { decisionId: id }, order: { version: 'ASC' } });
    if (!row) return false;
    if (row.erasedBy !== null) return isEmpty(row) && steps.every(({ erasedBy }) => erasedBy === row.erasedBy);
    const texts = (await unlessBroken(this.seals.openHeads([row])))?.get(id);
    const bodies = await unlessBroken(this.seals.openBodies(steps.map(sealedStep)));
    if (!texts || !bodies || bodies.includes(null)) return false;
    return agrees(bodies as string[], { ...row, ...texts });
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
  readonly decision?: unknown;
  readonly version?: unknown;
  readonly sha256?: unknown;
}

const isEmpty = ({ ownerName, content, outcome, sealedHead }: DecisionEntity): boolean =>
  [ownerName, content, outcome, sealedHead].every((text) => text === null);

/** What was opened; undefined where encrypted bytes do not fit their key. */
async function unlessBroken<Opened>(opening: Promise<Opened>): Promise<Opened | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof VaultSealBroken) return undefined;
    throw error;
  }
}

/** Whether a row is what its steps, taken one after another, make of it. */
function agrees(bodies: readonly string[], row: DecisionFacts & DecisionEntity): boolean {
  const { createdAt: _createdAt, updatedAt: _updatedAt, sealedHead: _sealed, erasedBy: _erased, ...shown } = row;
  const said = bodies
    .map((text) => JSON.parse(text) as DecisionStepBody)
    .reduce<DecisionFacts | null>((before, body) => afterStep(before, body), null);
  return canonicalJson(said) === canonicalJson({ ...shown });
}
