import {
  type LogEntriesQuery,
  checkpointPlaces,
  consistencyProof,
  logCheckpoint,
  logEntries,
  logVerification,
  recordProof,
} from '#contracts';
import { query } from './query.js';
import type { ServiceClient } from './service-client.js';

/** The service's calls about the log. Throws what {@link ServiceClient} throws. */
export class LogCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  checkpoint() {
    return this.client.call('GET', '/log/checkpoint', logCheckpoint);
  }

  entries(from: number, limit: number) {
    return this.client.call('GET', `/log/entries${query({ from, limit })}`, logEntries);
  }

  /** Newest first, in front of an entry. */
  find(wanted: Partial<LogEntriesQuery>) {
    return this.client.call('GET', `/log/entries${query({ ...wanted })}`, logEntries);
  }

  places() {
    return this.client.call('GET', '/log/places', checkpointPlaces);
  }

  consistency(from: number, to: number) {
    return this.client.call('GET', `/log/consistency${query({ from, to })}`, consistencyProof);
  }

  rotateKey() {
    return this.client.call('POST', '/log/keys', logCheckpoint);
  }

  recordProof(id: string) {
    return this.client.call('GET', `/records/${encodeURIComponent(id)}/proof`, recordProof);
  }

  verify() {
    return this.client.call('GET', '/log/verify', logVerification);
  }
}
