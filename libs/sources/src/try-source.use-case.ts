import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '#audit';
import type { SourceTest, TestSource } from '#contracts';
import { type Principal, failureOf } from '#knowledge';
import type { Connector } from './connectors/connector.port.js';
import { OpenConnectors } from './connectors/open-connectors.js';
import { SourceUnreachable } from './errors.js';
import { ManageSources } from './manage-sources.use-case.js';
import { WorkFolder } from './running/work-folder.js';

const SAMPLE = 8;
const WITHIN_MS = 30_000;

/** Tries settings before they are saved: signs in and looks at the first page. */
@Injectable()
export class TrySource {
  constructor(
    private readonly sources: ManageSources,
    private readonly connectors: OpenConnectors,
    private readonly workFolder: WorkFolder,
    private readonly log: AuditLog,
  ) {}

  /**
   * For those who may keep sources. The log tells of it before anything is connected to, so that nobody feels their way
   * through a network unseen.
   * @throws NotAllowed, FolderNotAllowed, SourceNotFound, LogUnwritable; what the source itself says is in the result.
   */
  async run(principal: Principal, { config, secret, source }: TestSource): Promise<SourceTest> {
    await this.sources.check(principal, config, { kind: 'manual' });
    const stored = secret ?? (source ? await this.sources.storedSecret(principal, source, config) : null);
    const subject = { kind: config.kind, source: source ?? null };
    await this.log.append([{ kind: 'source.tried', actor: principal.userId, subject }]);
    return this.workFolder.forTrial(randomUUID(), async (folder) => {
      try {
        const connector = await this.connectors.openWith(config, stored, folder, folder);
        try {
          return { isOk: true, failure: null, sample: await sampleOf(connector) };
        } finally {
          await connector.close();
        }
      } catch (error) {
        return { isOk: false, failure: failureOf(error), sample: [] };
      }
    });
  }
}

async function sampleOf(connector: Connector): Promise<string[]> {
  const signal = AbortSignal.timeout(WITHIN_MS);
  const paths: string[] = [];
  try {
    for await (const { entries } of connector.list(() => Promise.resolve(new Map()), signal)) {
      paths.push(...entries.map(({ path }) => path).slice(0, SAMPLE - paths.length));
      if (paths.length >= SAMPLE) break;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    // A large source that shows something in time is there.
    if (paths.length === 0) throw new SourceUnreachable({ reason: 'timed_out', seconds: WITHIN_MS / 1000 }, error);
  }
  return paths;
}
