import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KnownPaces, ReadingPace } from './reading-pace.js';

/** A machine that reads so many tokens a millisecond, and takes so much longer late in a prompt; what it was asked to read. */
function machine(tokensPerMs: number, slower = 1) {
  const asked: (number | string)[] = [];
  const time = (tokens: number, isLate: boolean): Promise<number> => {
    asked.push(isLate ? `${tokens} late` : tokens);
    return Promise.resolve((tokens / tokensPerMs) * (isLate ? slower : 1));
  };
  return { asked, time };
}

describe('the pace at which a prompt is read', () => {
  it.each([
    ['a small model on a quick processor', false, 0.6, 64],
    ['a small model on two shared cores', false, 0.11, 16],
    ['a large model on a processor, which no chunk suits', false, 0.01, 16],
    ['a GPU', true, 20, 512],
    ['a large model on a GPU', true, 1, 128],
    ['a model that is mostly on the processor', true, 0.05, 64],
  ])('suits %s', async (_case, hasGpu, tokensPerMs, chunk) => {
    expect((await ReadingPace.measured(hasGpu, machine(tokensPerMs).time)).chunk).toBe(chunk);
  });

  it('does not let a slow model read a large chunk only to learn that it is slow', async () => {
    const slow = machine(0.01);
    await ReadingPace.measured(false, slow.time);
    expect(slow.asked).toEqual([16, 16]);
  });

  it('times a chunk where it takes longest, at the end of a long prompt', async () => {
    // 64 tokens take 140 ms of an empty context, and 252 after others.
    const growing = machine(64 / 140, 1.8);
    expect((await ReadingPace.measured(false, growing.time)).chunk).toBe(16);
    expect(growing.asked).toEqual([16, 16, 64, 64, '64 late', '64 late']);
    const gpu = machine(20, 8);
    expect((await ReadingPace.measured(true, gpu.time)).chunk).toBe(256);
    expect(gpu.asked.slice(-4)).toEqual(['512 late', '512 late', '256 late', '256 late']);
  });

  it('does not fill a context for a model that is too slow on an empty one', async () => {
    const slow = machine(0.11);
    await ReadingPace.measured(false, slow.time);
    expect(slow.asked).toEqual([16, 16, 64, 64]);
  });

  it('takes no notice of one measurement that was disturbed', async () => {
    const times = [900, 30, 900, 120, 900, 140];
    const pace = await ReadingPace.measured(false, () => Promise.resolve(times.shift()!));
    expect([pace.chunk, pace.isTiled]).toEqual([64, true]);
  });
});

describe('paces that are known', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'chancery-paces-'))));
  afterEach(() => rm(folder, { recursive: true }));
  const slow = () => ReadingPace.measured(false, machine(0.1).time);

  it('outlast a restart, each for its model, threads and runtime', async () => {
    await new KnownPaces(folder, 'runtime 1').remember('aa', 1, await slow());
    await new KnownPaces(folder, 'runtime 1').remember('bb', 1, await slow());
    const known = new KnownPaces(folder, 'runtime 1');
    expect((await known.of('aa', 1, false))?.chunk).toBe(16);
    expect((await known.of('bb', 1, false))?.chunk).toBe(16);
    expect(await known.of('aa', 2, false)).toBeNull();
    expect(await new KnownPaces(folder, 'runtime 2').of('aa', 1, false)).toBeNull();
  });

  it('of older versions stay where an empty context was too slow already, and are measured anew where only that was looked at', async () => {
    const path = join(folder, 'reading-paces.json');
    const known = new KnownPaces(folder, 'runtime');
    await known.remember('aa', 1, await slow());
    const asBefore = (await readFile(path, 'utf8')).replace(/ · after \d+ tokens/, '');
    await writeFile(path, asBefore);
    expect((await known.of('aa', 1, false))?.chunk).toBe(16);
    await writeFile(path, asBefore.replace(': 16', ': 64'));
    expect(await known.of('aa', 1, false)).toBeNull();
    await known.remember('aa', 1, await ReadingPace.measured(false, machine(0.6).time));
    expect((await known.of('aa', 1, false))?.chunk).toBe(64);
  });

  it('are measured anew where the file is spoilt, or names what is no size of a chunk', async () => {
    const known = new KnownPaces(folder, 'runtime');
    await known.remember('aa', 1, await slow());
    const path = join(folder, 'reading-paces.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('16', '17'));
    expect(await known.of('aa', 1, false)).toBeNull();
    await writeFile(path, '{"a');
    expect(await known.of('aa', 1, false)).toBeNull();
    await known.remember('aa', 1, await slow());
    expect((await known.of('aa', 1, false))?.chunk).toBe(16);
  });
});
