/**
 * Calls that run in this process, so that a cancellation, which comes as a request of its own, finds the one it means.
 * Keyed by person, the client's session label and the call's id: nobody reaches another's calls.
 */
export class RunningCalls {
  private readonly stops = new Map<string, AbortController>();

  /** @returns A signal that {@link cancel} aborts; forgotten when `until` is aborted. */
  enter(caller: Caller, requestId: string | number, until: AbortSignal): AbortSignal {
    const key = keyOf(caller, requestId);
    const stop = new AbortController();
    this.stops.set(key, stop);
    until.addEventListener('abort', () => this.stops.get(key) === stop && this.stops.delete(key), { once: true });
    return stop.signal;
  }

  /** A call that has ended or never was is passed over. */
  cancel(caller: Caller, requestId: string | number): void {
    this.stops.get(keyOf(caller, requestId))?.abort();
  }
}

/** Who may cancel a call: the same person in the same session of a client. */
export interface Caller {
  readonly userId: string;
  /** The label that the client was given when it introduced itself; null when it never was. */
  readonly session: string | null;
}

const keyOf = ({ userId, session }: Caller, requestId: string | number): string =>
  JSON.stringify([userId, session, requestId]);
