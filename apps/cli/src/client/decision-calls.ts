import {
  type CreateDecision,
  type DecisionDetail,
  type DecisionList,
  type DecisionProof,
  type DecisionRule,
  type DecisionRules,
  type DecisionTransition,
  type EditDecision,
  decisionDetail,
  decisionList,
  decisionProof,
  decisionRules,
} from '#contracts';
import { query } from './query.js';
import type { ServiceClient } from './service-client.js';

/** Filters of the list of decisions; absent members do not filter. */
export interface DecisionFilter {
  readonly state?: string;
  readonly matter?: string;
  readonly record?: string;
  readonly dueBy?: string;
  readonly awaiting?: 'me';
  readonly offset?: number;
  readonly limit?: number;
}

/** The service's calls about decisions and the steps of their lives. Throws what {@link ServiceClient} throws. */
export class DecisionCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  list(filter: DecisionFilter): Promise<DecisionList> {
    return this.client.call('GET', `/decisions${query({ ...filter })}`, decisionList);
  }

  show(id: string): Promise<DecisionDetail> {
    return this.client.call('GET', `/decisions/${encodeURIComponent(id)}`, decisionDetail);
  }

  proof(id: string): Promise<DecisionProof> {
    return this.client.call('GET', `/decisions/${encodeURIComponent(id)}/proof`, decisionProof);
  }

  rules(): Promise<DecisionRules> {
    return this.client.call('GET', '/decision-rules', decisionRules);
  }

  setRule(collection: string, rule: DecisionRule): Promise<DecisionRules> {
    return this.client.call('PUT', `/decision-rules/${encodeURIComponent(collection)}`, decisionRules, rule);
  }

  create(body: CreateDecision): Promise<DecisionDetail> {
    return this.client.call('POST', '/decisions', decisionDetail, body);
  }

  edit(id: string, body: EditDecision): Promise<DecisionDetail> {
    return this.client.call('PATCH', `/decisions/${encodeURIComponent(id)}`, decisionDetail, body);
  }

  move(id: string, body: DecisionTransition): Promise<DecisionDetail> {
    return this.client.call('POST', `/decisions/${encodeURIComponent(id)}/transitions`, decisionDetail, body);
  }
}
