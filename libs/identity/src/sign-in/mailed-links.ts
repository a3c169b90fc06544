import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Authenticator, People } from '#access';
import { AuditLog } from '#audit';
import type { MailLanguage } from '#contracts';
import { Clock } from '#knowledge';
import { sendMail } from '#outbound';
import { DataSource } from 'typeorm';
import { MailNotSetUp } from '../errors.js';
import { Limits, TooMuchAsked } from '../limits/limits.js';
import { event } from '../log-event.js';
import { mailedLinkText } from './mailed-link-text.js';

const LIFE_MS = 60 * 60_000;
const NAME = 'mailed link';
/** Work for somebody slows the next request a little: it is done at a moment that nobody can tell beforehand. */
const LATEST_MS = 4_000;

/** `server` is an `smtp(s)://` URL, credentials included; `from` an address. */
export interface MailSender {
  readonly server: string;
  readonly from: string;
}

/** Who asks for a link, and where it is to lead. */
export interface AskedLink {
  readonly login: string;
  readonly language: MailLanguage;
  /** Of the portal. */
  readonly url: string;
}

/**
 * One-time links by mail, for who lost their password. Nothing of an account changes when one is asked for: the password stays
 * until its owner sets another, and a second factor is asked for after the link as well.
 */
@Injectable()
export class MailedLinks implements OnApplicationShutdown {
  private readonly logger = new Logger(MailedLinks.name);
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly people: People,
    private readonly authenticator: Authenticator,
    private readonly limits: Limits,
    private readonly log: AuditLog,
    private readonly clock: Clock,
    private readonly sender: MailSender | null,
  ) {}

  get isOffered(): boolean {
    return this.sender !== null;
  }

  /**
   * Have a link mailed within some seconds, where there is such an account and an address of it. Not waited for, and begun at a moment of its
   * own, so that neither the answer, nor its time, nor that of the next one tells whether there is.
   * @throws MailNotSetUp
   */
  ask(asked: AskedLink): void {
    const { sender } = this;
    if (!sender) throw new MailNotSetUp();
    const work = this.sendLater(sender, asked).catch((error: unknown) => {
      if (!(error instanceof TooMuchAsked)) this.logger.warn(`a link was not mailed: ${nameOf(error)}`);
    });
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  /** What was asked for is sent, at once. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private async sendLater(sender: MailSender, asked: AskedLink): Promise<void> {
    const { signal } = this.stopping;
    await delay(randomInt(LATEST_MS), undefined, { signal }).catch(() => undefined);
    return this.send(sender, asked);
  }

  private async send({ server, from }: MailSender, { login, language, url }: AskedLink): Promise<void> {
    const person = await this.people.findByLogin(login);
    const to = person && (await this.people.show(person.id)).email;
    if (!to) return;
    await this.limits.use('mailedLinks', person.id);
    const secret = await this.issue(person.id);
    const words = mailedLinkText(language, url, `${url}/sign-in#${secret}`);
    try {
      await sendMail(server, { from, to: [to], ...words });
    } catch (error) {
      await this.takeBack(person.id);
      throw error;
    }
  }

  /** The newest alone is good. */
  private issue(userId: string): Promise<string> {
    return this.source.transaction(async (manager) => {
      await manager.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [userId]);
      await manager.query(DROP, [userId, NAME]);
      const expiresAt = new Date(this.clock.now().getTime() + LIFE_MS);
      const { secret } = await this.authenticator.issue(userId, 'link', { name: NAME, expiresAt }, manager);
      await this.log.append([event('sign_in.link_mailed', 'system', { for: userId })], manager);
      return secret;
    });
  }

  private takeBack(userId: string): Promise<void> {
    return this.source.transaction(async (manager) => {
      await manager.query(DROP, [userId, NAME]);
      await this.log.append([event('sign_in.link_not_mailed', 'system', { for: userId })], manager);
    });
  }
}

const DROP = `DELETE FROM credentials WHERE user_id = $1 AND kind = 'link' AND name = $2`;

/** What others say of a mail may name who it was for. */
const nameOf = (error: unknown): string =>
  (error as { code?: string }).code ?? (error instanceof Error ? error.name : '');
