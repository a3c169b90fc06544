import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type TestService, queryOnce, startService } from '#testing';
import { launchChromium } from './chromium.js';
import { watch } from './watch.js';

/** Runs in every page; see there. */
const IN_PAGE = join(import.meta.dirname, 'page-script.mjs');
const PATIENCE_MS = 60_000;
/** What the first page is told by, in each language. */
const QUESTION_BOX = /^(Your question|Ihre Frage|質問)$/;

export interface Visit {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly signedIn?: boolean;
  /** A path to begin at instead of the first page. What is on it is waited for by whoever asks. */
  readonly at?: string;
  /** What the browser prefers (BCP 47); English where it is not said. */
  readonly locale?: string;
  /** Reach it as `localhost`, which passkeys take for a name. */
  readonly byName?: boolean;
  /** Messages on the console that belong to what is tried: the browser reports each reply from 400 on as an error. */
  readonly expected?: RegExp;
}

/** The whole service on an empty library and a Chromium to visit its portal with. */
export class Portal {
  private readonly problems: string[] = [];
  private contexts: BrowserContext[] = [];

  private constructor(
    readonly service: TestService,
    private readonly browser: Browser,
  ) {}

  /** @param env Further settings of the service. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<Portal> {
    const service = await startService({ env });
    try {
      return new Portal(service, await launchChromium());
    } catch (error) {
      await service.stop();
      throw error;
    }
  }

  get url(): string {
    return this.service.url;
  }

  /** A browser that nobody has used, on the first page of the portal or where the visit begins. */
  async visit(visit: Visit = {}): Promise<Page> {
    const { width = 1440, height = 900, scheme = 'light', signedIn = true, locale = 'en-US' } = visit;
    const context = await this.browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale });
    this.contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript({ path: IN_PAGE });
    watch(context, visit.byName ? this.named(this.url) : this.url, (problem) => {
      if (!visit.expected?.test(problem)) this.problems.push(problem);
    });
    const page = await context.newPage();
    if (!signedIn) return page;
    const home = visit.byName ? this.named(this.url) : this.url;
    await this.signIn(context, home);
    await page.goto(`${home}${visit.at ?? '/'}`);
    if (visit.at === undefined) await page.getByRole('textbox', { name: QUESTION_BOX }).waitFor();
    return page;
  }

  /** As the page of a one-time link does. */
  private async signIn(context: BrowserContext, home: string): Promise<void> {
    const link = new URL(await this.signInLink()).hash.slice(1);
    const headers = { 'x-chancery-request': '1' };
    const reply = await context.request.post(`${home}/api/v1/session`, { data: { link }, headers });
    if (!reply.ok()) throw new Error(`Nobody was let in: ${reply.status()}.`);
  }

  /** An address of the service with `localhost` in it. */
  named(url: string): string {
    return url.replace('127.0.0.1', 'localhost');
  }

  /** A one-time link, made with the service's own key. */
  async signInLink(): Promise<string> {
    const reply = await this.service.fetch('/api/v1/sign-in-links', { method: 'POST' });
    return ((await reply.json()) as { url: string }).url;
  }

  /** Straight to the service's database, for what would take hours otherwise. */
  async query(statement: string): Promise<void> {
    await queryOnce(this.service.databaseUrl(), statement);
  }

  /** For `afterEach`: closes what was opened. @returns Everything that a page complained of or asked of anybody else. */
  async leave(): Promise<string[]> {
    await Promise.all(this.contexts.map((context) => context.close()));
    this.contexts = [];
    return this.problems.splice(0);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.service.stop();
  }
}
