import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { canonicalJson, sha256Hex } from '#knowledge';
import {
  COSIGNATURE,
  EMPTY_FRONTIER,
  ProofInvalid,
  append,
  cosignNote,
  formatCheckpoint,
  formatNoteKey,
  formatTlogProof,
  leafHash,
  noteKeyOf,
  parseNote,
  rootOf,
  signNote,
} from '#transparency';
import yazl from 'yazl';
import { type CheckedPack, checkPack } from './check-pack.js';
import { openZip } from './read-zip.js';

const ORIGIN = 'chancery/test';
const WITNESS = 'witness.example';
const { privateKey } = generateKeyPairSync('ed25519');
const newer = generateKeyPairSync('ed25519').privateKey;
const key = noteKeyOf(privateKey, ORIGIN);
const TEXT = 'The façade is renovated by 31 May; ὁ μισθωτής pays. 賃金';
const QUOTE = 'by 31 May';

const span = { start: TEXT.indexOf(QUOTE), end: TEXT.indexOf(QUOTE) + QUOTE.length };
const record = canonicalJson({
  ...{ id: 'r1', question: 'By when?' },
  passages: [
    {
      ...{ revisionId: 'v1', span: [0, TEXT.length], textSha256: sha256Hex(TEXT) },
      ...{ revisionTextSha256: sha256Hex(TEXT), revisionSha256: sha256Hex('the original') },
    },
  ],
  trace: { citations: [{ revisionId: 'v1', quote: QUOTE, span }] },
});

type Files = Record<string, string>;

/** A log with the record's entry and the pack's, signed; `edit` plays the people who make or change packs. */
interface Making {
  readonly recordKind?: string;
  readonly sealKind?: string;
  readonly signer?: typeof privateKey;
  /** Who cosigned what proves the record. */
  readonly witness?: typeof privateKey;
  readonly sources?: readonly object[];
  /** Before the manifest is made and sealed. */
  readonly lay?: (files: Files) => void;
  /** After that. */
  readonly edit?: (files: Files) => void;
}

function aPack(making: Making = {}): Files {
  const { recordKind = 'answer.recorded', sealKind = 'evidence.exported', signer = privateKey } = making;
  const leafOf = (index: number, kind: string, subject: object) =>
    canonicalJson({ v: 1, index, at: `2031-01-0${index + 1}T00:00:00.000Z`, kind, subject });
  const recordLeaf = leafOf(0, recordKind, { record: 'r1', sha256: sha256Hex(record) });
  const proofOf = (leaves: readonly string[], index: number) => {
    const hashes = leaves.map((leaf) => leafHash(leaf));
    const head = { origin: ORIGIN, size: leaves.length, root: rootOf(hashes.reduce(append, EMPTY_FRONTIER)) };
    const path = hashes.filter((_, i) => i !== index);
    const note = signNote(formatCheckpoint(head), ORIGIN, signer);
    const { witness } = making;
    // Only of the state that proves the record: the other one is newer than what a witness saw.
    const seen = witness && leaves.length === 1 ? cosignNote(parseNote(note).text, witness, WITNESS, new Date(0)) : '';
    return formatTlogProof({ index, path, checkpoint: note + seen });
  };
  const proof = { format: 'chancery-record-proof/1', record, leaf: recordLeaf, proof: proofOf([recordLeaf], 0) };
  const files: Files = {
    ...{ 'README.txt': 'How to check it', 'report.pdf': '%PDF By 31 May.', 'keys.txt': `${formatNoteKey(key)}\n` },
    ...{ 'records/r1.json': JSON.stringify(proof), 'revisions/v1/text.txt': TEXT },
    'revisions/v1/original.md': 'the original',
  };
  making.lay?.(files);
  const sources = making.sources ?? [{ revision: 'v1', withheld: '' }];
  const manifest = JSON.stringify({
    ...{ format: 'chancery-evidence/2', madeAt: '2031', decision: null, records: ['r1'], withheldRecords: [], sources },
    files: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, sha256Hex(content)])),
  });
  const sealLeaf = leafOf(1, sealKind, { record: 'r1', manifest: sha256Hex(manifest) });
  files['manifest.json'] = manifest;
  files['manifest.proof.json'] = JSON.stringify({ leaf: sealLeaf, proof: proofOf([recordLeaf, sealLeaf], 1) });
  making.edit?.(files);
  return files;
}

/** What whoever passes a pack on can do: write another hash into the manifest. */
function refit(files: Files, name: string): void {
  const manifest = JSON.parse(files['manifest.json']!) as { files: Record<string, string> };
  manifest.files[name] = sha256Hex(files[name]!);
  files['manifest.json'] = JSON.stringify(manifest);
}

async function zipped(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream as Readable);
}

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'chancery-pack-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function checkBytes(
  bytes: Buffer,
  keys: readonly (typeof key)[] | null = [key],
  witnesses: readonly (typeof key)[] = [],
): Promise<CheckedPack> {
  const path = join(folder, 'pack.zip');
  await writeFile(path, bytes);
  const zip = await openZip(path);
  return checkPack(zip, keys, witnesses).finally(() => zip.close());
}
const check = async (making?: Making, keys?: readonly (typeof key)[] | null) =>
  checkBytes(await zipped(aPack(making)), keys);

