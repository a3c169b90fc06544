import { type RunningViewBody, type WouldBeCited, type WouldCite, runningView, wouldBeCited } from '#contracts';
import { z } from 'zod';
import { PeopleCalls } from './people-calls.js';
import type { ServiceClient } from './service-client.js';

/** The service's calls about looking with somebody else's eyes. Throws what {@link ServiceClient} throws. */
export class ViewCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  /** @param person Name or id. @throws WrongUsage */
  async begin(person: string, reason: string): Promise<RunningViewBody> {
    const id = await new PeopleCalls(this.client).idOf(person);
    return this.client.call('POST', '/view', runningView, { person: id, reason });
  }

  async end(): Promise<void> {
    await this.client.call('DELETE', '/view', z.unknown());
  }

  wouldCite(body: WouldCite): Promise<WouldBeCited> {
    return this.client.call('POST', '/view/citations', wouldBeCited, body);
  }
}
