import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeTinyEncoder } from '#testing';
import { TokenVectors } from './token-vectors.js';

const SHIPPED = resolve('models/starter-embedder-2.gguf');
const [PADDING, LETTER] = [0, 100];

describe('TokenVectors', () => {
  it('reads the vectors of the shipped embedder', async () => {
    const vectors = await TokenVectors.read(SHIPPED);
    expect(vectors.dimensions).toBe(256);
    expect(vectors.lengthOf(LETTER)).toBeGreaterThan(0);
    expect(Math.hypot(...vectors.unit(LETTER))).toBeCloseTo(1, 4);
    expect(vectors.lengthOf(PADDING)).toBe(0);
    expect(vectors.lengthOf(1_000_000)).toBe(0);
  });

  it('says of other types of numbers that it can not', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'token-vectors-'));
    const file = join(dir, 'model.gguf');
    writeTinyEncoder(file, { words: ['leave'] });
    await expect(TokenVectors.read(file)).rejects.toMatchObject({ code: 'model.corrupt' });
    rmSync(dir, { recursive: true });
  });
});
