import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  S3Client,
  type _Object,
} from '@aws-sdk/client-s3';
import type { SettingsOf, Unreadable } from '#contracts';
import { AddressGuard, type GuardedAgents, type Permitted, guardedAgents, refusalIn } from '#outbound';
import { EntryCutOff, EntryUnreadable, SourcePlaceMissing, SourceSignInRefused, SourceUnreachable } from '../errors.js';
import { Connector, type KnownEntries, type RemoteEntry, type RemotePage } from './connector.port.js';
import { isLeftOut } from './left-out.js';
import { writeLimited } from './write-limited.js';

const PAGE = 500;
const TRIES = 3;

/** The objects below a prefix of a bucket. An object's ETag tells its version. */
export class S3Connector extends Connector {
  private readonly agents: GuardedAgents;
  private readonly client: S3Client;

  constructor(
    private readonly settings: SettingsOf<'s3'>,
    secret: string | null,
    permitted: Permitted,
  ) {
    super();
    const { endpoint, region, accessKeyId, pathStyle } = settings;
    this.agents = guardedAgents(new AddressGuard(permitted));
    this.client = new S3Client({
      ...{ region, maxAttempts: TRIES, forcePathStyle: pathStyle, followRegionRedirects: false },
      ...(endpoint ? { endpoint } : {}),
      // Without a key of its own the source is read as anybody; the machine's own cloud credentials are never looked for.
      ...(accessKeyId && secret
        ? { credentials: { accessKeyId, secretAccessKey: secret } }
        : {
            credentials: { accessKeyId: '', secretAccessKey: '' },
            signer: { sign: (request) => Promise.resolve(request) },
          }),
      requestHandler: {
        ...{ httpAgent: this.agents.http, httpsAgent: this.agents.https },
        ...{ connectionTimeout: 15_000, socketTimeout: 30_000 },
      },
    });
  }

  async *list(_known: KnownEntries, signal: AbortSignal): AsyncIterable<RemotePage> {
    const { bucket, prefix } = this.settings;
    for (let token: string | undefined, isFirst = true; isFirst || token !== undefined; isFirst = false) {
      const asked = new ListObjectsV2Command({
        // A key may hold what XML can't.
        ...{ Bucket: bucket, Prefix: prefix, MaxKeys: PAGE, EncodingType: 'url' },
        ...(token === undefined ? {} : { ContinuationToken: token }),
      });
      const page = await this.client.send(asked, { abortSignal: signal }).catch(this.explain(signal));
      const keyOf = page.EncodingType === 'url' ? decodedKey : plainKey;
      yield { entries: (page.Contents ?? []).flatMap((object) => this.entryOf(keyOf(object), object)), unseen: [] };
      token = nextOf(page, token);
    }
  }

  async fetch({ remoteId }: { remoteId: string }, to: string, signal: AbortSignal): Promise<void> {
    const asked = new GetObjectCommand({ Bucket: this.settings.bucket, Key: remoteId });
    const reply = await this.client.send(asked, { abortSignal: signal }).catch((error: unknown) => {
      if (signal.aborted) throw error;
      if (error instanceof Error && KEY_REFUSED.test(error.name)) throw new SourceSignInRefused(error);
      throw refusalIn(error) ?? new (isAnswer(error) ? EntryUnreadable : EntryCutOff)(whyOf(error), error);
    });
    await writeLimited(reply.Body as Readable, to, this.settings.maxFileMb * 1024 * 1024, signal);
  }

  async close(): Promise<void> {
    this.client.destroy();
    this.agents.close();
  }

  /** None for the empty objects that stand for folders, and for what is passed over. */
  private entryOf(key: string, { ETag: etag = '', Size: size = 0 }: _Object): RemoteEntry[] {
    const path = key.slice(this.settings.prefix.length).replace(/^\/+/, '');
    const parts = path.split('/');
    if (path === '' || key.endsWith('/') || key.includes('\0') || parts.some(isLeftOut)) return [];
    return [{ remoteId: key, path, version: `${etag}-${size}`, sizeBytes: size, metadata: {} }];
  }

  private explain(signal: AbortSignal): (error: unknown) => never {
    return (error) => {
      if (signal.aborted) throw error;
      const name = error instanceof Error ? error.name : '';
      if (name === 'NoSuchBucket') throw new SourcePlaceMissing('bucket', this.settings.bucket);
      if (KEY_REFUSED.test(name) || /SignatureDoesNotMatch|AccessDenied|Forbidden|403/.test(name))
        throw new SourceSignInRefused(error);
      throw refusalIn(error) ?? new SourceUnreachable(whyOf(error), error);
    };
  }
}

/**
 * What is said of the key alone, whatever it is used for. One object may be closed to a key that is good for the others, and
 * its signature may fail where a proxy writes its name anew (`a//b`).
 */
const KEY_REFUSED = /InvalidAccessKeyId|ExpiredToken|InvalidToken/;

const plainKey = ({ Key = '' }: _Object): string => Key;
function decodedKey(object: _Object): string {
  const key = plainKey(object);
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    // Bytes that are no text: fetching it says so.
    return key;
  }
}

/** A listing that says that there is more, and not where, would pass for a whole one. */
function nextOf(
  { IsTruncated, NextContinuationToken: next }: ListObjectsV2CommandOutput,
  before: string | undefined,
): string | undefined {
  if (!IsTruncated) return undefined;
  if (!next || next === before) throw new SourceUnreachable({ reason: 'listing_cut' });
  return next;
}

/** Whether the store refused, rather than that nothing was heard of it. */
const isAnswer = (error: unknown): boolean =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined;

/** The store's own code, such as `NoSuchKey`, or the system's; never its sentence, which may hold the request. */
function whyOf(error: unknown): Unreadable {
  const { code, name } = error as { code?: unknown; name?: unknown };
  for (const word of [code, name])
    if (typeof word === 'string' && /^\w{3,60}$/.test(word)) return { reason: 'system', word };
  return { reason: 'error' };
}
