import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditLog, CheckpointsModule, LogKeys, LogProofs, SignedCheckpoints } from '#audit';
import { DatabaseModule } from '#database';
import { type TestPostgres, queryOnce, startPostgres } from '#testing';
import {
  EMPTY_FRONTIER,
  append,
  leafHash,
  parseNote,
  parseTlogProof,
  provesConsistency,
  rootOf,
  verifyCheckpoint,
  verifyTlogProof,
} from '#transparency';

interface Service {
  readonly log: AuditLog;
  readonly keys: LogKeys;
  readonly proofs: LogProofs;
  readonly checkpoints: SignedCheckpoints;
  close(): Promise<void>;
}

let postgres: TestPostgres;
let url: string;
let folder: string;
let service: Service;

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'chancery-checkpoints-'));
  await mkdir(join(folder, 'outside'));
  service = await open();
});
afterEach(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

const keyFile = () => join(folder, 'key.pem');

async function open({ at = url, isManaged = true, own = 'own' } = {}): Promise<Service> {
  const folders = { own: join(folder, own), outside: join(folder, 'outside') };
  @Module({ imports: [DatabaseModule.connect(at, 2), CheckpointsModule.with({ file: keyFile(), isManaged }, folders)] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
  return {
    ...{ log: app.get(AuditLog), keys: app.get(LogKeys), proofs: app.get(LogProofs) },
    checkpoints: app.get(SignedCheckpoints),
    close: () => app.close(),
  };
}

async function grow(count: number, to = service): Promise<void> {
  for (let n = 0; n < count; n++) await to.log.append([{ kind: 'test.counted', actor: 'system', subject: { n } }]);
}

/** As a person would who owns the database: change the leaves, then make every hash, root and edge fit again. */
async function rewrite(edit: (leaves: string[]) => string[]): Promise<void> {
  const rows = await queryOnce<{ leaf: string }>(url, 'SELECT leaf FROM log_entries ORDER BY "index"');
  await queryOnce(url, 'ALTER TABLE log_entries DISABLE TRIGGER ALL');
  await queryOnce(url, 'DELETE FROM log_entries');
  let frontier = EMPTY_FRONTIER;
  for (const [index, leaf] of edit(rows.map((row) => row.leaf)).entries()) {
    const renumbered = JSON.stringify({ ...(JSON.parse(leaf) as object), index });
    frontier = append(frontier, leafHash(renumbered));
    const hex = (bytes: Buffer) => `'\\x${bytes.toString('hex')}'`;
    await queryOnce(
      url,
      `INSERT INTO log_entries VALUES (${index}, ('${renumbered}'::jsonb ->> 'at')::timestamptz, '${renumbered}'::jsonb ->> 'kind',
        '${renumbered}', ${hex(leafHash(renumbered))}, ${hex(rootOf(frontier))}, ${hex(Buffer.concat([...frontier.peaks]))})`,
    );
  }
}

const knownKeys = async () => (await service.keys.known()).map(({ key }) => key);

describe('signing', () => {
  it('makes a key at first, enters it into the log, and signs what verifiers accept', async () => {
    await grow(4);
    const { size, root, note } = await service.checkpoints.publish();
    expect(size).toBe(5);
    expect(verifyCheckpoint(note, await knownKeys())).toMatchObject({ size, root: Buffer.from(root, 'hex') });
    expect(await service.log.leaf(4)).toContain('"kind":"log.key_added"');
    expect(await service.checkpoints.publish()).toEqual({ size, root, note });
    expect(await service.checkpoints.problems()).toEqual([]);
    expect(await readdir(join(folder, 'outside'))).toEqual(['5.checkpoint']);
  });

  it('proves every entry and every earlier state from stored rows', async () => {
    await grow(20);
    await service.checkpoints.publish();
    await grow(13);
    const { size, root } = await service.checkpoints.publish();
    const keys = await knownKeys();
    for (let index = 0; index < size; index++) {
      const proof = parseTlogProof(await service.checkpoints.proofOf(index));
      expect(verifyTlogProof(proof, leafHash((await service.log.leaf(index))!), keys)).toMatchObject({ size });
    }
    for (let from = 1; from <= size; from++) {
      const old = Buffer.from((await service.log.checkpointAt(from - 1))!.root, 'hex');
      const path = await service.proofs.consistency(from, size);
      expect(provesConsistency(from, size, old, Buffer.from(root, 'hex'), path)).toBe(true);
    }
    await expect(service.proofs.inclusion(size, size)).rejects.toMatchObject({ code: 'log.entry_not_found' });
    await expect(service.proofs.consistency(1, size + 1)).rejects.toMatchObject({ code: 'log.entry_not_found' });
  });

  it('changes keys with an entry of the log and a checkpoint signed by both', async () => {
    await grow(3);
    await service.checkpoints.publish();
    const { note } = await service.checkpoints.rotateKey('somebody');
    expect(parseNote(note).signatures).toHaveLength(2);
    const [first, second] = await service.keys.known();
    expect(first!.vkey).not.toBe(second!.vkey);
    expect(await service.log.leaf(second!.logIndex)).toContain('"kind":"log.key_rotated"');
    await grow(1);
    expect(parseNote((await service.checkpoints.publish()).note).signatures).toHaveLength(1);
    expect(await service.checkpoints.problems()).toEqual([]);
  });

  it('enters one key when two processes start at once', async () => {
    const second = await open();
    await Promise.all([service.checkpoints.publish(), second.checkpoints.latest()]);
    await second.close();
    expect(await service.keys.known()).toHaveLength(1);
  });

  it('takes what others append and sign meanwhile for no contradiction', async () => {
    await service.checkpoints.publish();
    const second = await open();
    const busy = async (at: Service) => {
      for (let n = 0; n < 15; n++) {
        await grow(1, at);
        await at.checkpoints.latest();
        expect(await at.checkpoints.problems()).toEqual([]);
      }
    };
    await Promise.all([busy(service), busy(service), busy(second)]);
    await second.close();
  });

  it('says when the folder outside is not there, and makes none in its place', async () => {
    await rm(join(folder, 'outside'), { recursive: true });
    await expect(service.checkpoints.publish()).rejects.toMatchObject({ code: 'log.copy_failed' });
    expect((await service.checkpoints.problems()).join('\n')).toMatch(/cannot be read/);
    await mkdir(join(folder, 'outside'));
    await service.checkpoints.publish();
    expect(await readdir(join(folder, 'outside'))).toHaveLength(1);
    expect(await service.checkpoints.problems()).toEqual([]);
  });

  it('uses a given key, and never makes one in its place', async () => {
    const given = await open({ isManaged: false });
    await expect(given.checkpoints.latest()).rejects.toMatchObject({ code: 'log.key_unknown' });
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeFile(keyFile(), privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await given.checkpoints.latest();
    await expect(given.checkpoints.rotateKey('somebody')).rejects.toMatchObject({ code: 'log.key_unknown' });
    await given.close();
  });

  it.each(['not a key', ''])('says what is wrong with a key file that holds "%s"', async (content) => {
    await writeFile(keyFile(), content);
    await expect(service.checkpoints.publish()).rejects.toMatchObject({ code: 'log.proof_invalid' });
  });
});

describe('what a person with all rights to the database can not hide', () => {
  beforeEach(async () => {
    await grow(9);
    await service.checkpoints.publish();
  });

  /** The log agrees with itself; only what was signed tells. */
  async function caught(what: RegExp): Promise<void> {
    expect(await service.log.verify()).toMatchObject({ ok: true });
    expect((await service.checkpoints.problems()).join('\n')).toMatch(what);
    await grow(1);
    await expect(service.checkpoints.publish()).rejects.toMatchObject({ code: 'log.inconsistent' });
  }

  it('an entry edited and every hash made to fit', async () => {
    await rewrite((leaves) => leaves.map((leaf, i) => (i === 4 ? leaf.replace('"n":4', '"n":5') : leaf)));
    await caught(/the log up to entry 9 is not what was signed; it was rewritten/);
  });

  it('an entry taken out and another put in', async () => {
    await rewrite((leaves) =>
      [...leaves.slice(0, 3), ...leaves.slice(4), leaves[3]!.replace('"n":3', '"n":99')].map((leaf) =>
        leaf.replace(/"at":"[^"]+"/, '"at":"2031-01-01T00:00:00.000Z"'),
      ),
    );
    await caught(/rewritten/);
  });

  it('two entries swapped', async () => {
    await rewrite(([a, b, ...rest]) => {
      const at = (leaf: string) => /"at":"[^"]+"/.exec(leaf)![0];
      return [b!.replace(at(b!), at(a!)), a!.replace(at(a!), at(b!)), ...rest];
    });
    await caught(/rewritten/);
  });

  it('an entry dated back', async () => {
    await rewrite((leaves) => leaves.map((leaf, i) => (i === 0 ? leaf.replace(/"at":"\d{4}/, '"at":"2001') : leaf)));
    await caught(/rewritten/);
  });

  it('the end cut off', async () => {
    await rewrite((leaves) => leaves.slice(0, 6));
    expect(await service.log.verify()).toMatchObject({ ok: true, size: 6 });
    expect((await service.checkpoints.problems()).join('\n')).toMatch(/signed at 10 entries, but the log has 6/);
    await expect(service.checkpoints.publish()).rejects.toMatchObject({ code: 'log.inconsistent' });
  });

  it('an old copy of the whole database put back', async () => {
    await service.close();
    const copy = await postgres.copyDatabase(url);
    service = await open();
    await grow(5);
    await service.checkpoints.publish();
    await service.close();
    service = await open({ at: copy });
    expect(await service.log.verify()).toMatchObject({ ok: true });
    expect((await service.checkpoints.problems()).join('\n')).toMatch(/signed at 15 entries, but the log has 10/);
    await expect(service.checkpoints.publish()).rejects.toMatchObject({ code: 'log.inconsistent' });
  });

  it('two logs that went on apart from one copy', async () => {
    await service.close();
    const copy = await postgres.copyDatabase(url);
    const fork = await open({ at: copy, own: 'fork' });
    await grow(2, fork);
    await fork.log.append([{ kind: 'test.forked', actor: 'system', subject: {} }]);
    service = await open();
    await grow(3);
    await service.checkpoints.publish();
    await expect(fork.checkpoints.latest()).rejects.toMatchObject({ code: 'log.inconsistent' });
    expect((await fork.checkpoints.problems()).join('\n')).toMatch(/not what was signed/);
    await fork.close();
  });

  it('another signing key', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeFile(keyFile(), privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await grow(1);
    await expect(service.checkpoints.publish()).rejects.toMatchObject({ code: 'log.key_unknown' });
  });

  it('another public key in its place', async () => {
    await queryOnce(url, 'ALTER TABLE log_keys DISABLE TRIGGER ALL');
    const other = await open({ at: await postgres.freshDatabase(), own: 'other' });
    await rm(keyFile());
    await other.checkpoints.latest().catch(() => undefined);
    const vkey = (await other.keys.known())[0]!.vkey;
    await other.close();
    await queryOnce(url, `UPDATE log_keys SET vkey = '${vkey}'`);
    const problems = (await service.checkpoints.problems()).join('\n');
    expect(problems).toMatch(/does not vouch for it/);
    expect(problems).toMatch(/No known key of the log/);
  });

  it('a key taken out of the list', async () => {
    await queryOnce(url, 'ALTER TABLE log_keys DISABLE TRIGGER ALL');
    await queryOnce(url, 'DELETE FROM log_keys');
    expect((await service.checkpoints.problems()).join('\n')).toMatch(/the signing key that it vouches for is gone/);
  });

  it('a checkpoint edited in its file', async () => {
    const file = join(folder, 'outside', '10.checkpoint');
    await writeFile(file, (await readFile(file, 'utf8')).replace('\n10\n', '\n9\n'));
    expect((await service.checkpoints.problems()).join('\n')).toMatch(/does not fit the text/);
  });
});
