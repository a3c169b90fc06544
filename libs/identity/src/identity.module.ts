import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule, Authenticator, People } from '#access';
import { AuditLog, AuditModule } from '#audit';
import type { IdentitySettings, LimitSettings } from '#config';
import { Clock, SystemClock } from '#knowledge';
import { DataSource } from 'typeorm';
import { Account } from './account.js';
import { FederatedIdentityEntity } from './entities/federated-identity.entity.js';
import { KnownBrowserEntity } from './entities/known-browser.entity.js';
import { PasskeyEntity } from './entities/passkey.entity.js';
import { PasswordEntity } from './entities/password.entity.js';
import { RateLimitEntity } from './entities/rate-limit.entity.js';
import { RecoveryCodeEntity } from './entities/recovery-code.entity.js';
import { SignInAttemptEntity } from './entities/sign-in-attempt.entity.js';
import { SignInStepEntity } from './entities/sign-in-step.entity.js';
import { TotpFactorEntity } from './entities/totp-factor.entity.js';
import { DemandedFactors, Factors } from './factors/factors.js';
import { Passkeys } from './factors/passkeys.js';
import { RecoveryCodes } from './factors/recovery-codes.js';
import { TotpFactors } from './factors/totp-factors.js';
import { Limits } from './limits/limits.js';
import { Passwords } from './passwords/passwords.js';
import { IdentityProvider } from './provider/provider.js';
import { ProviderSignIn, ProvisioningRules } from './provider/provider-sign-in.js';
import { ResetAccount } from './reset-account.js';
import { SecretBox } from './secret-box.js';
import { KnownBrowsers } from './sign-in/known-browsers.js';
import { SignIn } from './sign-in/sign-in.js';
import { MailedLinks } from './sign-in/mailed-links.js';
import { SignInAttempts } from './sign-in/sign-in-attempts.js';
import { SignInSteps } from './sign-in/sign-in-steps.js';

const ENTITIES = [
  ...[PasswordEntity, KnownBrowserEntity, SignInAttemptEntity, SignInStepEntity],
  ...[TotpFactorEntity, RecoveryCodeEntity, PasskeyEntity, FederatedIdentityEntity, RateLimitEntity],
];
const PUBLIC = [Account, Factors, Limits, MailedLinks, Passwords, ProviderSignIn, ResetAccount, SignIn];

type Parts = [DataSource, People, Authenticator, Limits, AuditLog, Clock];

/** Without a provider or a mail sender the routes for them stay, and refuse. */
@Module({})
export class IdentityModule {
  static with({ secondFactorRoles, provider, mail }: IdentitySettings, limits: LimitSettings): DynamicModule {
    return {
      module: IdentityModule,
      imports: [TypeOrmModule.forFeature(ENTITIES), AccessModule, AuditModule],
      providers: [
        ...PUBLIC.filter((each) => each !== Limits && each !== MailedLinks),
        { provide: Limits, useFactory: (source: DataSource) => new Limits(source, limits), inject: [DataSource] },
        {
          provide: MailedLinks,
          useFactory: (...parts: Parts) => new MailedLinks(...parts, mail),
          inject: [DataSource, People, Authenticator, Limits, AuditLog, Clock],
        },
        ...[KnownBrowsers, Passkeys, RecoveryCodes, SecretBox, SignInAttempts, SignInSteps, TotpFactors],
        { provide: Clock, useClass: SystemClock },
        { provide: IdentityProvider, useFactory: () => new IdentityProvider(provider) },
        {
          provide: ProvisioningRules,
          useFactory: () =>
            new ProvisioningRules(provider?.addsPeople ?? false, provider?.roles ?? [], provider?.groups ?? []),
        },
        { provide: DemandedFactors, useFactory: () => new DemandedFactors(secondFactorRoles) },
      ],
      exports: PUBLIC,
    };
  }
}
