import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KnownPaces, ReadingPace } from './reading-pace.js';

/** A machine that reads so many tokens a millisecond; what it was asked to read. */
function machine(tokensPerMs: number) {
  const asked: number[] = [];
  const time = (tokens: number): Promise<number> => {
    asked.push(tokens);
    return Promise.resolve(tokens / tokensPerMs);
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

  it('takes no notice of one measurement that was disturbed', async () => {
    const times = [900, 30, 900, 120];
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
