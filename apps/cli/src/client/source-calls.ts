import {
  type AddSource,
  type ChangeSource,
  type RunEntryList,
  type RunOutcome,
  type SourceRunList,
  type SourceRunView,
  type SourceTest,
  type SourceView,
  type TestSource,
  runEntryList,
  sourceList,
  sourceRunList,
  sourceRunView,
  sourceTest,
  sourceView,
} from '#contracts';
import { z } from 'zod';
import { WrongUsage } from './errors.js';
import type { ServiceClient } from './service-client.js';

/** The service's calls about sources. Throws what {@link ServiceClient} throws. */
export class SourceCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  async list(): Promise<SourceView[]> {
    return (await this.client.call('GET', '/sources', sourceList)).sources;
  }

  /** A source by its id, or by a name that only it has. @throws WrongUsage */
  async find(nameOrId: string): Promise<SourceView> {
    const found = (await this.list()).filter(({ id, name }) => id === nameOrId || name === nameOrId);
    if (found.length === 1) return found[0]!;
    throw new WrongUsage(
      found.length === 0
        ? `There is no source "${nameOrId}". See: chancery sources list`
        : `${found.length} sources are called "${nameOrId}". Give the id that chancery sources list prints.`,
    );
  }

  add(body: AddSource): Promise<SourceView> {
    return this.client.call('POST', '/sources', sourceView, body);
  }

  change(id: string, body: ChangeSource): Promise<SourceView> {
    return this.client.call('PATCH', `/sources/${id}`, sourceView, body);
  }

  try(body: TestSource): Promise<SourceTest> {
    return this.client.call('POST', '/sources/test', sourceTest, body);
  }

  async remove(id: string): Promise<void> {
    await this.client.call('DELETE', `/sources/${id}`, z.unknown());
  }

  run(id: string): Promise<SourceRunView> {
    return this.client.call('POST', `/sources/${id}/runs`, sourceRunView, {});
  }

  async cancel(id: string): Promise<void> {
    await this.client.call('POST', `/sources/${id}/cancel`, z.unknown(), {});
  }

  confirm(id: string, run: string): Promise<SourceRunView> {
    return this.client.call('POST', `/sources/${id}/runs/${run}/confirm`, sourceRunView, {});
  }

  runs(id: string, limit: number): Promise<SourceRunList> {
    return this.client.call('GET', `/sources/${id}/runs?limit=${limit}`, sourceRunList);
  }

  show(id: string, run: string): Promise<SourceRunView> {
    return this.client.call('GET', `/sources/${id}/runs/${run}`, sourceRunView);
  }

  entries(id: string, run: string, limit: number, outcome?: RunOutcome): Promise<RunEntryList> {
    const only = outcome ? `&outcome=${outcome}` : '';
    return this.client.call('GET', `/sources/${id}/runs/${run}/entries?limit=${limit}${only}`, runEntryList);
  }
}
