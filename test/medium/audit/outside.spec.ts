import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  AuditLog,
  CheckpointDeliveries,
  CheckpointsModule,
  LogKeys,
  LogSearch,
  type OutsidePlaces,
  SignedCheckpoints,
} from '#audit';
import { DatabaseModule } from '#database';
import {
  type TestMail,
  type TestPostgres,
  type TestS3,
  type TestWitness,
  queryOnce,
  startMailServer,
  startPostgres,
  startS3,
  startWitness,
} from '#testing';
import { type InnerServer, startInnerServer } from '../outbound/inner-server.js';
import { leafHash, parseNote, parseNoteKey, parseTlogProof, verifyCheckpoint, verifyTlogProof } from '#transparency';

interface Service {
  readonly log: AuditLog;
  readonly keys: LogKeys;
  readonly search: LogSearch;
  readonly checkpoints: SignedCheckpoints;
  readonly deliveries: CheckpointDeliveries;
  close(): Promise<void>;
}

const NOWHERE: OutsidePlaces = { store: null, mail: null, witnesses: [] };

let postgres: TestPostgres;
let url: string;
let folder: string;
let opened: Service[];

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'chancery-outside-'));
  opened = [];
});
afterEach(async () => {
  for (const service of opened) await service.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(places: Partial<OutsidePlaces>, outside: string | null = null): Promise<Service> {
  const key = { file: join(folder, 'key.pem'), isManaged: true };
  const checkpoints = CheckpointsModule.with(key, { own: join(folder, 'own'), outside }, { ...NOWHERE, ...places });
  @Module({ imports: [DatabaseModule.connect(url, 2), checkpoints] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
  const service = {
    ...{ log: app.get(AuditLog), keys: app.get(LogKeys), search: app.get(LogSearch) },
    ...{ checkpoints: app.get(SignedCheckpoints), deliveries: app.get(CheckpointDeliveries) },
    close: () => app.close(),
  };
  opened.push(service);
  return service;
}

async function grow({ log }: Service, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await log.append([{ kind: 'test.counted', actor: 'system', subject: { n } }]);
}

const keysOf = async ({ keys }: Service) => (await keys.known()).map(({ key }) => key);
/** Places that failed are left alone for a while; here that while is over. */
const later = () => queryOnce(url, `UPDATE log_deliveries SET tried_at = tried_at - interval '1 hour'`);

describe('witnesses', () => {
  let witness: TestWitness;
  beforeEach(async () => void (witness = await startWitness()));
  afterEach(() => witness.stop());

  const withWitness = () => open({ witnesses: [{ vkey: witness.vkey, url: witness.url }] });
  const introduced = async () => {
    const service = await withWitness();
    await grow(service, 3);
    await service.checkpoints.latest();
    witness.trust(await keysOf(service));
    return service;
  };

  it('cosign every checkpoint, and proofs carry that', async () => {
    const service = await introduced();
    expect(await service.deliveries.run()).toEqual([]);
    expect(witness.size).toBe(4);
    await grow(service, 9);
    expect(await service.deliveries.run()).toEqual([]);
    expect(witness.size).toBe(13);

    const keys = [...(await keysOf(service)), parseNoteKey(witness.vkey)];
    for (const index of [0, 7, 12]) {
      const proof = parseTlogProof(await service.checkpoints.proofOf(index));
      expect(verifyTlogProof(proof, leafHash((await service.log.leaf(index))!), keys)).toMatchObject({ size: 13 });
    }
    expect(await service.checkpoints.problems([witness.vkey])).toEqual([]);
    const [newest] = await service.checkpoints.history(null, 1);
    expect(newest).toMatchObject({ size: 13, cosignatures: [{ witness: 'witness.example' }] });
    expect(Date.now() - newest!.cosignatures[0]!.at.getTime()).toBeLessThan(60_000);
  });

  it('are not claimed for a proof that they did not see', async () => {
    const service = await introduced();
    await service.deliveries.run();
    await grow(service, 1);
    const [keys, index] = [[...(await keysOf(service)), parseNoteKey(witness.vkey)], 4];
    const proof = parseTlogProof(await service.checkpoints.proofOf(index));
    const leaf = leafHash((await service.log.leaf(index))!);
    expect(() => verifyTlogProof(proof, leaf, keys)).toThrow('The witness "witness.example" did not cosign');
    expect(verifyTlogProof(proof, leaf, await keysOf(service))).toMatchObject({ size: 5 });
  });

  it('say which state they know, and are led on from there', async () => {
    const service = await introduced();
    await service.deliveries.run();
    witness.forget();
    await grow(service, 2);
    expect(await service.deliveries.run()).toEqual([]);
    expect(witness.size).toBe(6);
  });

  it('that were told nothing of this log leave it without cosignatures, and it says why', async () => {
    const service = await withWitness();
    await grow(service, 1);
    expect(await service.deliveries.run()).toEqual([expect.stringContaining('status 404')]);
    expect(await service.deliveries.places()).toEqual([
      expect.objectContaining({ kind: 'witness', name: 'witness.example', size: null, problem: expect.any(String) }),
    ]);
    witness.trust(await keysOf(service));
    await later();
    expect(await service.deliveries.run()).toEqual([]);
    expect(await service.deliveries.places()).toEqual([expect.objectContaining({ size: 2, problem: null })]);
  });

  it('notice a log that lost its end, though all in its database fits', async () => {
    const service = await introduced();
    await grow(service, 5);
    await service.deliveries.run();
    await queryOnce(url, 'ALTER TABLE log_entries DISABLE TRIGGER ALL');
    for (const table of ['log_checkpoints', 'log_cosignatures', 'log_deliveries']) {
      await queryOnce(url, `ALTER TABLE ${table} DISABLE TRIGGER ALL`);
      await queryOnce(url, `DELETE FROM ${table}`);
    }
    await queryOnce(url, 'DELETE FROM log_entries WHERE "index" > 5');
    await rm(join(folder, 'own'), { recursive: true });
    expect(await service.deliveries.run()).toEqual([
      expect.stringContaining('no longer continues what was signed at 9'),
    ]);
  });

  it('whose signature was altered in the database are found out', async () => {
    const service = await introduced();
    await service.deliveries.run();
    await queryOnce(url, 'ALTER TABLE log_cosignatures DISABLE TRIGGER ALL');
    const [row] = await queryOnce<{ line: string }>(url, 'SELECT line FROM log_cosignatures');
    const bytes = Buffer.from(row!.line.trim().split(' ').at(-1)!, 'base64');
    bytes[40]! ^= 1;
    const line = `\u2014 witness.example ${bytes.toString('base64')}`;
    await queryOnce(url, `UPDATE log_cosignatures SET line = '${line}' || chr(10)`);
    expect(await service.checkpoints.problems([witness.vkey])).toEqual([
      'Checkpoint 4: the cosignature of witness.example does not fit it.',
    ]);
  });

  it('hold up no other place when they are gone', async () => {
    const outside = join(folder, 'outside');
    await mkdir(outside);
    const gone = { vkey: witness.vkey, url: 'http://127.0.0.1:9' };
    const service = await open({ witnesses: [gone] }, outside);
    await grow(service, 1);
    expect(await service.deliveries.run()).toEqual([expect.stringContaining('can not be reached')]);
    expect(await service.deliveries.places()).toMatchObject([
      { kind: 'folder', size: 2, problem: null },
      { kind: 'witness', size: null },
    ]);
  });
});

describe('every place', () => {
  let inner: InnerServer;
  let witness: TestWitness;
  beforeEach(async () => void ([inner, witness] = await Promise.all([startInnerServer(), startWitness()])));
  afterEach(() => Promise.all([inner.close(), witness.stop()]));
  const store = (endpoint: string) => ({
    ...{ bucket: 'docs', prefix: '', endpoint, region: 'us-east-1', accessKeyId: 'a', secretAccessKey: 'b' },
    pathStyle: true,
  });

  it('is gone to where the settings name it, and not where it sends to', async () => {
    inner.sendInside(307);
    const service = await open({
      witnesses: [{ vkey: witness.vkey, url: inner.named }],
      store: store(inner.named),
    });
    await grow(service, 1);
    expect(await service.deliveries.run()).toEqual([
      expect.stringContaining('No checkpoint could be put into s3://docs'),
      expect.stringContaining('status 307'),
    ]);
    expect(inner.asked).toContain('POST localhost/add-checkpoint');
    expect(inner.asked.filter((path) => path.endsWith('/inside'))).toEqual([]);
  });

  it('is never where clouds keep the secrets of machines', async () => {
    const metadata = '169.254.169.254';
    const service = await open({
      witnesses: [{ vkey: witness.vkey, url: `http://${metadata}` }],
      store: store(`http://${metadata}`),
      mail: { server: `smtp://${metadata}`, from: 'a@b.example', to: ['c@d.example'], everyMs: 0 },
    });
    await grow(service, 1);
    const refused = expect.stringContaining(`"${metadata}" is not in the public internet`) as string;
    expect(await service.deliveries.run()).toEqual([refused, refused, refused]);
  });
});

describe('mail', () => {
  let mail: TestMail;
  beforeEach(async () => void (mail = await startMailServer()));
  afterEach(() => mail.stop());

  const settings = (everyMs = 0) => ({
    ...{ server: mail.url, from: 'chancery@example.org', to: ['auditor@example.org', 'board@example.org'], everyMs },
  });

  it('brings checkpoints that verify, as often as asked for', async () => {
    const service = await open({ mail: settings(3_600_000) });
    await grow(service, 2);
    expect(await service.deliveries.run()).toEqual([]);
    await grow(service, 2);
    expect(await service.deliveries.run()).toEqual([]);
    expect(mail.messages).toHaveLength(1);
    const [, attached = ''] = mail.messages[0]!.split(/filename=3.checkpoint[\s\S]*?\r\n\r\n/);
    const isBase64 = /base64/.test(mail.messages[0]!);
    const body = attached.split('\r\n--')[0]!;
    const note = isBase64 ? Buffer.from(body, 'base64').toString() : body.replace(/\r\n/g, '\n');
    expect(verifyCheckpoint(note, await keysOf(service))).toMatchObject({ size: 3 });
  });

  it('that is refused is tried again', async () => {
    mail.refuse(true);
    const service = await open({ mail: settings() });
    await grow(service, 1);
    expect(await service.deliveries.run()).toEqual([expect.stringContaining('auditor@example.org')]);
    mail.refuse(false);
    await later();
    expect(await service.deliveries.run()).toEqual([]);
    expect(mail.messages).toHaveLength(1);
  });
});

const s3: TestS3 | null = await startS3();
if (!s3) console.warn('Not tried: checkpoints in S3. python3-swift is missing.');

(s3 ? describe : describe.skip)('an S3-compatible store', () => {
  const bucket = `chancery-${randomUUID()}`;
  const place = () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = s3!;
    return { ...{ endpoint, region, accessKeyId, secretAccessKey }, bucket, prefix: randomUUID(), pathStyle: true };
  };
  beforeAll(async () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = s3!;
    const client = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
    });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    client.destroy();
  });
  afterAll(() => s3?.stop());

  it('gets every checkpoint once, and shows later that the log was rewritten', async () => {
    const service = await open({ store: place() });
    await grow(service, 2);
    expect(await service.deliveries.run()).toEqual([]);
    await grow(service, 3);
    expect(await service.deliveries.run()).toEqual([]);
    expect(await service.deliveries.problems()).toEqual([]);
    await queryOnce(url, 'ALTER TABLE log_entries DISABLE TRIGGER ALL');
    for (const table of ['log_checkpoints', 'log_deliveries']) {
      await queryOnce(url, `ALTER TABLE ${table} DISABLE TRIGGER ALL`);
      await queryOnce(url, `DELETE FROM ${table}`);
    }
    await queryOnce(url, 'DELETE FROM log_entries WHERE "index" > 3');
    await rm(join(folder, 'own'), { recursive: true });
    expect(await service.deliveries.problems()).toEqual([expect.stringContaining('its end is gone')]);
    expect(await service.deliveries.run()).toEqual([expect.stringContaining('no longer continues')]);
  });

  it('that is not there is named, and the log goes on', async () => {
    const service = await open({ store: { ...place(), bucket: 'no-such-bucket' } });
    await grow(service, 1);
    expect(await service.deliveries.run()).toEqual([expect.stringContaining('s3://no-such-bucket')]);
    expect(parseNote((await service.checkpoints.latest()).note).signatures).toHaveLength(1);
  });
});

describe('looking for entries', () => {
  it('finds them by kind, area, actor, object and time, from either end', async () => {
    const service = await open({});
    const [alice, document] = [randomUUID(), randomUUID()];
    await service.log.append([
      { kind: 'document.read', actor: alice, subject: { document } },
      { kind: 'document.removed', actor: 'system', subject: { document } },
      { kind: 'documents.listed', actor: alice, subject: {} },
    ]);
    const found = async (query: object) =>
      (await service.search.find({ limit: 10, ...query })).map(({ index }) => index);
    expect(await found({})).toEqual([0, 1, 2]);
    expect(await found({ before: 3 })).toEqual([2, 1, 0]);
    expect(await found({ before: 2, limit: 1 })).toEqual([1]);
    expect(await found({ kind: 'document' })).toEqual([0, 1]);
    expect(await found({ kind: 'document.read' })).toEqual([0]);
    expect(await found({ actor: alice })).toEqual([0, 2]);
    expect(await found({ actor: 'system', about: document })).toEqual([1]);
    expect(await found({ until: new Date(0) })).toEqual([]);
    expect(await found({ since: new Date(0) })).toHaveLength(3);
  });
});
