import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchHealth } from './health-watch.js';
import { SupervisedProcess } from './supervised-process.js';

const NOBODY = 'http://127.0.0.1:9';

describe('watchHealth, while a process starts', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'chancery-health-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  /** What was said of a child that runs a script, until it was started anew or so many milliseconds were over. */
  async function said(script: string, withinMs: number, isHeardFirst: boolean): Promise<string[]> {
    const sentences: string[] = [];
    const entry = join(folder, 'child.mjs');
    writeFileSync(entry, script);
    const plan = { name: 'child', entry, environment: {}, logFile: join(folder, 'log'), memoryBytes: null };
    const child = new SupervisedProcess(plan, (sentence) => sentences.push(sentence));
    const starting = child.start().catch(() => undefined);
    while (isHeardFirst && child.heardAt === 0) await wait(20);
    const pace = { lookEvery: 50, startWithin: 600_000, startSilence: 1_000 };
    const stopWatching = watchHealth(child, NOBODY, 600_000, pace);
    const until = Date.now() + withinMs;
    while (sentences.length === 0 && Date.now() < until) await wait(20);
    stopWatching();
    await child.stop();
    await starting;
    return sentences;
  }

  it('kills one that says nothing', async () => {
    expect(await said('setInterval(() => undefined, 1000);', 60_000, false)).toEqual([
      'child does not get ready; starting it anew',
    ]);
  }, 90_000);

  it('lets one take its time that says that it lives', async () => {
    const alive = "setInterval(() => process.send({ type: 'starting' }), 50);";
    expect(await said(alive, 2_500, true)).toEqual([]);
  }, 90_000);
});
