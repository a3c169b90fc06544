import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import type { Admission } from '#access';
import { type EndSessions, type LoginList, type WhoseCredentials, endSessions, whoseCredentials } from '#contracts';
import type { Principal } from '#knowledge';
import { Admitted, Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { CredentialDesk } from './credential-desk.js';

/** Everybody's sessions, as a list; one's own, the one that asks, is `/session`. */
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(private readonly desk: CredentialDesk) {}

  @Get()
  async list(
    @Admitted() admission: Admission,
    @Query({ schema: whoseCredentials }) query: WhoseCredentials,
  ): Promise<LoginList> {
    return { sessions: await this.desk.sessions(admission, query) };
  }

  @Delete()
  async revokeAll(
    @Admitted() admission: Admission,
    @Query({ schema: endSessions }) { person }: EndSessions,
  ): Promise<{ ended: number }> {
    return { ended: await this.desk.revokeSessions(admission, person) };
  }

  @Delete(':id')
  @HttpCode(204)
  async revoke(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.desk.revokeSession(principal, id);
  }
}
