import type { SourceConfig } from '#contracts';

/** Hosts that a source may reach although they lie in private networks. */
export function privateHostsOf(config: SourceConfig): readonly string[] {
  return config.kind === 'folder' ? [] : config.settings.privateHosts;
}

/** The folder of this machine that a source reads; null for one that reads none. */
export function localFolderOf(config: SourceConfig): string | null {
  if (config.kind === 'folder') return config.settings.path;
  return config.kind === 'git' && config.settings.url.startsWith('/') ? config.settings.url : null;
}

/**
 * Whether a secret that was given for one configuration would go elsewhere, for somebody else, or less protected under another:
 * then it must be given again, or whoever may change the settings could have it sent to a server of their own.
 */
export function meansOtherServer(before: SourceConfig, after: SourceConfig): boolean {
  return recipientOf(before) !== recipientOf(after);
}

function recipientOf(config: SourceConfig): string {
  switch (config.kind) {
    case 'folder':
    case 'crawl':
      return config.kind;
    case 's3':
      return JSON.stringify([config.settings.endpoint, config.settings.region, config.settings.accessKeyId]);
    case 'git':
    case 'webdav':
      return JSON.stringify([originOf(config.settings.url), config.settings.username]);
    case 'imap': {
      const { host, port, security, username } = config.settings;
      return JSON.stringify([host.toLowerCase(), port, security, username]);
    }
  }
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);
