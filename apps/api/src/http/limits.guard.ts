import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Admission } from '#access';
import { Limits } from '#identity';
import { actorOf } from '#knowledge';
import type { Request } from 'express';
import { clientAddress } from './client-address.js';
import { costOf } from './request-cost.js';
import { meterUpload } from './upload-meter.js';

/** Behind the guard that finds out who asks: how much they may ask for. */
@Injectable()
export class LimitsGuard implements CanActivate {
  constructor(private readonly limits: Limits) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { admission?: Admission }>();
    const { admission } = request;
    const { requests, questions, uploadMegabytes, isMetered, isProbe } = costOf(request);
    if (isProbe) return true;
    if (!admission) {
      await this.limits.use('address', clientAddress(request));
      return true;
    }
    const userId = actorOf(admission.principal);
    await this.limits.use('requests', `p:${userId}`, requests);
    await this.limits.use('requests', `c:${admission.credentialId}`, requests);
    if (questions > 0) await this.limits.use('questions', userId, questions);
    if (questions > 0) await this.limits.use('questionsToday', userId, questions);
    const charge = (megabytes: number) => this.limits.use('uploadMegabytesToday', userId, megabytes);
    if (uploadMegabytes > 0) await charge(uploadMegabytes);
    if (isMetered) meterUpload(request, charge);
    return true;
  }
}
