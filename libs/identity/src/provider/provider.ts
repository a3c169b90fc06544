import { Injectable } from '@nestjs/common';
import type { ProviderSettings } from '#config';
import { fetchPermitting } from '#outbound';
import * as oidc from 'openid-client';
import { ProviderRefused, ProviderUnavailable } from '../errors.js';

/** What an identity provider vouches for. */
export interface ProviderClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  /** Only where the provider says that it was verified. */
  readonly email: string | null;
  readonly groups: unknown;
}

/** What has to come back unchanged. */
export interface ProviderQuestion {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const TIMEOUT_S = 10;
/** Its documents, keys and tokens are a few kilobytes. */
const MOST_BYTES = 1024 * 1024;
/** Names of people are shown; what could make two look alike is taken out. */
const SHOWN = /[\p{C}]/gu;

/** The one OpenID Connect provider that the settings name: code flow with PKCE, state, nonce and verified signatures. */
@Injectable()
export class IdentityProvider {
  private known: Promise<oidc.Configuration> | null = null;

  constructor(private readonly settings: ProviderSettings | null) {}

  get isSetUp(): boolean {
    return this.settings !== null;
  }

  /** Where to send the browser. @throws ProviderUnavailable */
  async ask(redirectUri: string): Promise<{ url: string; question: ProviderQuestion }> {
    const config = await this.configuration();
    const question = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const url = oidc.buildAuthorizationUrl(config, {
      ...{ redirect_uri: redirectUri, scope: this.required().scopes, state: question.state, nonce: question.nonce },
      ...{ code_challenge: await oidc.calculatePKCECodeChallenge(question.verifier), code_challenge_method: 'S256' },
    });
    return { url: url.href, question };
  }

  /**
   * Who came back. The library checks state, nonce, PKCE, signature, issuer, audience and times; what it lets through is
   * held against the settings once more.
   * @param cameBackTo The full address with its query.
   * @throws ProviderRefused, ProviderUnavailable
   */
  async answer(cameBackTo: URL, { state, nonce, verifier }: ProviderQuestion): Promise<ProviderClaims> {
    const config = await this.configuration();
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    const tokens = await oidc
      .authorizationCodeGrant(config, cameBackTo, checks)
      .catch((cause: unknown) => Promise.reject(new ProviderRefused({ cause })));
    const claims = tokens.claims();
    const { issuer, clientId, groupsClaim } = this.required();
    const audience = [claims?.aud].flat();
    if (!claims || claims.iss !== issuer || !audience.includes(clientId) || claims.sub === '')
      throw new ProviderRefused();
    const isVerified = claims['email_verified'] === true;
    return {
      ...{ issuer: claims.iss, subject: claims.sub, groups: claims[groupsClaim] },
      name: textOf(claims['name']) ?? textOf(claims['preferred_username']),
      email: isVerified ? textOf(claims['email']) : null,
    };
  }

  private configuration(): Promise<oidc.Configuration> {
    return (this.known ??= this.discover().catch((cause: unknown) => {
      this.known = null;
      throw cause instanceof ProviderRefused ? cause : new ProviderUnavailable({ cause });
    }));
  }

  private async discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret, privateHosts } = this.required();
    const url = new URL(issuer);
    const execute = [
      oidc.enableNonRepudiationChecks,
      ...(url.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
    ];
    const authentication = clientSecret === null ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
    // What the provider's documents name – where tokens and keys are – is as much as a stranger's word of addresses inside.
    const connect = fetchPermitting({ bySettings: [url.hostname, ...privateHosts] }, MOST_BYTES);
    const config = await oidc.discovery(url, clientId, undefined, authentication, {
      ...{ execute, timeout: TIMEOUT_S },
      [oidc.customFetch]: (address, { method, headers, body, signal }) =>
        connect(address, { method, headers, body: textBody(body), ...(signal ? { signal } : {}) }),
    });
    if (config.serverMetadata().issuer !== issuer) throw new ProviderRefused();
    return config;
  }

  /** @throws ProviderUnavailable where none is set up. */
  private required(): ProviderSettings {
    if (!this.settings) throw new ProviderUnavailable();
    return this.settings;
  }
}

/** The library sends forms and nothing else. */
function textBody(body: oidc.FetchBody): string | URLSearchParams | null {
  if (body === null || body === undefined) return null;
  if (typeof body === 'string' || body instanceof URLSearchParams) return body;
  throw new TypeError('A request to an identity provider is no form.');
}

function textOf(claim: unknown): string | null {
  const text = typeof claim === 'string' ? claim.replace(SHOWN, '').trim().slice(0, 120) : '';
  return text === '' ? null : text;
}
