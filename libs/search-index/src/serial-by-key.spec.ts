import { setTimeout as delay } from 'node:timers/promises';
import { SerialByKey } from './serial-by-key.js';

it('runs the tasks of a key one after another, whatever becomes of them, and other keys beside them', async () => {
  const serial = new SerialByKey();
  const seen: string[] = [];
  const task = (name: string, waitMs: number) => async () => {
    seen.push(`${name} starts`);
    await delay(waitMs);
    seen.push(`${name} ends`);
  };
  const failing = serial.run('a', async () => {
    await delay(5);
    throw new Error('no');
  });
  const others = [
    serial.run('a', task('first', 20)),
    serial.run('a', task('second', 0)),
    serial.run('b', task('beside', 0)),
  ];
  await expect(failing).rejects.toThrow('no');
  await Promise.all(others);
  expect(seen).toEqual(['beside starts', 'beside ends', 'first starts', 'first ends', 'second starts', 'second ends']);
});
