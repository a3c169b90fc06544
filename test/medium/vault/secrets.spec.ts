import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '#database';
import { SecretKey, Vault, VaultModule, type VaultKeyPlace, seal, unseal } from '#vault';
import { type TestPostgres, startPostgres } from '#testing';
import { aFolder, dropFolder } from './open-vault.js';

let postgres: TestPostgres;
let folder: string;
let place: VaultKeyPlace;
let url: string;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
});
beforeEach(async () => {
  folder = await aFolder();
  place = { file: join(folder, 'secrets', 'vault-keys'), isManaged: true, command: null };
  url = await postgres.freshDatabase();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
  await dropFolder(folder);
});
afterAll(() => postgres?.stop());

/** The vault as one process holds it. */
async function aVault(): Promise<Vault> {
  @Module({ imports: [DatabaseModule.connect(url, 4), VaultModule.with(place)] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: false, abortOnError: false });
  open.push(app);
  return app.get(Vault);
}
const keyOf = (vault: Vault) => new SecretKey(vault, 'secret:sources');
const rotated = (vault: Vault) => vault.rotate(() => Promise.resolve());

it('have one key, however many processes begin at once; it opens what was sealed and nothing that was changed', async () => {
  const vaults = [await aVault(), await aVault()];
  const keys = await Promise.all([0, 1, 0, 1, 0, 1].map((at) => keyOf(vaults[at]!).read()));
  for (const key of keys) expect(key.equals(keys[0]!)).toBe(true);
  const sealed = seal(keys[0]!, Buffer.from('pässword'), 'source secret a');
  const key = await keyOf(vaults[1]!).readMade();
  expect(unseal(key, sealed, 'source secret a').toString()).toBe('pässword');
  expect(() => unseal(key, sealed, 'source secret b')).toThrow('does not fit its key');
  await expect(new SecretKey(vaults[0]!, 'secret:identity').readMade()).rejects.toMatchObject({ code: 'vault.erased' });
});

it('are reached by a rotation: the old key file opens them no more, the new one does', async () => {
  const vault = await aVault();
  const sealed = seal(await keyOf(vault).read(), Buffer.from('pässword'), 'x');
  const old = await readFile(place.file, 'utf8');
  expect(await rotated(vault)).toBe(1);
  const fresh = keyOf(await aVault());
  expect(unseal(await fresh.readMade(), sealed, 'x').toString()).toBe('pässword');
  await Promise.all(open.splice(0).map((app) => app.close()));
  await writeFile(place.file, old);
  await expect(aVault()).rejects.toMatchObject({ code: 'vault.key_unavailable' });
});

it('outlive a rotation that is cut off at any of its steps, and another one finishes it', async () => {
  const vault = await aVault();
  const sealed = seal(await keyOf(vault).read(), Buffer.from('pässword'), 'x');
  const opens = async () => unseal(await keyOf(await aVault()).readMade(), sealed, 'x').toString();
  // Between the new key's arrival in the file and the moment from which it is used.
  await expect(vault.rotate(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
  expect(await opens()).toBe('pässword');
  // After that moment, with every data key still under the old one.
  const half = await aVault();
  const rewrap = Object.assign(Object.create(Vault.prototype) as object, half, {
    rewrap: () => Promise.reject(new Error('killed')),
  }) as Vault;
  await expect(rotated(rewrap)).rejects.toThrow('killed');
  expect((await half.status()).behind).toBe(1);
  expect(await opens()).toBe('pässword');
  expect(await rotated(await aVault())).toBe(1);
  expect((await half.status()).behind).toBe(0);
  expect(await opens()).toBe('pässword');
});
