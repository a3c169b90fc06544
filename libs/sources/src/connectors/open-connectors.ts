import { Injectable } from '@nestjs/common';
import type { SourceConfig } from '#contracts';
import { SecretSeal } from '../secret-seal.js';
import type { Source } from '../source.repository.js';
import { WorkFolder } from '../running/work-folder.js';
import { AllowedFolders } from './allowed-folders.js';
import type { Connector } from './connector.port.js';
import { FolderConnector } from './folder.connector.js';
import { PrivateHosts } from './private-hosts.js';

/** What one run of one source works with; `scratch` and `kept` are folders of its own. */
export interface ConnectorSurroundings {
  readonly secret: string | null;
  readonly allowed: AllowedFolders;
  readonly privateHosts: PrivateHosts;
  /** Empty, for the time of the run. */
  readonly scratch: string;
  /** Kept between runs. */
  readonly kept: string;
}

/** Opens the remote side of a source, with its secret unsealed for as long as that lasts. */
@Injectable()
export class OpenConnectors {
  constructor(
    private readonly seal: SecretSeal,
    private readonly allowed: AllowedFolders,
    private readonly workFolder: WorkFolder,
    private readonly privateHosts: PrivateHosts,
  ) {}

  /** @param scratch An empty folder for the connector's own files. */
  async open(source: Pick<Source, 'id' | 'config' | 'sealedSecret'>, scratch: string): Promise<Connector> {
    const secret = source.sealedSecret && (await this.seal.open(source.sealedSecret, source.id));
    return this.openWith(source.config, secret, scratch, await this.workFolder.kept(source.id));
  }

  /** A connector for settings that are only tried. */
  openWith(config: SourceConfig, secret: string | null, scratch: string, kept: string): Promise<Connector> {
    const { allowed, privateHosts } = this;
    return openConnector(config, { secret, allowed, privateHosts, scratch, kept });
  }
}

/** The libraries of what lies elsewhere are large, and most services have none of it: each is loaded when it is first needed. */
async function openConnector(config: SourceConfig, around: ConnectorSurroundings): Promise<Connector> {
  if (config.kind === 'folder') return FolderConnector.open(config.settings, around.allowed);
  const permitted = around.privateHosts.permitting(config.settings.privateHosts);
  switch (config.kind) {
    case 's3': {
      const { S3Connector } = await import('./s3.connector.js');
      return new S3Connector(config.settings, around.secret, permitted);
    }
    case 'git': {
      const { GitConnector } = await import('./git.connector.js');
      return GitConnector.open(config.settings, permitted, around);
    }
    case 'webdav': {
      const { WebdavConnector } = await import('./webdav.connector.js');
      return new WebdavConnector(config.settings, around.secret, permitted);
    }
    case 'imap': {
      const { ImapConnector } = await import('./imap.connector.js');
      return ImapConnector.open(config.settings, around.secret, permitted);
    }
    case 'crawl': {
      const { CrawlConnector } = await import('./crawl.connector.js');
      return new CrawlConnector(config.settings, around.scratch, permitted);
    }
  }
}
