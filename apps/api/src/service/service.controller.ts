import { Controller, Get, Res } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { BackupHistory, type BackupStanding } from '#backup';
import type { DoctorView, StatusView } from '#contracts';
import type { Principal } from '#knowledge';
import type { Response } from 'express';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { Doctor } from './doctor.js';
import { Asker, Open } from '../http/auth.guard.js';
import { metricsOf } from './metrics-of.js';
import { ServiceStatus, type WholeStatus } from './service-status.js';

/** Who runs the installation, and who looks after them. */
const TOLD_OF_THE_INSIDE: readonly Principal['role'][] = ['administrator', 'auditor'];

/** Checks that tell whether documents are read, found and answered from; the others tell of the machine. */
const CONCERNS_ALL: readonly string[] = ['database', 'queues', 'worker', 'inference', 'documents'];

/** How the service is. Whether it lives, anybody may ask; what goes on inside is told to those who run it. */
@Controller()
export class ServiceController {
  private readonly ofProcess = new Registry();

  constructor(
    private readonly access: AccessPolicy,
    private readonly status: ServiceStatus,
    private readonly doctor: Doctor,
    private readonly backups: BackupHistory,
  ) {
    collectDefaultMetrics({ register: this.ofProcess });
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

  /** @throws NotAllowed for whom {@link show} does not tell as much either. */
  @Get('metrics')
  async metrics(@Asker() principal: Principal, @Res() response: Response): Promise<void> {
    this.access.require(principal, 'read the metrics');
    const { newest } = await this.backups.standing();
    const registry = Registry.merge([this.ofProcess, metricsOf(await this.look(principal), newest?.at ?? null)]);
    response.setHeader('Content-Type', registry.contentType);
    response.send(await registry.metrics());
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
