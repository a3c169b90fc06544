import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSlowInF16 } from './processor-backend.js';

describe('isSlowInF16', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chancery-backend-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const put = (...path: string[]): void => {
    mkdirSync(join(folder, ...path.slice(0, -1)), { recursive: true });
    writeFileSync(join(folder, ...path), '');
  };

  it("is true of the package's own backend alone", () => {
    expect(isSlowInF16(folder)).toBe(false);
    put('mac-arm64-metal', 'bins', 'mac-arm64-metal', 'libggml-cpu.dylib');
    expect(isSlowInF16(folder)).toBe(false);
    put('linux-x64', 'bins', 'linux-x64', 'libggml-cpu-zen4.so');
    expect(isSlowInF16(folder)).toBe(true);
    put('linux-x64-cuda', 'package.json');
    expect(isSlowInF16(folder)).toBe(false);
    rmSync(join(folder, 'linux-x64-cuda'), { recursive: true });
    put('linux-x64', 'bins', 'linux-x64', 'libggml-cpu-zen4.so.original');
    expect(isSlowInF16(folder)).toBe(false);
  });
});
