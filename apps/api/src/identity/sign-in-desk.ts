import { Injectable } from '@nestjs/common';
import type { IssuedSecret, RunningView } from '#access';
import type { RunningViewBody, SessionView, SignInReply } from '#contracts';
import { PasskeysUnavailable, type RelyingParty, type SignInOutcome, type SignInPlace } from '#identity';
import type { Principal } from '#knowledge';
import type { Request, Response } from 'express';
import { clientAddress } from '../http/client-address.js';
import { deviceName } from '../http/device-name.js';
import { SessionCookies } from '../http/session-cookies.js';
import { PortalAddress } from '../http/portal-address.js';

/** `lacksFactor` and `view` are there only when they are true of the session. */
export const viewSession = (
  { userId, name, role }: Principal,
  lacksFactor: boolean,
  view?: RunningView,
): SessionView => ({
  user: { id: userId, name, role },
  ...(lacksFactor ? { lacksFactor } : {}),
  ...(view ? { view: viewRunning(view) } : {}),
});

/** As whom somebody looks, and until when; not why. */
export const viewRunning = ({ id, person, endsAt }: RunningView): RunningViewBody => ({
  id,
  person: { ...person },
  endsAt: endsAt.toISOString(),
});

/** What every way in has in common with the browser: what it brings along, and the cookies that it is given. */
@Injectable()
export class SignInDesk {
  constructor(
    private readonly cookies: SessionCookies,
    private readonly address: PortalAddress,
  ) {}

  get party(): RelyingParty | null {
    return this.address.relyingParty;
  }

  /** @throws PasskeysUnavailable */
  requireParty(): RelyingParty {
    if (!this.party) throw new PasskeysUnavailable();
    return this.party;
  }

  placeOf(request: Request): SignInPlace {
    return {
      address: clientAddress(request),
      device: deviceName(request.headers['user-agent']),
      previous: this.cookies.read(request, 'session'),
      browser: this.cookies.read(request, 'browser'),
    };
  }

  stepOf(request: Request): string | null {
    return this.cookies.read(request, 'step');
  }

  keepStep(request: Request, response: Response, step: string): void {
    this.cookies.setStep(request, response, step);
  }

  dropStep(request: Request, response: Response): void {
    this.cookies.clear(request, response, 'step');
  }

  keepSession(request: Request, response: Response, session: IssuedSecret | null): void {
    if (session) this.cookies.setSession(request, response, session);
  }

  finish(request: Request, response: Response, outcome: SignInOutcome): SignInReply {
    if (outcome.kind === 'second-factor') {
      this.keepStep(request, response, outcome.step);
      const { code, passkey } = outcome.ways;
      return { secondFactor: { code, passkey: passkey && { ...passkey } } };
    }
    const { started, browser } = outcome;
    this.cookies.setSession(request, response, started.session);
    if (browser) this.cookies.setBrowser(request, response, browser);
    this.dropStep(request, response);
    return viewSession(started.principal, started.lacksFactor);
  }
}
