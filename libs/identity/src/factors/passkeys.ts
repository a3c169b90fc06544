import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { DataSource, type EntityManager } from 'typeorm';
import { PasskeyEntity } from '../entities/passkey.entity.js';
import { PasskeyRefused } from '../errors.js';

/** Whom authenticators sign for: a host name, and the address that pages with that name have. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/** A passkey without its key. `isBackedUp`: its authenticator copies it to the person's other devices. */
export interface ListedPasskey {
  readonly id: string;
  readonly name: string;
  readonly isBackedUp: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** A passkey is asked for with the person's PIN, finger or face: it is both factors at once. */
const VERIFIED = 'required';
/** Loaded with the first passkey: it brings the formats of certificates, and half a second. */
const webauthn = () => import('@simplewebauthn/server');

/** WebAuthn credentials. */
@Injectable()
export class Passkeys {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Oldest first. */
  async list(userId: string): Promise<ListedPasskey[]> {
    return (await this.rowsOf(userId)).map(({ id, name, isBackedUp, createdAt, lastUsedAt }) => ({
      ...{ id, name, isBackedUp, createdAt, lastUsedAt },
    }));
  }

  /** What the browser is to ask its authenticator for, to make one. */
  async registration(
    user: { readonly id: string; readonly name: string; readonly login: string },
    party: RelyingParty,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return (await webauthn()).generateRegistrationOptions({
      ...{ rpName: 'Chancery', rpID: party.id, userName: user.login, userDisplayName: user.name },
      userID: new TextEncoder().encode(user.id),
      attestationType: 'none',
      excludeCredentials: descriptorsOf(await this.rowsOf(user.id)),
      authenticatorSelection: { residentKey: 'required', userVerification: VERIFIED },
    });
  }

  /** Keep a new one, within the caller's transaction. @returns Its id. @throws PasskeyRefused */
  async add(
    manager: EntityManager,
    userId: string,
    name: string,
    response: RegistrationResponseJSON,
    expected: { readonly challenge: string; readonly party: RelyingParty },
  ): Promise<string> {
    const { verifyRegistrationResponse } = await webauthn();
    const checked = await verifyRegistrationResponse({
      response,
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.party.origin,
      expectedRPID: expected.party.id,
    }).catch((cause: unknown) => Promise.reject(new PasskeyRefused({ cause })));
    if (!checked.verified) throw new PasskeyRefused();
    const { credential, credentialBackedUp: isBackedUp } = checked.registrationInfo;
    const id = randomUUID();
    const added = await manager
      .getRepository(PasskeyEntity)
      .createQueryBuilder()
      .insert()
      .values({
        ...{ credentialId: credential.id, id, userId, name, isBackedUp },
        publicKey: Buffer.from(credential.publicKey),
        counter: String(credential.counter),
        transports: (response.response.transports ?? []).slice(0, 8),
        createdAt: this.clock.now(),
        lastUsedAt: null,
      })
      .orIgnore()
      .returning('id')
      .execute();
    // Somebody has registered the same credential before.
    if ((added.raw as unknown[]).length === 0) throw new PasskeyRefused();
    return id;
  }

  /** What the browser is to ask for, to sign in: any passkey of this place (null), or one of a person's. */
  async request(party: RelyingParty, userId: string | null): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return (await webauthn()).generateAuthenticationOptions({
      rpID: party.id,
      userVerification: VERIFIED,
      ...(userId === null ? {} : { allowCredentials: descriptorsOf(await this.rowsOf(userId)) }),
    });
  }

  /**
   * Whose passkey answered, within the caller's transaction. A counter that does not go forward is that of a copy.
   * @throws PasskeyRefused
   */
  async accept(
    manager: EntityManager,
    response: AuthenticationResponseJSON,
    expected: { readonly challenge: string; readonly party: RelyingParty },
  ): Promise<{ userId: string; passkeyId: string }> {
    const row = await manager
      .getRepository(PasskeyEntity)
      .findOne({ where: { credentialId: response.id }, lock: { mode: 'pessimistic_write' } });
    if (!row) throw new PasskeyRefused();
    const { verifyAuthenticationResponse } = await webauthn();
    const checked = await verifyAuthenticationResponse({
      response,
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.party.origin,
      expectedRPID: expected.party.id,
      credential: { id: row.credentialId, publicKey: Uint8Array.from(row.publicKey), counter: Number(row.counter) },
    }).catch((cause: unknown) => Promise.reject(new PasskeyRefused({ cause })));
    if (!checked.verified) throw new PasskeyRefused();
    const { newCounter, credentialBackedUp } = checked.authenticationInfo;
    await manager
      .getRepository(PasskeyEntity)
      .update(
        { credentialId: row.credentialId },
        { counter: String(newCounter), isBackedUp: credentialBackedUp, lastUsedAt: this.clock.now() },
      );
    return { userId: row.userId, passkeyId: row.id };
  }

  /** @param id Of one; null: of all. @returns How many there were. */
  async drop(manager: EntityManager, userId: string, id: string | null): Promise<number> {
    const which = id === null ? { userId } : { userId, id };
    return (await manager.getRepository(PasskeyEntity).delete(which)).affected ?? 0;
  }

  private rowsOf(userId: string): Promise<PasskeyEntity[]> {
    return this.source.getRepository(PasskeyEntity).find({ where: { userId }, order: { createdAt: 'ASC' } });
  }
}

const descriptorsOf = (rows: readonly PasskeyEntity[]) =>
  rows.map(({ credentialId, transports }) => ({ id: credentialId, transports }));
