import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { canonicalJson, sha256Hex } from '#knowledge';
import { VaultSealBroken } from '#vault';
import { DataSource, In } from 'typeorm';
import { DecisionSeals, NameCheck, linkPart } from '../decision/index.js';
import { erasedInLog } from '../erased-in-log.js';
import { goneThoughLogged } from '../gone-though-logged.js';
import { type LinkStepBody, linkEvent } from './link.js';
import { LinkStepEntity } from './link-step.entity.js';

const BATCH = 500;

/** Holds links against the log: nobody rewrote, dropped or inserted one. */
@Injectable()
export class LinkCheck {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
    private readonly seals: DecisionSeals,
    private readonly names: NameCheck,
  ) {}

  private get rows() {
    return this.source.getRepository(LinkStepEntity);
  }

  /** What does not fit, one sentence each. */
  async problems(): Promise<string[]> {
    const problems: string[] = [];
    for (let offset = 0; ; offset += BATCH) {
      const rows = await this.rows.find({ order: { logIndex: 'ASC' }, skip: offset, take: BATCH });
      const emptied = rows.filter(({ erasedBy }) => erasedBy !== null).map(({ fromDecision }) => fromDecision);
      const erased = await erasedInLog(this.source, 'decision', emptied);
      for (const row of rows) problems.push(...(await this.ofStep(row, erased)));
      const texts = await Promise.all(rows.map((row) => this.opened(row)));
      const signers = texts.flatMap((text) => (text ? [(JSON.parse(text) as LinkStepBody).by] : []));
      problems.push(...(await this.names.problems(signers)));
      if (rows.length < BATCH) break;
    }
    return [...problems, ...(await this.missing())];
  }

  private async ofStep(row: LinkStepEntity, erased: ReadonlySet<string>): Promise<string[]> {
    const name = `Link ${row.linkId}, step ${row.version}`;
    if (row.erasedBy !== null)
      return erased.has(row.fromDecision) ? [] : [`${name}: it was emptied, and the log knows of no erasure.`];
    const text = await this.opened(row);
    if (text === undefined) return [`${name}: what is encrypted does not fit its key; it was edited.`];
    if (text === null) return [`${name}: its key is gone, and the log knows of no erasure.`];
    const body = JSON.parse(text) as LinkStepBody;
    const said = [body.link, body.version, body.from, body.kind, body.to.kind, body.to.id];
    const shown = [row.linkId, row.version, row.fromDecision, row.kind, row.toKind, row.toId];
    return [
      ...(sha256Hex(text) === row.sha256 ? [] : [`${name}: its text does not match its hash; it was edited.`]),
      ...(canonicalJson(said) === canonicalJson(shown)
        ? []
        : [`${name}: its columns do not say what its text says; they were edited.`]),
      ...((await this.isVouched(row, body)) ? [] : [`${name}: log entry ${row.logIndex} does not vouch for it.`]),
    ];
  }

  /** Null without its key; undefined where it does not fit it. */
  private async opened({ fromDecision, linkId, version, body, sealedBody }: LinkStepEntity) {
    const sealed = { decision: fromDecision, part: linkPart(linkId, version), body, sealedBody };
    try {
      return (await this.seals.openBodies([sealed]))[0];
    } catch (error) {
      if (error instanceof VaultSealBroken) return undefined;
      throw error;
    }
  }

  private async isVouched(row: LinkStepEntity, body: LinkStepBody): Promise<boolean> {
    const entry = await this.log.entry(row.logIndex);
    if (entry === null) return false;
    const { kind, actor, subject } = entry;
    const expected = linkEvent(body, row.sha256);
    return canonicalJson([kind, actor, subject]) === canonicalJson([expected.kind, expected.actor, expected.subject]);
  }

  private async missing(): Promise<string[]> {
    return goneThoughLogged(this.log, {
      kinds: ['decision_link.made', 'decision_link.withdrawn'],
      what: 'link',
      present: (indexes) => this.rows.find({ select: { logIndex: true }, where: { logIndex: In(indexes) } }),
    });
  }
}
