import type { RemoteEntry } from './connector.port.js';

/** What matters here of an address that was looked at. */
export interface Placed {
  readonly entries: readonly RemoteEntry[];
  /** Where it redirects to, or what it calls its own address. */
  readonly leadsTo?: string;
  /** The page itself, where another address is to stand for it. */
  readonly heldBack?: RemoteEntry;
  readonly problem?: object;
}

/** Pages that leave their place to the address that they call their own, until all is seen and that one gave no page. */
export class StandIns {
  private readonly leads = new Map<string, string>();
  /** Addresses that gave a page, or may give one the next time. */
  private readonly settled = new Set<string>();
  private readonly heldBack: { readonly entry: RemoteEntry; readonly leadsTo: string }[] = [];

  note(url: string, { entries, leadsTo, heldBack, problem }: Placed): void {
    if (entries.length > 0 || problem) this.settled.add(url);
    if (leadsTo !== undefined) this.leads.set(url, leadsTo);
    if (heldBack && leadsTo !== undefined) this.heldBack.push({ entry: heldBack, leadsTo });
  }

  /** Pages that nothing stands for, in the order in which they were met; of those that name each other, the first. */
  left(): RemoteEntry[] {
    return this.heldBack.flatMap(({ entry, leadsTo }) => {
      if (this.isSettled(leadsTo)) return [];
      this.settled.add(entry.remoteId);
      return [entry];
    });
  }

  private isSettled(from: string): boolean {
    const met = new Set<string>();
    for (let url: string | undefined = from; url !== undefined && !met.has(url); url = this.leads.get(url)) {
      if (this.settled.has(url)) return true;
      met.add(url);
    }
    return false;
  }
}
