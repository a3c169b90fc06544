import {
  type AffectedDetail,
  type AffectedList,
  type DecisionGraph,
  type LinkDecision,
  type LinkView,
  type PrecedentList,
  type SettleDoubt,
  type Timeline,
  affectedDetail,
  affectedList,
  decisionGraph,
  linkView,
  precedentList,
  timeline,
} from '#contracts';
import { z } from 'zod';
import type { ServiceClient } from './service-client.js';

/** The service's calls about decisions as a memory and about what changes put in doubt. Throws what {@link ServiceClient} throws. */
export class DecisionMemoryCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  search(q: string, limit: number): Promise<PrecedentList> {
    return this.client.call(
      'GET',
      `/decisions/search?${new URLSearchParams({ q, limit: String(limit) }).toString()}`,
      precedentList,
    );
  }

  similar(id: string, limit: number): Promise<PrecedentList> {
    return this.client.call('GET', `/decisions/${id}/similar?limit=${limit}`, precedentList);
  }

  graph(id: string, depth: number): Promise<DecisionGraph> {
    return this.client.call('GET', `/decisions/${id}/graph?depth=${depth}`, decisionGraph);
  }

  link(id: string, body: LinkDecision): Promise<LinkView> {
    return this.client.call('POST', `/decisions/${id}/links`, linkView, body);
  }

  async unlink(id: string, link: string, note: string): Promise<void> {
    await this.client.call(
      'DELETE',
      `/decisions/${id}/links/${link}?${new URLSearchParams({ note }).toString()}`,
      z.unknown(),
    );
  }

  timeline(matter: string): Promise<Timeline> {
    return this.client.call('GET', `/decisions/timeline?${new URLSearchParams({ matter }).toString()}`, timeline);
  }

  affected(filter: {
    readonly state?: string;
    readonly limit: number;
    readonly offset: number;
  }): Promise<AffectedList> {
    const { state, limit, offset } = filter;
    const query = new URLSearchParams({ ...(state && { state }), limit: String(limit), offset: String(offset) });
    return this.client.call('GET', `/affected?${query.toString()}`, affectedList);
  }

  affectedItem(id: string): Promise<AffectedDetail> {
    return this.client.call('GET', `/affected/${id}`, affectedDetail);
  }

  settle(id: string, body: SettleDoubt): Promise<AffectedDetail> {
    return this.client.call('POST', `/affected/${id}/settlement`, affectedDetail, body);
  }
}
