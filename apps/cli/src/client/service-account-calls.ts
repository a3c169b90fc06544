import { type AddServiceAccount, type ServiceAccountView, serviceAccountList, serviceAccountView } from '#contracts';
import { WrongUsage } from './errors.js';
import type { ServiceClient } from './service-client.js';

/** The service's calls about accounts of programs. Throws what {@link ServiceClient} throws. */
export class ServiceAccountCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  async list(): Promise<ServiceAccountView[]> {
    return (await this.client.call('GET', '/service-accounts', serviceAccountList)).serviceAccounts;
  }

  add(body: AddServiceAccount): Promise<ServiceAccountView> {
    return this.client.call('POST', '/service-accounts', serviceAccountView, body);
  }

  handOn(id: string, owner: string): Promise<ServiceAccountView> {
    return this.client.call('PATCH', `/service-accounts/${id}`, serviceAccountView, { owner });
  }

  /** By id, or by a name that only one has. @throws WrongUsage */
  async idOf(nameOrId: string): Promise<string> {
    const found = (await this.list()).filter(({ id, name }) => id === nameOrId || name === nameOrId);
    if (found.length === 1) return found[0]!.id;
    throw new WrongUsage(
      found.length === 0
        ? `There is no service account "${nameOrId}". See: chancery service-accounts list`
        : `${found.length} service accounts are called "${nameOrId}". Give the id that the list prints.`,
    );
  }
}
