import { Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { ReplayResult } from '#contracts';
import { ReplayRecord } from '#decisions';
import type { Principal } from '#knowledge';
import type { Response } from 'express';
import { Asker } from '../http/auth.guard.js';
import { connectionEnd } from '../http/connection-end.js';
import { idInPath } from '../http/id-in-path.js';

/** Takes as long as an answer, and leaves an entry in the log, but no record of its own. */
@Controller('api/v1/records')
export class ReplayController {
  constructor(private readonly replay: ReplayRecord) {}

  /** Answer the recorded question once more and compare. Closing the connection cancels. */
  @Post(':id/replay')
  @HttpCode(200)
  async run(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReplayResult> {
    const { differences, ...rest } = await this.replay.run(principal, id, connectionEnd(response));
    return { ...rest, differences: differences.map((each) => ({ ...each })) };
  }
}
