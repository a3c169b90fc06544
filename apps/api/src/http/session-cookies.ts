import { Injectable } from '@nestjs/common';
import type { IssuedSecret } from '#access';
import { KNOWN_FOR_MS, STEP_LIFE_MS } from '#identity';
import type { CookieOptions, Request, Response } from 'express';
import { PortalAddress } from './portal-address.js';

/** `browser`: known from an earlier sign-in; `step`: what has begun; `provider`: on the way to an identity provider and back. */
type CookieName = 'session' | 'browser' | 'step' | 'provider';

/**
 * The cookies of the portal. Over https they are bound to this very host by their names (`__Host-`), so that no
 * neighbouring host can plant one; without https browsers refuse such names.
 */
@Injectable()
export class SessionCookies {
  constructor(private readonly address: PortalAddress) {}

  read(request: Request, name: CookieName): string | null {
    const wanted = this.fullName(request, name);
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
    return pairs.find(([found]) => found === wanted)?.[1] || null;
  }

  setSession(request: Request, response: Response, { secret, expiresAt }: IssuedSecret): void {
    this.set(request, response, 'session', secret, expiresAt ? { expires: expiresAt } : {});
  }

  setBrowser(request: Request, response: Response, secret: string): void {
    this.set(request, response, 'browser', secret, { maxAge: KNOWN_FOR_MS });
  }

  setStep(request: Request, response: Response, secret: string): void {
    this.set(request, response, 'step', secret, { maxAge: STEP_LIFE_MS });
  }

  /** It has to come along when the identity provider sends the browser back, which a strict cookie does not. */
  setProvider(request: Request, response: Response, secret: string): void {
    this.set(request, response, 'provider', secret, { maxAge: STEP_LIFE_MS, sameSite: 'lax' });
  }

  clear(request: Request, response: Response, name: CookieName): void {
    response.clearCookie(this.fullName(request, name), { path: '/', secure: this.isSecure(request) });
  }

  private set(request: Request, response: Response, name: CookieName, value: string, more: CookieOptions): void {
    const common: CookieOptions = { httpOnly: true, sameSite: 'strict', path: '/', secure: this.isSecure(request) };
    response.cookie(this.fullName(request, name), value, { ...common, ...more });
  }

  private fullName(request: Request, name: CookieName): string {
    return `${this.isSecure(request) ? '__Host-' : ''}chancery_${name}`;
  }

  private isSecure(request: Request): boolean {
    return request.secure || this.address.isHttps;
  }
}
