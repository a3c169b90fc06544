import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { programEntry } from '#config';
import { writeScriptedDecoder } from '#testing';
import { Api } from './api.js';
import { isAlive, processTree, read } from './processes.js';
import { type UpService, chancery, startUp, temporaryFolder } from './up.js';

const HOST = programEntry('inference');
const WITHIN_MS = 60_000;
const QUESTION = 'Within how many days must claims be submitted?';
const HANDBOOK = `# Expenses\n\nClaims must be submitted in the portal within 30 days of the end of the trip.\n`;

/** A service with a document and a generator that never stops writing, and what a test wants to know of its inference host. */
export class WatchedService {
  readonly api: Api;
  /** Files of the test. */
  readonly folder = temporaryFolder();
  private readonly others: readonly number[];
  private notes = 0;

  private constructor(private readonly service: UpService) {
    this.api = new Api(service.url, service.token);
    this.others = ['api', 'worker'].map((name) => processTree(service.pid, programEntry(name))[0]!);
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<WatchedService> {
    const service = new WatchedService(await startUp({ env }));
    await service.cli('ingest', service.file('handbook.md', HANDBOOK), '--wait');
    const endless = join(service.folder, 'endless.gguf');
    writeScriptedDecoder(endless, {
      name: 'endless',
      reply: 'and then some more of it',
      isEndless: true,
      contextTokens: 8_192,
    });
    await service.cli('models', 'import', endless);
    await service.cli('models', 'use', 'generator', 'endless');
    return service;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  async cli(...args: string[]): Promise<void> {
    const { status, stderr } = await chancery(this.service, ...args);
    if (status !== 0) throw new Error(stderr);
  }

  /** Whether neither the API nor the worker has ended since the start. */
  get othersLive(): boolean {
    return this.others.every(isAlive);
  }

  /** The host's process of this moment. */
  get host(): number | undefined {
    return processTree(this.service.pid, HOST)[0];
  }

  /** The host's process once there is one other than the last. */
  async nextHost(last?: number): Promise<number> {
    for (const until = Date.now() + WITHIN_MS; Date.now() < until; await wait(20)) {
      const pid = this.host;
      if (pid !== undefined && pid !== last && (last === undefined || !isAlive(last))) return pid;
    }
    throw new Error('The inference host did not come back.');
  }

  /** What the host has written to its log. */
  get hostLog(): string {
    const file = join(this.service.dataDir, 'logs', 'inference.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** A document goes in and is found: searching alone does without the host, ingestion does not. */
  async works(): Promise<void> {
    const note = this.file(`note-${++this.notes}.md`, `# Note\n\nThis is note ${this.notes}.\n`);
    await this.cli('ingest', note, '--wait');
    for (const until = Date.now() + WITHIN_MS; ; await wait(500)) {
      const { status } = await this.search();
      if (status === 200) return;
      if (Date.now() > until || ![429, 503].includes(status)) throw new Error(`Searching answers ${status}.`);
    }
  }

  search() {
    return this.api.post('/api/v1/search', { query: 'expense claims' });
  }

  /** Ask without a stream. */
  ask(signal: AbortSignal): Promise<Response> {
    return this.post('application/json', signal);
  }

  /** Ask, and read the stream of events as text until something is in it or it ends. */
  async asking(until: string): Promise<{ rest: () => Promise<string>; cancel: () => Promise<void> }> {
    const response = await this.post('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const readUntil = async (isEnough: () => boolean): Promise<string> => {
      while (!isEnough()) {
        const { done, value } = await reader.read();
        if (done) break;
        text += value;
      }
      return text;
    };
    await readUntil(() => text.includes(until));
    return { rest: () => readUntil(() => false), cancel: () => reader.cancel() };
  }

  private post(accept: string, signal?: AbortSignal): Promise<Response> {
    return fetch(`${this.api.url}/api/v1/questions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.api.token}`, accept, 'content-type': 'application/json' },
      body: JSON.stringify({ question: QUESTION }),
      ...(signal ? { signal } : {}),
    });
  }
}

/** Processor time of a process in hundredths of a second. */
export function cpuTicks(pid: number): number {
  const fields = (read(pid, 'stat') ?? '').split(') ')[1]!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
