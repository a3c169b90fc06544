import { isDiskFull } from './is-disk-full.js';

describe('isDiskFull', () => {
  it('knows a full disk from the file system, PostgreSQL and the index, also behind another error', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(isDiskFull(full)).toBe(true);
    expect(isDiskFull(new Error('outer', { cause: Object.assign(new Error('x'), { code: '53100' }) }))).toBe(true);
    expect(isDiskFull(new Error('lance error: LanceError(IO): No space left on device (os error 28), writer.rs'))).toBe(
      true,
    );
  });

  it('takes nothing else for one', () => {
    expect(isDiskFull(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).toBe(false);
    expect(isDiskFull(new Error('lance error: commit conflict'))).toBe(false);
    expect(isDiskFull('ENOSPC')).toBe(false);
  });
});
