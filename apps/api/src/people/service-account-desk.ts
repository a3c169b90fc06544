import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, type ListedPerson, NoSignInForServices, People, PersonNotFound, PersonSuspended } from '#access';
import { AuditLog } from '#audit';
import type { AddServiceAccount, HandOnServiceAccount, ServiceAccountView } from '#contracts';
import type { Principal } from '#knowledge';
import { DataSource } from 'typeorm';

/** Accounts of programs: changed and suspended as people are, given keys as people are, never signed in as. */
@Injectable()
export class ServiceAccountDesk {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly people: People,
    private readonly log: AuditLog,
  ) {}

  /** @throws NotAllowed */
  async list(principal: Principal): Promise<ServiceAccountView[]> {
    this.access.require(principal, 'manage people');
    const owners = new Map((await this.people.list()).map((person) => [person.id, person]));
    return (await this.people.list('service')).map((account) => view(account, owners.get(account.ownerId ?? '')));
  }

  /** @throws NotAllowed, PersonNotFound, PersonSuspended, NoSignInForServices: for an owner that is none to ask. */
  async add(
    principal: Principal,
    { name, role, owner = principal.userId }: AddServiceAccount,
  ): Promise<ServiceAccountView> {
    this.access.require(principal, 'manage people');
    const responsible = await this.responsible(owner);
    const id = await this.source.transaction(async (manager) => {
      const id = await this.people.add(manager, { name, role, kind: 'service', ownerId: owner });
      const subject = { person: id, role, owner };
      await this.log.append([{ kind: 'service_account.added', actor: principal.userId, subject }], manager);
      return id;
    });
    return view(await this.people.show(id), responsible);
  }

  /**
   * Have somebody else answer for it, as of now: where its owner is suspended it is in use again.
   * @throws NotAllowed; PersonNotFound for no such account or owner; PersonSuspended, NoSignInForServices: see above
   */
  async handOn(principal: Principal, id: string, { owner }: HandOnServiceAccount): Promise<ServiceAccountView> {
    this.access.require(principal, 'manage people');
    const responsible = await this.responsible(owner);
    if ((await this.people.show(id)).kind !== 'service') throw new PersonNotFound();
    await this.source.transaction(async (manager) => {
      const { isChanged } = await this.people.change(manager, id, { ownerId: owner });
      const subject = { person: id, owner };
      if (isChanged)
        await this.log.append([{ kind: 'service_account.handed_on', actor: principal.userId, subject }], manager);
    });
    return view(await this.people.show(id), responsible);
  }

  private async responsible(owner: string): Promise<ListedPerson> {
    const person = await this.people.show(owner);
    if (person.kind !== 'person') throw new NoSignInForServices();
    if (person.suspendedAt) throw new PersonSuspended();
    return person;
  }
}

function view(account: ListedPerson, owner: ListedPerson | undefined): ServiceAccountView {
  const { id, name, role, createdAt, suspendedAt, lastSeenAt, ownerId } = account;
  return {
    ...{ id, name, role, createdAt: createdAt.toISOString() },
    owner: { id: ownerId ?? '', name: owner?.name ?? '', isSuspended: owner?.suspendedAt != null },
    suspendedAt: suspendedAt?.toISOString() ?? null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}