describe('checking an evidence pack', () => {
  it('says what it proves, with keys from elsewhere and with its own', async () => {
    const expected = { decision: null, records: 1, quotations: 1, withheld: 0, log: ORIGIN };
    expect(await check()).toMatchObject({ ...expected, madeAt: '2031-01-02T00:00:00.000Z' });
    expect(await check({}, null)).toMatchObject(expected);
  });

  it('refuses one of the form in which nothing vouched for report and manifest, and says what of it can still be checked', async () => {
    const edit = (files: Files) => {
      files['manifest.json'] = files['manifest.json']!.replace('chancery-evidence/2', 'chancery-evidence/1');
      delete files['manifest.proof.json'];
    };
    await expect(check({ edit })).rejects.toThrow(/earlier version.*check decision\.json and each file in records/);
  });

  it('counts what was erased or withheld', async () => {
    const gone: Making = {
      lay: (files) => void (delete files['revisions/v1/text.txt'], delete files['revisions/v1/original.md']),
      sources: [{ revision: 'v1', withheld: 'not open to who made this pack, or erased' }],
    };
    expect(await check(gone)).toMatchObject({ quotations: 0, withheld: 1 });
    await expect(check({ ...gone, sources: [] })).rejects.toThrow('the cited revision v1 is missing');
  });

  it('asks for the cosignature of a witness where one can be there', async () => {
    const witness = noteKeyOf(newer, WITNESS, COSIGNATURE);
    expect(await checkBytes(await zipped(aPack({ witness: newer })), [key], [witness])).toMatchObject({ records: 1 });
    await expect(checkBytes(await zipped(aPack()), [key], [witness])).rejects.toThrow('did not cosign');
  });

  const put = (name: string, content: string) => (files: Files) => void (files[name] = content);
  const without = (name: string) => (files: Files) => void delete files[name];
  const renamed = (name: string, to: string) => (files: Files) => {
    files[to] = files[name]!;
    delete files[name];
  };
  const forged = (name: string, content: string) => (files: Files) => {
    files[name] = content;
    refit(files, name);
  };
  it.each<[string, Making, RegExp]>([
    ['a file put in', { edit: put('more.txt', 'x') }, /more\.txt is not in the manifest/],
    ['a file named as what all objects have', { edit: put('constructor', 'x') }, /constructor is not in the manifest/],
    ['a report left out', { edit: without('report.pdf') }, /lacks report\.pdf/],
    ['a record left out', { edit: without('records/r1.json') }, /lacks records/],
    ['no manifest', { edit: without('manifest.json') }, /lacks manifest\.json/],
    ['no proof of the manifest', { edit: without('manifest.proof.json') }, /lacks manifest\.proof\.json/],
    ['a renamed source', { edit: renamed('revisions/v1/text.txt', 'revisions/v2/text.txt') }, /not in the manifest/],
    ['another report', { edit: put('report.pdf', '%PDF By 30 May.') }, /report\.pdf is not the file/],
    ['another report, made to fit', { edit: forged('report.pdf', '%PDF By 30 May.') }, /The manifest is not the one/],
    ['an original that is another', { lay: put('revisions/v1/original.md', 'other') }, /not the one that was uploaded/],
    ['a text that is another', { lay: put('revisions/v1/text.txt', TEXT.replace('31', '30')) }, /a quotation/],
    ['the seal of another entry', { sealKind: 'log.read' }, /about something else/],
    ['a record sealed by feedback', { recordKind: 'feedback.given' }, /about something else/],
    ['a log that somebody else signed', { signer: newer }, /No known key .* newer one/],
    ['a manifest that is a list', { edit: put('manifest.json', '[]') }, /has not the form/],
    ['a manifest of null', { edit: put('manifest.json', 'null') }, /has not the form/],
    ['a manifest of garbage', { edit: put('manifest.json', '{') }, /is no JSON/],
    ['a record of numbers', { lay: put('records/r1.json', '{"format":"chancery-record-proof/1","record":1}') }, /form/],
    ['a seal without an entry', { edit: put('manifest.proof.json', '{"leaf":7}') }, /form that it should have/],
  ])('refuses %s', async (_name, making, why) => {
    await expect(check(making)).rejects.toThrow(why);
    await expect(check(making)).rejects.toBeInstanceOf(ProofInvalid);
  });

  it('hashes files of any size, and reads none whole that is larger than what it should be', async () => {
    const checkWithin = async (files: Files) => {
      const path = join(folder, 'large.zip');
      await writeFile(path, await zipped(files));
      const zip = await openZip(path, 20_000);
      return checkPack(zip, [key]).finally(() => zip.close());
    };
    const large = 'x'.repeat(100_000);
    expect(await checkWithin(aPack({ lay: put('revisions/v2/original.txt', large) }))).toMatchObject({ records: 1 });
    await expect(checkWithin(aPack({ edit: put('manifest.json', large) }))).rejects.toThrow(/too large/);
    await expect(checkWithin(aPack({ lay: put('revisions/v1/text.txt', large) }))).rejects.toThrow(/too large/);
  });

  it('refuses every file that was cut, and never fails otherwise for one whose bytes were changed', async () => {
    const whole = await zipped(aPack());
    for (let share = 1; share < 10; share++)
      await expect(checkBytes(whole.subarray(0, (whole.length * share) / 10))).rejects.toBeInstanceOf(ProofInvalid);
    for (let at = 0; at < whole.length; at += 41) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1 << (at % 8);
      const error: unknown = await checkBytes(changed).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (error !== null) expect(error).toBeInstanceOf(ProofInvalid);
    }
  });

  it.each(['../report.pdf', '/etc/passwd', 'a\\b'])('refuses a file that is named %s', async (name) => {
    const placeholder = 'x'.repeat(name.length);
    const bytes = await zipped({ ...aPack(), [placeholder]: 'x' });
    const text = bytes.toString('latin1').replaceAll(placeholder, name);
    await expect(checkBytes(Buffer.from(text, 'latin1'))).rejects.toBeInstanceOf(ProofInvalid);
  });
});
