import { Progress } from './progress.js';

/** Work that ends when told to. */
function piece(progress: Progress) {
  let end: () => void = () => undefined;
  let moved: () => void = () => undefined;
  const done = progress.during((show) => {
    moved = show;
    return new Promise<void>((resolve) => (end = resolve));
  });
  return { moved: () => moved(), end: () => (end(), done) };
}

describe('Progress', () => {
  let now = 0;
  let cpu = 0;
  let progress: Progress;
  beforeEach(() => {
    [now, cpu] = [0, 0];
    progress = new Progress(
      () => now,
      () => cpu,
    );
  });

  it('grows old only while work goes on without a sign of life', async () => {
    now = 5_000;
    expect(progress.stalledMs).toBe(0);
    const work = piece(progress);
    now = 8_000;
    expect(progress.stalledMs).toBe(3_000);
    work.moved();
    now = 9_000;
    expect(progress.stalledMs).toBe(1_000);
    await work.end();
    now = 99_000;
    expect(progress.stalledMs).toBe(0);
  });

  it('sees work that hangs beside work that goes on', async () => {
    const hung = piece(progress);
    now = 50_000;
    await piece(progress).end();
    const lively = piece(progress);
    now = 60_000;
    expect(progress.stalledMs).toBe(60_000);
    await hung.end();
    expect(progress.stalledMs).toBe(10_000);
    await lively.end();
  });

  it('takes work that gets little of the processor for slow, and work that computes without end for hung', async () => {
    const work = piece(progress);
    [now, cpu] = [100_000, 20_000];
    expect(progress.stalledMs).toBe(20_000);
    [now, cpu] = [200_000, 390_000];
    expect(progress.stalledMs).toBe(200_000);
    await work.end();
  });

  it('lets go after a failure', async () => {
    await expect(progress.during(() => Promise.reject(new Error('native')))).rejects.toThrow('native');
    now = 10_000;
    expect(progress.stalledMs).toBe(0);
  });
});
