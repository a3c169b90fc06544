import type { Permitted } from '#outbound';

/** Hosts within the organization's networks, or on this machine, that the operator's settings open to every source. */
export class PrivateHosts {
  constructor(private readonly bySettings: readonly string[]) {}

  /** @param byPeople Hosts that an administrator named for one source. */
  permitting(byPeople: readonly string[]): Permitted {
    return { bySettings: this.bySettings, byPeople };
  }
}
