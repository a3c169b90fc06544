import { type DynamicModule, Module } from '@nestjs/common';
import { PeopleApiModule } from '../people/people-api.module.js';
import { AccountController } from './account.controller.js';
import { ProviderButton } from './provider-button.js';
import { ProviderController } from './provider.controller.js';
import { SessionController } from './session.controller.js';
import { SignInController } from './sign-in.controller.js';
import { SignInDesk } from './sign-in-desk.js';

/** The ways in, and one's own account. */
@Module({})
export class IdentityApiModule {
  /** @param providerLabel What the button of the provider of identities says; null where there is no provider. */
  static with(providerLabel: string | null): DynamicModule {
    return {
      module: IdentityApiModule,
      imports: [PeopleApiModule],
      controllers: [SessionController, SignInController, ProviderController, AccountController],
      providers: [SignInDesk, { provide: ProviderButton, useFactory: () => new ProviderButton(providerLabel) }],
    };
  }
}
