import { setTimeout as delay } from 'node:timers/promises';
import { WriterGate } from './writer-gate.js';

it('lets many in together, one alone, and nobody in beside that one', async () => {
  const gate = new WriterGate();
  let together = 0;
  let most = 0;
  let seenByAlone = -1;
  const shared = () =>
    gate.together(async () => {
      most = Math.max(most, ++together);
      await delay(5);
      together -= 1;
    });
  const alone = async () => {
    await gate.alone(async () => {
      seenByAlone = Math.max(seenByAlone, together);
      await delay(5);
      seenByAlone = Math.max(seenByAlone, together);
    });
  };
  await Promise.all([shared(), shared(), alone(), shared(), alone(), shared()]);
  expect(most).toBeGreaterThan(1);
  expect(seenByAlone).toBe(0);
});

it('opens again after work that failed', async () => {
  const gate = new WriterGate();
  await expect(gate.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(gate.together(() => Promise.resolve('in'))).resolves.toBe('in');
});
