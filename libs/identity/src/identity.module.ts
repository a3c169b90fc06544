import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '#access';
import { AuditModule } from '#audit';
import type { IdentitySettings } from '#config';
import { Clock, SystemClock } from '#knowledge';
import { Account } from './account.js';
import { FederatedIdentityEntity } from './entities/federated-identity.entity.js';
import { KnownBrowserEntity } from './entities/known-browser.entity.js';
import { PasskeyEntity } from './entities/passkey.entity.js';
import { PasswordEntity } from './entities/password.entity.js';
import { RecoveryCodeEntity } from './entities/recovery-code.entity.js';
import { SignInAttemptEntity } from './entities/sign-in-attempt.entity.js';
import { SignInStepEntity } from './entities/sign-in-step.entity.js';
import { TotpFactorEntity } from './entities/totp-factor.entity.js';
import { DemandedFactors, Factors } from './factors/factors.js';
import { Passkeys } from './factors/passkeys.js';
import { RecoveryCodes } from './factors/recovery-codes.js';
import { TotpFactors } from './factors/totp-factors.js';
import { Passwords } from './passwords/passwords.js';
import { ResetAccount } from './reset-account.js';
import { SecretBox } from './secret-box.js';
import { KnownBrowsers } from './sign-in/known-browsers.js';
import { SignIn } from './sign-in/sign-in.js';
import { SignInAttempts } from './sign-in/sign-in-attempts.js';
import { SignInSteps } from './sign-in/sign-in-steps.js';

const ENTITIES = [
  ...[PasswordEntity, KnownBrowserEntity, SignInAttemptEntity, SignInStepEntity],
  ...[TotpFactorEntity, RecoveryCodeEntity, PasskeyEntity, FederatedIdentityEntity],
];
const PUBLIC = [Account, Factors, Passwords, ResetAccount, SignIn];

@Module({})
export class IdentityModule {
  static with({ key, secondFactorRoles }: IdentitySettings): DynamicModule {
    return {
      module: IdentityModule,
      imports: [TypeOrmModule.forFeature(ENTITIES), AccessModule, AuditModule],
      providers: [
        ...PUBLIC,
        ...[KnownBrowsers, Passkeys, RecoveryCodes, SignInAttempts, SignInSteps, TotpFactors],
        { provide: Clock, useClass: SystemClock },
        { provide: SecretBox, useFactory: () => new SecretBox(key.file, key.isManaged) },
        { provide: DemandedFactors, useFactory: () => new DemandedFactors(secondFactorRoles) },
      ],
      exports: PUBLIC,
    };
  }
}
