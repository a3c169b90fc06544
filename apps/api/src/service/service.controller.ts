import { Controller, Get, Res } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { BackupHistory, type BackupStanding } from '#backup';
import type { DoctorView, StatusView } from '#contracts';
import type { Principal } from '#knowledge';
import type { Response } from 'express';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Doctor } from './doctor.js';
import { Asker, Open } from '../http/auth.guard.js';
import { ServiceStatus, type WholeStatus } from './service-status.js';

/** Who runs the installation, and who looks after them. */
const TOLD_OF_THE_INSIDE: readonly Principal['role'][] = ['administrator', 'auditor'];

/** Checks that tell whether documents are read, found and answered from; the others tell of the machine. */
const CONCERNS_ALL: readonly string[] = ['database', 'queues', 'worker', 'inference', 'documents'];

@Controller()
export class ServiceController {
  private readonly registry = new Registry();
  private readonly documents = new Gauge({
    name: 'chancery_documents',
    help: 'Documents by state',
    labelNames: ['state'],
    registers: [this.registry],
  });
  private readonly queued = new Gauge({
    name: 'chancery_jobs',
    help: 'Jobs by queue and state',
    labelNames: ['queue', 'state'],
    registers: [this.registry],
  });
  private readonly chunks = new Gauge({
    name: 'chancery_index_chunks',
    help: 'Chunks in the live index',
    labelNames: ['indexed'],
    registers: [this.registry],
  });

  private readonly backedUp = new Gauge({
    name: 'chancery_backup_timestamp_seconds',
    help: 'When the newest backup was made; 0 before the first',
    registers: [this.registry],
  });

  constructor(
    private readonly access: AccessPolicy,
    private readonly status: ServiceStatus,
    private readonly doctor: Doctor,
    private readonly backups: BackupHistory,
  ) {
    collectDefaultMetrics({ register: this.registry });
  }

  @Get('api/v1/status')
  async show(@Asker() principal: Principal): Promise<StatusView> {
    const report = await this.look(principal);
    if (isToldOfTheInside(principal)) return { ...report, backup: asView(await this.backups.standing()) };
    const { queues: _queues, index: _index, components: _components, ...outside } = report;
    return outside;
  }

  @Get('api/v1/doctor')
  async examine(@Asker() principal: Principal): Promise<DoctorView> {
    const found = await this.doctor.examine(await this.look(principal));
    if (isToldOfTheInside(principal)) return found;
    const checks = found.checks.filter(({ name }) => CONCERNS_ALL.includes(name));
    return { ok: checks.every(({ ok }) => ok), checks };
  }

  private async look(principal: Principal): Promise<WholeStatus> {
    return this.status.report(await this.access.visibilityOf(principal));
  }

  /** The process runs; says nothing about the rest. */
  @Open()
  @Get('health/live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** Questions can be answered: the database is there. */
  @Open()
  @Get('health/ready')
  async ready(@Res() response: Response): Promise<void> {
    const { ok, detail } = await this.status.isDatabaseUp();
    response.status(ok ? 200 : 503).json({ status: ok ? 'ok' : 'unavailable', detail });
  }

  @Get('metrics')
  async metrics(@Asker() principal: Principal, @Res() response: Response): Promise<void> {
    const { documents, queues, index } = await this.look(principal);
    for (const [state, count] of Object.entries(documents)) this.documents.set({ state }, count);
    for (const [queue, counts] of Object.entries(queues))
      for (const [state, count] of Object.entries(counts)) this.queued.set({ queue, state }, count);
    this.chunks.set({ indexed: 'yes' }, index.chunks - index.unindexed);
    this.chunks.set({ indexed: 'no' }, index.unindexed);
    this.backedUp.set(((await this.backups.standing()).newest?.at.getTime() ?? 0) / 1000);
    response.setHeader('Content-Type', this.registry.contentType);
    response.send(await this.registry.metrics());
  }
}

const isToldOfTheInside = ({ role }: Principal): boolean => TOLD_OF_THE_INSIDE.includes(role);

const asView = ({
  newest,
  restored,
  verifiedAt,
  problem,
  isOverdue,
}: BackupStanding): NonNullable<StatusView['backup']> => ({
  newest: newest && { ...newest, at: newest.at.toISOString() },
  restored: restored && { ...restored, at: restored.at.toISOString() },
  verifiedAt: verifiedAt?.toISOString() ?? null,
  problem: problem && { ...problem, at: problem.at.toISOString() },
  isOverdue,
});
