import type { SignInWays } from '#contracts';

/** What the page for signing in shows of the identity provider; null: none is set up. */
export class ProviderButton {
  readonly button: SignInWays['provider'];

  constructor(label: string | null) {
    this.button = label === null ? null : { label, url: '/api/v1/sign-in/provider' };
  }
}
