import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ClientSettings } from '#config';
import { z } from 'zod';
import { WrongUsage, systemReason } from './errors.js';

/** Where a service answers that nobody has told of another port. */
export const DEFAULT_URL = 'http://127.0.0.1:3210';

/** What a running service leaves in its data folder for the people of that machine. */
const serviceFile = z.object({
  ...{ url: z.url(), token: z.string(), pid: z.number() },
  /** File of its own certificate, where it answers https by itself. */
  certificate: z.string().optional(),
});

/** Of the command line: they go before the environment and the data folder's own file. */
export interface ConnectionOptions {
  readonly url?: string;
  readonly token?: string;
  readonly data?: string;
}

/** Where to send requests, and the key to send with them. `url` has no trailing slash. */
export interface Connection {
  readonly url: string;
  readonly token: string | null;
  /** File of the certificate that the other side must have; null: one that this machine's authorities vouch for. */
  readonly certificate: string | null;
  readonly dataDir: string;
  /** Hosts outside the public internet that models may be fetched from while no service runs. */
  readonly privateHosts?: readonly string[];
  /** Id of the view that every request is made within. */
  readonly view?: string;
}

/**
 * Settle the service's address and key: options first, then the environment, then the data folder.
 * The data folder's key is an administrator's and goes to the address that stands beside it, to no other.
 * @throws WrongUsage when an address is not an http(s) URL or the data folder's file is damaged.
 */
export function resolveConnection(options: ConnectionOptions, settings: ClientSettings): Connection {
  const dataDir = options.data === undefined ? settings.dataDir : resolve(options.data);
  const local = readServiceFile(dataDir);
  const url = withoutSlash(options.url ?? settings.url ?? local?.url ?? DEFAULT_URL);
  const given = options.token ?? settings.token;
  const own = local && sameOrigin(local.url, url) ? local : null;
  const { privateHosts } = settings;
  return { url, token: given ?? own?.token ?? null, certificate: own?.certificate ?? null, dataDir, privateHosts };
}

/** Address that the data folder's own service had when it last ran; null when none ever did. @throws WrongUsage */
export function localServiceUrl(dataDir: string): string | null {
  const local = readServiceFile(dataDir);
  return local && withoutSlash(local.url);
}

function readServiceFile(dataDir: string): z.infer<typeof serviceFile> | null {
  const path = join(dataDir, 'run', 'service.json');
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    // No service has run here, or another account's: both mean that this folder gives no key.
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(systemReason(error))) return null;
    throw error;
  }
  try {
    return serviceFile.parse(JSON.parse(content));
  } catch (cause) {
    throw new WrongUsage(`${path} is damaged. Start the service again with \`npm start\`.`, { cause });
  }
}

function withoutSlash(url: string): string {
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new WrongUsage(`"${url}" is not a service address. Give one such as ${DEFAULT_URL}.`);
  }
  return url.replace(/\/+$/, '');
}

function sameOrigin(one: string, other: string): boolean {
  return new URL(one).origin === new URL(other).origin;
}
