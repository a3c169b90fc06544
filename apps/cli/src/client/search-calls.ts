import {
  type AlertView,
  type ChangeSearch,
  type SaveSearch,
  type SavedSearchView,
  alertList,
  savedSearchList,
  savedSearchView,
} from '#contracts';
import { z } from 'zod';
import type { ServiceClient } from './service-client.js';

/** The service's calls about saved searches. Throws what {@link ServiceClient} throws. */
export class SearchCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  async list(): Promise<SavedSearchView[]> {
    return (await this.client.call('GET', '/searches', savedSearchList)).searches;
  }

  save(made: SaveSearch): Promise<SavedSearchView> {
    return this.client.call('POST', '/searches', savedSearchView, made);
  }

  async change(id: string, change: ChangeSearch): Promise<void> {
    await this.client.call('PATCH', `/searches/${encodeURIComponent(id)}`, z.unknown(), change);
  }

  async remove(id: string): Promise<void> {
    await this.client.call('DELETE', `/searches/${encodeURIComponent(id)}`, z.unknown());
  }

  async alerts(): Promise<AlertView[]> {
    return (await this.client.call('GET', '/alerts', alertList)).alerts;
  }

  async markSeen(): Promise<void> {
    await this.client.call('POST', '/alerts/seen', z.unknown(), {});
  }
}
