import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import type { AddMatter, ChangeMatter } from '#contracts';
import { underMatter } from '#ingestion';
import { Clock, type Principal } from '#knowledge';
import { type Matter, MatterExists, MatterRepository } from '#library';
import { DataSource } from 'typeorm';

/** Matters, for whoever may see them: each change and its log entry land together. */
@Injectable()
export class MatterDesk {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly matters: MatterRepository,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Those that the asker is not barred from. */
  async list(principal: Principal): Promise<(Matter & { documents: number })[]> {
    return this.matters.list(await this.access.visibilityOf(principal));
  }

  /** @throws MatterNotFound */
  async show(principal: Principal, id: string): Promise<Matter & { documents: number }> {
    const { id: known } = await this.matters.resolve(await this.access.visibilityOf(principal), id);
    return (await this.list(principal)).find((one) => one.id === known)!;
  }

  /** @throws NotAllowed, MatterExists */
  async add(principal: Principal, { number, name }: AddMatter): Promise<Matter & { documents: number }> {
    this.access.require(principal, 'keep matters');
    const adding = this.source.transaction(async (manager) => {
      const { matter, adopted } = await this.matters.add(manager, number, name, this.clock.now());
      const actor = principal.userId;
      await this.log.append(
        [
          { kind: 'matter.added', actor, subject: { matter: matter.id, documents: adopted.length } },
          ...adopted.map((document) => underMatter(actor, document, matter.id)),
        ],
        manager,
      );
      return matter;
    });
    const { id } = await adding.catch((error: unknown) => this.noted(principal, error));
    return this.show(principal, id);
  }

  /** @throws NotAllowed, MatterNotFound, MatterExists */
  async change(principal: Principal, id: string, change: ChangeMatter): Promise<Matter & { documents: number }> {
    this.access.require(principal, 'keep matters');
    const matter = await this.matters.resolve(await this.access.visibilityOf(principal), id);
    const changing = this.source.transaction(async (manager) => {
      const { closedAt } = await this.matters.change(manager, matter, change, this.clock.now());
      const subject = { matter: matter.id, closed: closedAt !== null };
      await this.log.append([{ kind: 'matter.changed', actor: principal.userId, subject }], manager);
    });
    await changing.catch((error: unknown) => this.noted(principal, error));
    return this.show(principal, matter.id);
  }

  /** Numbers are given once in an organization, so whoever gives them learns that one is taken out of sight; the log tells that they did. */
  private async noted(principal: Principal, error: unknown): Promise<never> {
    if (
      error instanceof MatterExists &&
      !(await this.matters.find(await this.access.visibilityOf(principal), error.taken))
    ) {
      const event = { kind: 'matter.hidden_number_met', actor: principal.userId, subject: { matter: error.taken } };
      await this.log.append([event]);
    }
    throw error;
  }
}
