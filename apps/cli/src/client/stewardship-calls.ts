import {
  type ErasureCertificateView,
  type ErasureList,
  type ErasurePreviewView,
  type ErasureView,
  type HoldView,
  type PlaceHold,
  type PreviewErasure,
  type ReplayResult,
  type RequestErasure,
  type RetentionReportView,
  type RetentionView,
  type SetRetention,
  type VaultRotation,
  type VaultStatusView,
  erasureCertificate,
  erasureList,
  erasurePreview,
  erasureView,
  holdList,
  holdView,
  replayResult,
  retentionList,
  retentionReport,
  vaultRotation,
  vaultStatus,
} from '#contracts';
import { z } from 'zod';
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

  replay(record: string): Promise<ReplayResult> {
    return this.client.call('POST', `/records/${record}/replay`, replayResult);
  }

  async holds(which: 'standing' | 'all'): Promise<HoldView[]> {
    return (await this.client.call('GET', `/holds?which=${which}`, holdList)).holds;
  }

  placeHold(body: PlaceHold): Promise<HoldView> {
    return this.client.call('POST', '/holds', holdView, body);
  }

  async liftHold(id: string, reason: string): Promise<void> {
    await this.client.call('POST', `/holds/${id}/lift`, z.unknown(), { reason });
  }

  async retention(): Promise<RetentionView[]> {
    return (await this.client.call('GET', '/retention', retentionList)).rules;
  }

  async setRetention(body: SetRetention): Promise<RetentionView[]> {
    return (await this.client.call('PUT', '/retention', retentionList, body)).rules;
  }

  runRetention(dryRun: boolean): Promise<RetentionReportView> {
    return this.client.call('POST', '/retention/run', retentionReport, { dryRun });
  }

  previewErasure(body: PreviewErasure): Promise<ErasurePreviewView> {
    return this.client.call('POST', '/erasures/preview', erasurePreview, body);
  }

  erase(body: RequestErasure): Promise<ErasureView> {
    return this.client.call('POST', '/erasures', erasureView, body);
  }

  erasures(offset: number, limit: number): Promise<ErasureList> {
    return this.client.call('GET', `/erasures?offset=${offset}&limit=${limit}`, erasureList);
  }

  decideErasure(id: string, how: 'approval' | 'refusal'): Promise<ErasureView> {
    return this.client.call('POST', `/erasures/${id}/${how}`, erasureView);
  }

  certificate(id: string): Promise<ErasureCertificateView> {
    return this.client.call('GET', `/erasures/${id}/certificate`, erasureCertificate);
  }
}
