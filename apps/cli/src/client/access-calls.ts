import {
  type AccessReport,
  type AccessSubject,
  type AddMatter,
  type BuildWall,
  type ChangeGrant,
  type ChangeMatter,
  type ChangeWall,
  type DocumentDetail,
  type GroupView,
  type HeldGrant,
  type MatterView,
  type ReportQuery,
  type SelfTestView,
  type WallView,
  accessReport,
  documentDetail,
  groupList,
  groupView,
  heldGrants,
  matterList,
  matterView,
  selfTestView,
  wallList,
  wallView,
} from '#contracts';
import { z } from 'zod';
import { WrongUsage } from './errors.js';
import { PeopleCalls } from './people-calls.js';
import type { ServiceClient } from './service-client.js';

/** The service's calls about groups, matters, walls, grants and reports. Throws what {@link ServiceClient} throws. */
export class AccessCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call' | 'collections'>) {}

  async groups(): Promise<GroupView[]> {
    return (await this.client.call('GET', '/groups', groupList)).groups;
  }

  addGroup(name: string): Promise<GroupView> {
    return this.client.call('POST', '/groups', groupView, { name });
  }

  async removeGroup(id: string): Promise<void> {
    await this.client.call('DELETE', `/groups/${id}`, z.unknown());
  }

  setMember(group: string, person: string, isMember: boolean): Promise<GroupView> {
    return this.client.call(isMember ? 'PUT' : 'DELETE', `/groups/${group}/members/${person}`, groupView);
  }

  async matters(): Promise<MatterView[]> {
    return (await this.client.call('GET', '/matters', matterList)).matters;
  }

  addMatter(body: AddMatter): Promise<MatterView> {
    return this.client.call('POST', '/matters', matterView, body);
  }

  changeMatter(id: string, body: ChangeMatter): Promise<MatterView> {
    return this.client.call('PATCH', `/matters/${id}`, matterView, body);
  }

  async walls(): Promise<WallView[]> {
    return (await this.client.call('GET', '/walls', wallList)).walls;
  }

  buildWall(body: BuildWall): Promise<WallView> {
    return this.client.call('POST', '/walls', wallView, body);
  }

  changeWall(id: string, body: ChangeWall): Promise<WallView> {
    return this.client.call('PATCH', `/walls/${id}`, wallView, body);
  }

  async liftWall(id: string): Promise<void> {
    await this.client.call('DELETE', `/walls/${id}`, z.unknown());
  }

  async grants(subject: string): Promise<HeldGrant[]> {
    return (await this.client.call('GET', `/grants?subject=${subject}`, heldGrants)).grants;
  }

  async setGrant(body: ChangeGrant): Promise<void> {
    await this.client.call('PUT', '/grants', z.unknown(), body);
  }

  setMatter(documentId: string, matter: string | null): Promise<DocumentDetail> {
    return this.client.call('PATCH', `/documents/${documentId}`, documentDetail, { matter });
  }

  report(query: ReportQuery): Promise<AccessReport> {
    const given = Object.entries(query).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as [string, string]],
    );
    return this.client.call('GET', `/access/report?${new URLSearchParams(given).toString()}`, accessReport);
  }

  selfTest(): Promise<SelfTestView> {
    return this.client.call('POST', '/access/self-test', selfTestView);
  }

  /** A person, or with `group:` before it a group, by name or id. @throws WrongUsage */
  async subject(text: string): Promise<AccessSubject> {
    if (!text.startsWith('group:')) return { kind: 'person', id: await new PeopleCalls(this.client).idOf(text) };
    return { kind: 'group', id: await this.groupId(text.slice('group:'.length)) };
  }

  async groupId(nameOrId: string): Promise<string> {
    return idAmong(await this.groups(), nameOrId, 'group', 'groups');
  }

  async wallId(nameOrId: string): Promise<string> {
    return idAmong(await this.walls(), nameOrId, 'wall', 'walls');
  }

  async matterId(numberOrId: string): Promise<string> {
    const matters = (await this.matters()).map(({ id, number }) => ({ id, name: number }));
    return idAmong(matters, numberOrId, 'matter', 'matters');
  }

  async collectionId(nameOrId: string): Promise<string> {
    return idAmong(await this.client.collections(), nameOrId, 'collection', 'collections');
  }
}

/** @throws WrongUsage */
function idAmong(
  all: readonly { readonly id: string; readonly name: string }[],
  nameOrId: string,
  what: string,
  command: string,
): string {
  const key = nameOrId.trim().toLowerCase();
  const found = all.find(({ id, name }) => id === key || name.toLowerCase() === key);
  if (!found) throw new WrongUsage(`There is no ${what} "${nameOrId}". See: chancery ${command} list`);
  return found.id;
}
