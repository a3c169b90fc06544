import { type VaultRotation, type VaultStatusView, vaultRotation, vaultStatus } from '#contracts';
import type { ServiceClient } from './service-client.js';

/** The service's calls about encryption, holds, retention and erasure. Throws what {@link ServiceClient} throws. */
export class StewardshipCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  vault(): Promise<VaultStatusView> {
    return this.client.call('GET', '/vault', vaultStatus);
  }

  rotateVault(): Promise<VaultRotation> {
    return this.client.call('POST', '/vault/rotation', vaultRotation);
  }
}
