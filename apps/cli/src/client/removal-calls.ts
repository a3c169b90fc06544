import { type RemovalView, removalList, removalView } from '#contracts';
import type { ServiceClient } from './service-client.js';

/** The service's calls about removals of whole collections. Throws what {@link ServiceClient} throws. */
export class RemovalCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  /** @param collection Its name or id. */
  begin(collection: string): Promise<RemovalView> {
    return this.client.call('POST', '/removals', removalView, { collection });
  }

  /** Newest first. */
  async list(): Promise<RemovalView[]> {
    return (await this.client.call('GET', '/removals', removalList)).removals;
  }

  show(id: string): Promise<RemovalView> {
    return this.client.call('GET', `/removals/${encodeURIComponent(id)}`, removalView);
  }

  cancel(id: string): Promise<RemovalView> {
    return this.client.call('POST', `/removals/${encodeURIComponent(id)}/cancel`, removalView);
  }

  restore(id: string): Promise<RemovalView> {
    return this.client.call('POST', `/removals/${encodeURIComponent(id)}/restore`, removalView);
  }
}
