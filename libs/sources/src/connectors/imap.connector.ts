import type { Readable } from 'node:stream';
import { type FetchMessageObject, ImapFlow } from 'imapflow';
import type { SettingsOf, Unreadable } from '#contracts';
import { AddressGuard, type Permitted, plainHost, refusalIn } from '#outbound';
import { EntryCutOff, EntryUnreadable, SourcePlaceMissing, SourceSignInRefused, SourceUnreachable } from '../errors.js';
import { Connector, type KnownEntries, type RemoteEntry, type RemotePage } from './connector.port.js';
import { wordOf } from './failure-word.js';
import { messagePath } from './message-path.js';
import { writeLimited } from './write-limited.js';

const PAGE = 200;
/** IMAP answers one request after another; two at the same time would only wait for each other. */
const SILENCE_MS = 60_000;

/**
 * The messages of some mailboxes, each as the file that it is. A message is named by mailbox, UIDVALIDITY and UID: when a server
 * numbers a mailbox anew, its messages have new names and the same bytes, and are recognised by those.
 */
export class ImapConnector extends Connector {
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly settings: SettingsOf<'imap'>,
    private readonly client: ImapFlow,
  ) {
    super();
  }

  /** Signs in. @throws AddressRefused, SourceSignInRefused, SourceUnreachable */
  static async open(settings: SettingsOf<'imap'>, secret: string | null, permitted: Permitted): Promise<ImapConnector> {
    const host = plainHost(settings.host);
    const [{ address }] = await new AddressGuard(permitted).resolve(host);
    const client = new ImapFlow({
      // Connected to the address that was looked at; the certificate is checked against the name.
      ...{ host: address, servername: host, port: settings.port },
      ...{ secure: settings.security === 'tls', doSTARTTLS: settings.security === 'starttls' },
      auth: { user: settings.username, pass: secret ?? '' },
      ...{
        logger: false,
        emitLogs: false,
        connectionTimeout: 15_000,
        greetingTimeout: 15_000,
        socketTimeout: SILENCE_MS,
      },
    });
    // Whatever breaks the connection also rejects what waits for it.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      client.close();
      if ((error as { authenticationFailed?: boolean }).authenticationFailed) throw new SourceSignInRefused(error);
      throw refusalIn(error) ?? new SourceUnreachable(whyOf(error), error);
    }
    return new ImapConnector(settings, client);
  }

  async *list(_known: KnownEntries, signal: AbortSignal): AsyncIterable<RemotePage> {
    for (const mailbox of this.settings.mailboxes) yield* this.listMailbox(mailbox, signal);
  }

  private async *listMailbox(mailbox: string, signal: AbortSignal): AsyncIterable<RemotePage> {
    const lock = await this.open(mailbox);
    try {
      const opened = this.client.mailbox;
      const validity = opened ? String(opened.uidValidity) : '';
      const { since } = this.settings;
      const wanted = { deleted: false, ...(since ? { since: new Date(since) } : {}) };
      const uids = (await this.ask(() => this.client.search(wanted, { uid: true }), signal)) || [];
      for (let i = 0; i < uids.length; i += PAGE) {
        signal.throwIfAborted();
        const some = uids.slice(i, i + PAGE).join(',');
        const query = { uid: true, size: true, envelope: true } as const;
        const messages = await this.ask(() => this.client.fetchAll(some, query, { uid: true }), signal);
        yield { entries: messages.map((message) => entryOf(mailbox, validity, message)), unseen: [] };
      }
      yield { entries: [], unseen: [] };
    } finally {
      lock.release();
    }
  }

  async fetch({ remoteId }: { remoteId: string }, to: string, signal: AbortSignal): Promise<void> {
    await this.afterOthers(async () => {
      signal.throwIfAborted();
      const { mailbox, validity, uid } = partsOf(remoteId);
      const lock = await this.open(mailbox);
      try {
        const opened = this.client.mailbox;
        if (opened && String(opened.uidValidity) !== validity) throw new EntryUnreadable({ reason: 'renumbered' });
        await this.download(uid, to, signal).catch((error: unknown) => {
          const isSilence = error instanceof SourceUnreachable || error instanceof EntryCutOff;
          // The server refuses this one message, and goes on with the others.
          if (isSilence && this.client.usable) throw new EntryUnreadable({ reason: 'not_given' }, error.cause);
          throw error;
        });
      } finally {
        lock.release();
      }
    });
  }

  private async download(uid: string, to: string, signal: AbortSignal): Promise<void> {
    const found = await this.ask(() => this.client.download(uid, undefined, { uid: true }), signal);
    const content = (found as { content?: Readable }).content;
    if (!content) throw new EntryUnreadable({ reason: 'gone' });
    await writeLimited(content, to, this.settings.maxFileMb * 1024 * 1024, signal).finally(() => content.destroy());
  }

  async close(): Promise<void> {
    await this.client.logout().catch(() => this.client.close());
  }

  private async open(mailbox: string) {
    return this.client.getMailboxLock(mailbox, { readOnly: true }).catch((error: unknown) => {
      if ((error as { mailboxMissing?: boolean }).mailboxMissing || this.client.usable)
        throw new SourcePlaceMissing('mailbox', mailbox);
      throw new SourceUnreachable(whyOf(error), error);
    });
  }

  private async ask<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    return work().catch((error: unknown) => {
      throw signal.aborted ? error : new SourceUnreachable(whyOf(error), error);
    });
  }

  private afterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.turn.then(work, work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}

function entryOf(mailbox: string, validity: string, { uid, size = 0, envelope }: FetchMessageObject): RemoteEntry {
  const path = messagePath(mailbox, uid, envelope?.subject, envelope?.date);
  // A message never changes; another one has another number.
  return { remoteId: idOf(mailbox, validity, uid), path, version: '1', sizeBytes: size, metadata: {} };
}

const idOf = (mailbox: string, validity: string, uid: number): string => JSON.stringify([mailbox, validity, uid]);

function partsOf(remoteId: string): { mailbox: string; validity: string; uid: string } {
  const [mailbox, validity, uid] = JSON.parse(remoteId) as [string, string, number];
  return { mailbox, validity, uid: String(uid) };
}

const whyOf = (error: unknown): Unreadable => wordOf(error, 'broke_off');
