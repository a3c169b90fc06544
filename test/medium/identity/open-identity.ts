import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  AccessModule,
  AccessPolicy,
  Authenticator,
  Credentials,
  Groups,
  People,
  type PersonPlan,
  Sessions,
} from '#access';
import { AuditLog, AuditModule } from '#audit';
import type { ProviderSettings } from '#config';
import { DatabaseModule } from '#database';
import {
  Account,
  Factors,
  IdentityModule,
  MailedLinks,
  ProviderSignIn,
  ResetAccount,
  SignIn,
  type SignInOutcome,
  type SignInPlace,
} from '#identity';
import type { Role } from '#knowledge';
import { Vault, VaultModule } from '#vault';
import { DataSource } from 'typeorm';

const NO_LIMITS = {
  ...{ requestsPerMinute: 0, addressRequestsPerMinute: 0, addressTotalPerMinute: 0 },
  ...{ questionsPerMinute: 0, questionsPerDay: 0, uploadMegabytesPerDay: 0 },
};

export const PASSWORD = 'nine violet umbrellas sing';
export const PARTY = { id: 'localhost', origin: 'http://localhost:3210' };

/** The room that knows how people prove who they are, on a database of its own. */
export async function openIdentity(
  url: string,
  secondFactorRoles: readonly Role[] = [],
  provider: ProviderSettings | null = null,
  mail: { server: string; from: string } | null = null,
) {
  const folder = await mkdtemp(join(tmpdir(), 'chancery-identity-'));
  const settings = { secondFactorRoles, provider, mail };
  const keys = { file: join(folder, 'vault-keys'), isManaged: true, command: null };
  @Global()
  @Module({ imports: [DatabaseModule.connect(url, 8), VaultModule.with(keys)], exports: [VaultModule] })
  class Keys {}
  @Module({
    imports: [Keys, AccessModule, AuditModule, IdentityModule.with(settings, NO_LIMITS)],
  })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
  const source = app.get(DataSource);
  const rooms = {
    source,
    people: app.get(People),
    groups: app.get(Groups),
    policy: app.get(AccessPolicy),
    credentials: app.get(Credentials),
    authenticator: app.get(Authenticator),
    sessions: app.get(Sessions),
    signIn: app.get(SignIn),
    provider: app.get(ProviderSignIn),
    account: app.get(Account),
    factors: app.get(Factors),
    resets: app.get(ResetAccount),
    links: app.get(MailedLinks),
    log: app.get(AuditLog),
    vault: app.get(Vault),
    add: (plan: PersonPlan): Promise<string> => source.transaction((manager) => rooms.people.add(manager, plan)),
    /** Somebody with a session by a link. */
    enter: async (userId: string) => {
      const link = await rooms.authenticator.issue(userId, 'link', { name: 'link' });
      return rooms.admissionOf(await rooms.signIn.withLink(link.secret, PARTY, aPlace()));
    },
    admissionOf: (outcome: SignInOutcome) => {
      if (outcome.kind !== 'session') throw new Error('A second factor is asked for.');
      return rooms.authenticator.admit(outcome.started.session.secret);
    },
    /** A person with a password, and the session that set it. */
    withPassword: async (plan: PersonPlan) => {
      const id = await rooms.add(plan);
      const { session } = await rooms.account.setPassword(await rooms.enter(id), PASSWORD);
      return { id, admission: await rooms.authenticator.admit(session!.secret) };
    },
    kinds: async () =>
      (await source.query<{ kind: string }[]>('SELECT kind FROM log_entries ORDER BY index')).map(({ kind }) => kind),
    async close() {
      await app.close();
      await rm(folder, { recursive: true });
    },
  };
  return rooms;
}

export type OpenIdentity = Awaited<ReturnType<typeof openIdentity>>;

let addresses = 0;
/** Somewhere else each time, unless it is said where. */
export const aPlace = (place: Partial<SignInPlace> = {}): SignInPlace => ({
  ...{ address: `198.51.100.${(addresses += 1)}`, device: 'Firefox, Linux', previous: null, browser: null },
  ...place,
});

export const code = (expected: string) => expect.objectContaining({ code: expected }) as unknown;
export const codesOf = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map((each) => (each.status === 'rejected' ? (each.reason as { code?: string }).code : 'done'));
