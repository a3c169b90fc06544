import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessCheck, AccessModule, Authenticator, placeCanaries } from '#access';
import { AuditLog, AuditModule } from '#audit';
import { DatabaseModule } from '#database';
import { IdentityModule } from '#identity';
import { CreateCollection } from '#ingestion';
import type { Principal } from '#knowledge';
import { CollectionRepository, LibraryModule } from '#library';
import { VaultModule } from '#vault';
import { DataSource } from 'typeorm';
import { AccessDesk } from '../../../apps/api/src/access/access-desk.js';
import { ObjectNames } from '../../../apps/api/src/access/object-names.js';
import { PeopleDesk } from '../../../apps/api/src/people/people-desk.js';
import { ServiceAccountDesk } from '../../../apps/api/src/people/service-account-desk.js';
import { ScimDesk } from '../../../apps/api/src/scim/scim-desk.js';
import { ScimGroupsDesk } from '../../../apps/api/src/scim/scim-groups-desk.js';

const NO_LIMITS = {
  ...{ requestsPerMinute: 0, addressRequestsPerMinute: 0, addressTotalPerMinute: 0 },
  ...{ questionsPerMinute: 0, questionsPerDay: 0, uploadMegabytesPerDay: 0 },
};
const DESKS = [AccessDesk, ObjectNames, PeopleDesk, ServiceAccountDesk, ScimDesk, ScimGroupsDesk, CreateCollection];

/** Everything that changes who may see what, as the API has it, and the check that holds it against the log. */
export async function openDesks(url: string) {
  const folder = await mkdtemp(join(tmpdir(), 'chancery-desks-'));
  const keys = { file: join(folder, 'vault-keys'), isManaged: true, command: null };
  const rooms = [DatabaseModule.connect(url, 8), VaultModule.with(keys), AccessModule, AuditModule];
  @Global()
  @Module({ imports: [...rooms, LibraryModule.in(join(folder, 'blobs'))], exports: [...rooms, LibraryModule] })
  class Rooms {}
  const identity = IdentityModule.with({ secondFactorRoles: [], provider: null, mail: null }, NO_LIMITS);
  @Module({ imports: [Rooms, identity], providers: DESKS })
  class Desks {}
  const app = await NestFactory.createApplicationContext(Desks, { logger: ['error'] });
  const [source, log, collections] = [app.get(DataSource), app.get(AuditLog), app.get(CollectionRepository)];
  const { administratorId } = await app
    .get(Authenticator)
    .bootstrap(null, (manager, event) => log.append([event], manager));
  const admin: Principal = { userId: administratorId, name: 'Administrator', role: 'administrator', via: 'key' };
  return {
    ...{ source, log, admin },
    access: app.get(AccessDesk),
    people: app.get(PeopleDesk),
    services: app.get(ServiceAccountDesk),
    directory: app.get(ScimDesk),
    directoryGroups: app.get(ScimGroupsDesk),
    makes: app.get(CreateCollection),
    problems: () => app.get(AccessCheck).problems(new AbortController().signal),
    /** As the self-test does it. */
    async placeCanaries(): Promise<void> {
      const made = [];
      for (const name of ['one', 'two', 'three']) made.push(await collections.create(`canary ${name}`, 'scratch'));
      const [one, two, three] = made.map(({ id }) => ({ collectionId: id, documentId: id }));
      await source.transaction((manager) => placeCanaries(manager, [one!, two!, three!]));
    },
    async close() {
      await app.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type OpenDesks = Awaited<ReturnType<typeof openDesks>>;
