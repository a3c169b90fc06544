import { setTimeout as delay } from 'node:timers/promises';
import { SerialByKey } from './serial-by-key.js';

it('runs the tasks of a key one after another, whatever becomes of them, and other keys beside them', async () => {
  const serial = new SerialByKey();
  const seen: string[] = [];
  const task = (name: string, until: Promise<unknown>) => async () => {
    seen.push(`${name} starts`);
    await until;
    seen.push(`${name} ends`);
  };
  const beside = serial.run('b', task('beside', delay(1)));
  // Would wait for ever if the task of the other key waited for this one.
  const failing = serial.run('a', async () => {
    await beside;
    throw new Error('no');
  });
  const others = [serial.run('a', task('first', delay(20))), serial.run('a', task('second', delay(0)))];
  await expect(failing).rejects.toThrow('no');
  await Promise.all(others);
  expect(seen).toEqual(['beside starts', 'beside ends', 'first starts', 'first ends', 'second starts', 'second ends']);
});
