import { tmpdir } from 'node:os';
import { jest } from '@jest/globals';

const space = { bavail: 0, bsize: 4096 };
jest.unstable_mockModule('node:fs/promises', () => ({ statfs: async () => space }));
const { FreeSpace } = await import('./free-space.js');

it.each([
  [10 * 1024 ** 3, { ok: true, detail: '10.0 GB free' }],
  [200 * 1024 ** 2, { ok: false, detail: '0.2 GB free: uploads will soon fail; free some space' }],
])('says of %d free bytes whether they will do', async (bytes, told) => {
  space.bavail = bytes / space.bsize;
  expect(await new FreeSpace(tmpdir()).look()).toEqual(told);
});
