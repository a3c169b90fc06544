import { RequestRefused } from './errors.js';
import { retrying, waitMs } from './retry.js';

const plan = { attempts: 3, firstWaitMs: 1, longestWaitMs: 3 };

describe('retrying', () => {
  it('tries again while the service is busy', async () => {
    let calls = 0;
    const result = await retrying(async () => {
      if (++calls < 3) throw new RequestRefused(503, 'index.unavailable', 'Later.', 0);
      return calls;
    }, plan);
    expect(result).toBe(3);
  });

  it('gives up after so many attempts, and at once when it is no use', async () => {
    let calls = 0;
    const failing =
      (status: number, code = `http.${status}`) =>
      () => {
        calls++;
        return Promise.reject(new RequestRefused(status, code, 'x'));
      };
    await expect(retrying(failing(503), plan)).rejects.toMatchObject({ status: 503 });
    expect(calls).toBe(3);
    await expect(retrying(failing(400), plan)).rejects.toMatchObject({ status: 400 });
    expect(calls).toBe(4);
    // The service itself says when to come back, unless that helps nothing.
    await expect(retrying(failing(503, 'model.corrupt'), plan)).rejects.toMatchObject({ code: 'model.corrupt' });
    expect(calls).toBe(5);
  });

  it('comes back when it was told to, unless that is long from now', async () => {
    const told: number[] = [];
    const refusing = (seconds: number) => () => {
      told.push(performance.now());
      return Promise.reject(new RequestRefused(429, 'limit.reached', 'Later.', seconds));
    };
    await expect(retrying(refusing(1), { ...plan, attempts: 2 })).rejects.toMatchObject({ retryAfterS: 1 });
    expect(told[1]! - told[0]!).toBeGreaterThanOrEqual(990);
    await expect(retrying(refusing(3_600), plan)).rejects.toMatchObject({ status: 429 });
    expect(told).toHaveLength(3);
  });

  it('waits twice as long each time, up to a limit', () => {
    expect(
      [1, 2, 3, 4].map((attempt) => waitMs(attempt, { attempts: 9, firstWaitMs: 500, longestWaitMs: 2_000 })),
    ).toEqual([500, 1_000, 2_000, 2_000]);
  });
});
