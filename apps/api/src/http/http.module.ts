import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { ServiceSettings } from '#config';
import { AuthGuard } from './auth.guard.js';
import { ErrorFilter } from './error.filter.js';
import { LeafOfRequest } from './leaf-of-request.interceptor.js';
import { LimitsGuard } from './limits.guard.js';
import { OpenRequests } from './open-requests.js';
import { PortalAddress } from './portal-address.js';
import { SessionCookies } from './session-cookies.js';
import { SignInWatch } from './sign-in-watch.js';
import { ViewOfRequest } from './view-of-request.js';

/** What every request passes: who asks, how much they may, what is entered in the log, how errors are told. */
@Global()
@Module({})
export class HttpModule {
  static with({ uploadLimitBytes, publicUrl }: ServiceSettings['http']): DynamicModule {
    const shared = [
      OpenRequests,
      SignInWatch,
      SessionCookies,
      ViewOfRequest,
      { provide: ErrorFilter, useFactory: () => new ErrorFilter(uploadLimitBytes) },
      { provide: PortalAddress, useFactory: () => new PortalAddress(publicUrl) },
    ];
    return {
      module: HttpModule,
      providers: [
        ...shared,
        { provide: APP_FILTER, useExisting: ErrorFilter },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: LimitsGuard },
        { provide: APP_INTERCEPTOR, useClass: LeafOfRequest },
      ],
      exports: shared,
    };
  }
}
