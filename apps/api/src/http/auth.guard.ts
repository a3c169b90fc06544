import { type CanActivate, type ExecutionContext, Injectable, SetMetadata, createParamDecorator } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Admission, KeyOutOfScope, NotSignedIn, Sessions } from '#access';
import { Limits, RecentSignInNeeded, SecondFactorNeeded, SessionNeeded } from '#identity';
import { Clock, type Principal } from '#knowledge';
import type { Request, Response } from 'express';
import { clientAddress } from './client-address.js';
import { CrossSiteRequest } from './http-errors.js';
import { isInScope } from './key-scope.js';
import { OpenRequests } from './open-requests.js';
import { costOf } from './request-cost.js';
import { SessionCookies } from './session-cookies.js';
import { SignInWatch } from './sign-in-watch.js';
import { ViewOfRequest } from './view-of-request.js';

const OPEN = 'chancery:open';
/** Routes that anybody may call. Everything else needs a key or session. */
export const Open = () => SetMetadata(OPEN, true);

const RECENT = 'chancery:recent';
/**
 * Routes that change who may do what: a session has to have proved within {@link RECENT_MS} who it is. Keys are let
 * through, because nobody leaves one unlocked on a desk.
 */
export const RecentSignIn = () => SetMetadata(RECENT, true);
const RECENT_MS = 15 * 60_000;

const FACTORLESS = 'chancery:factorless';
/** Routes for those, too, who have yet to set up the second factor that their role asks for. */
export const WithoutFactor = () => SetMetadata(FACTORLESS, true);

const BY_SESSION = 'chancery:by-session';
/** Routes that a key can't be used for: whoever finds one shall not get a password or second factor of its owner's with it. */
export const BySession = () => SetMetadata(BY_SESSION, true);

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

/** Who asks, and by which cookie, where it is one. */
interface Known {
  readonly admission: Admission;
  readonly cookie: string | null;
}

/** One guard for every credential: a bearer key, or the session cookie. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly watch: SignInWatch,
    private readonly open: OpenRequests,
    private readonly cookies: SessionCookies,
    private readonly sessions: Sessions,
    private readonly views: ViewOfRequest,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /** What is refused is counted as well: by the credential, or, where it is not known who asks, by address. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedRequest>();
    const address = clientAddress(request);
    if (!costOf(request).isProbe) await this.limits.use('anyFromAddress', address);
    const known = await this.counting(this.known(context, request), 'address', address);
    if (known)
      await this.counting(this.admit(context, request, known), 'requests', `c:${known.admission.credentialId}`);
    return true;
  }

  private async counting<T>(work: Promise<T>, what: 'address' | 'requests', who: string): Promise<T> {
    return work.catch(async (error: unknown) => {
      await this.limits.use(what, who);
      throw error;
    });
  }

  /** @returns Null on a route that anybody may call. @throws NotSignedIn, CrossSiteRequest, TooManyAttempts */
  private async known(context: ExecutionContext, request: SignedRequest): Promise<Known | null> {
    refuseOtherSites(request);
    if (this.is(OPEN, context)) return null;
    const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
    const cookie = bearer ? null : this.cookies.read(request, 'session');
    const secret = bearer ?? cookie;
    if (!secret) throw new NotSignedIn();
    if (cookie && changes(request) && request.headers['x-chancery-request'] !== '1') throw new CrossSiteRequest();
    return { admission: await this.watch.admit(secret, request), cookie };
  }

  private async admit(context: ExecutionContext, request: SignedRequest, { admission, cookie }: Known): Promise<void> {
    const response = context.switchToHttp().getResponse<Response>();
    if (!isInScope(admission, request.method, request.path)) throw new KeyOutOfScope();
    this.hold(context, admission);
    if (cookie && admission.session?.isDue) await this.renew(request, response, cookie);
    request.admission = await this.views.through(request, admission);
    this.open.enter(response, admission);
  }

  /** @throws SessionNeeded, SecondFactorNeeded, RecentSignInNeeded */
  private hold(context: ExecutionContext, { session }: Admission): void {
    if (!session && this.is(BY_SESSION, context)) throw new SessionNeeded();
    if (!session) return;
    if (session.lacksFactor && !this.is(FACTORLESS, context)) throw new SecondFactorNeeded();
    const isRecent = session.signedInAt.getTime() + RECENT_MS > this.clock.now().getTime();
    if (!isRecent && this.is(RECENT, context)) throw new RecentSignInNeeded();
  }

  private async renew(request: Request, response: Response, secret: string): Promise<void> {
    const fresh = await this.sessions.rotate(secret);
    if (fresh) this.cookies.setSession(request, response, fresh);
  }

  private is(mark: string, context: ExecutionContext): boolean {
    return this.reflector.getAllAndOverride<boolean>(mark, [context.getHandler(), context.getClass()]) === true;
  }
}

const changes = ({ method }: Request): boolean => !['GET', 'HEAD'].includes(method);

/** Browsers say where a request comes from. What another site makes one send changes nothing, also where nobody is signed in. */
function refuseOtherSites(request: Request): void {
  const site = request.headers['sec-fetch-site'];
  const isForeign = site === 'cross-site' || site === 'same-site';
  if (isForeign && changes(request) && !request.headers.authorization) throw new CrossSiteRequest();
}
