import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import type { VaultRotation, VaultStatusView } from '#contracts';
import { SealOlderDecisions, SealOlderFeedback, SealOlderRecords } from '#decisions';
import type { Principal } from '#knowledge';
import { Vault } from '#vault';
import { Asker, RecentSignIn } from '../http/auth.guard.js';

/** The key that all sealed content hangs on; no route gives it out. */
@Controller('api/v1/vault')
export class VaultController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly vault: Vault,
    private readonly records: SealOlderRecords,
    private readonly decisions: SealOlderDecisions,
    private readonly feedback: SealOlderFeedback,
    private readonly log: AuditLog,
  ) {}

  @Get()
  status(@Asker() principal: Principal): Promise<VaultStatusView> {
    this.access.require(principal, 'manage the vault');
    return this.state();
  }

  /** Encrypt every data key anew, under a new key. */
  @RecentSignIn()
  @Post('rotation')
  @HttpCode(200)
  async rotate(@Asker() principal: Principal): Promise<VaultRotation> {
    this.access.require(principal, 'manage the vault');
    const rewrapped = await this.vault.rotate(async (manager, from, to) => {
      await this.log.append([{ kind: 'vault.rotated', actor: principal.userId, subject: { from, to } }], manager);
    });
    return { ...(await this.state()), rewrapped };
  }

  private async state(): Promise<VaultStatusView> {
    const counts = [this.records, this.decisions, this.feedback].map((sealing) => sealing.pending());
    const unsealed = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    return { ...(await this.vault.status()), unsealed };
  }
}
