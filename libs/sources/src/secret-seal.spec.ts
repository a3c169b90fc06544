import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretUnreadable } from './errors.js';
import { SecretSeal } from './secret-seal.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-seal-'));
  file = join(folder, 'secrets', 'source-key');
});
afterEach(() => rm(folder, { recursive: true }));

it('opens what it sealed, in another process too, and seals the same twice differently', async () => {
  const seal = new SecretSeal(file);
  const [one, two] = [await seal.seal('pässword', 'a'), await seal.seal('pässword', 'a')];
  expect(one).not.toBe(two);
  expect(await new SecretSeal(file).open(one, 'a')).toBe('pässword');
});

it('makes one key, however many begin at once', async () => {
  const seals = Array.from({ length: 8 }, () => new SecretSeal(file));
  const sealed = await Promise.all(seals.map((seal) => seal.seal('x', 'a')));
  for (const each of sealed) expect(await seals[0]!.open(each, 'a')).toBe('x');
});

it('opens nothing that was moved, changed, or sealed with another key', async () => {
  const seal = new SecretSeal(file);
  const sealed = await seal.seal('password', 'a');
  const body = Buffer.from(sealed.slice(3), 'base64');
  body[14]! ^= 1;
  for (const [text, id] of [
    [sealed, 'b'],
    [`v1.${body.toString('base64')}`, 'a'],
    ['v1.', 'a'],
    ['nonsense', 'a'],
  ] as const)
    await expect(seal.open(text, id)).rejects.toThrow(SecretUnreadable);
  const other = new SecretSeal(join(folder, 'other'));
  await other.seal('x', 'a');
  await expect(other.open(sealed, 'a')).rejects.toThrow(SecretUnreadable);
});

it('takes no broken key file, and makes none in its place', async () => {
  await new SecretSeal(file).seal('x', 'a');
  await writeFile(file, 'short');
  await expect(new SecretSeal(file).seal('x', 'a')).rejects.toThrow('32 bytes');
  expect(await readFile(file, 'utf8')).toBe('short');
});
