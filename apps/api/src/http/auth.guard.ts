import { type CanActivate, type ExecutionContext, Injectable, SetMetadata, createParamDecorator } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Admission, KeyOutOfScope, NotSignedIn } from '#access';
import type { Principal } from '#knowledge';
import type { Request, Response } from 'express';
import { CrossSiteRequest } from './http-errors.js';
import { isInScope } from './key-scope.js';
import { OpenRequests } from './open-requests.js';
import { SignInWatch } from './sign-in-watch.js';

export const SESSION_COOKIE = 'chancery_session';

const OPEN = 'chancery:open';
/** Routes that anybody may call. Everything else needs a key or session. */
export const Open = () => SetMetadata(OPEN, true);

type SignedRequest = Request & { admission?: Admission };

const admissionOf = (context: ExecutionContext): Admission => {
  const { admission } = context.switchToHttp().getRequest<SignedRequest>();
  if (!admission) throw new NotSignedIn();
  return admission;
};

/** Who is asking, as the guard found out. */
export const Asker = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal => admissionOf(context).principal,
);

/** Who is asking, and by which credential. */
export const Admitted = createParamDecorator((_data: unknown, context: ExecutionContext) => admissionOf(context));

/** One guard for every credential: a bearer key, or the session cookie. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly watch: SignInWatch,
    private readonly open: OpenRequests,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedRequest>();
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()])) return true;
    const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
    const cookie = bearer ? null : sessionCookie(request);
    const secret = bearer ?? cookie;
    if (!secret) throw new NotSignedIn();
    if (cookie && !['GET', 'HEAD'].includes(request.method) && request.headers['x-chancery-request'] !== '1')
      throw new CrossSiteRequest();
    const admission = await this.watch.admit(secret, request);
    if (!isInScope(admission, request.method, request.path)) throw new KeyOutOfScope();
    request.admission = admission;
    this.open.enter(context.switchToHttp().getResponse<Response>(), admission);
    return true;
  }
}

/** The session's secret from the cookie header, or null. */
export function sessionCookie(request: Request): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === SESSION_COOKIE)?.[1] ?? null;
}
