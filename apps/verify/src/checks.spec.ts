import { generateKeyPairSync } from 'node:crypto';
import { canonicalJson, sha256Hex } from '#knowledge';
import {
  COSIGNATURE,
  EMPTY_FRONTIER,
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
import { checkLog } from './check-log.js';
import { checkRecord } from './check-record.js';
import type { RecordProofFile } from './proof-files.js';

const ORIGIN = 'chancery/test';
const { privateKey } = generateKeyPairSync('ed25519');
const key = noteKeyOf(privateKey, ORIGIN);
const stranger = generateKeyPairSync('ed25519').privateKey;

const record = canonicalJson({ id: 'r1', question: 'What is it?' });
const leafOf = (index: number, at: string, subject: object) =>
  canonicalJson({ v: 1, index, at, kind: 'answer.recorded', subject });
const leaves = [
  leafOf(0, '2031-01-01T00:00:00.000Z', {}),
  leafOf(1, '2031-01-02T00:00:00.000Z', { record: 'r1', sha256: sha256Hex(record) }),
];
const signed = (texts: readonly string[], signer = privateKey) =>
  signNote(
    formatCheckpoint({
      origin: ORIGIN,
      size: texts.length,
      root: rootOf(texts.map(leafHash).reduce(append, EMPTY_FRONTIER)),
    }),
    ORIGIN,
    signer,
  );
const proofOf = (checkpoint: string) => formatTlogProof({ index: 1, path: [leafHash(leaves[0]!)], checkpoint });
const file: RecordProofFile = {
  ...{ format: 'chancery-record-proof/1', record, leaf: leaves[1]! },
  proof: proofOf(signed(leaves)),
  keys: [formatNoteKey(key)],
};

describe('checking a record', () => {
  it('says where and when it was recorded', () => {
    expect(checkRecord(file, [key])).toEqual({
      ...{ record: 'r1', recordedAt: '2031-01-02T00:00:00.000Z', entry: 1, log: ORIGIN, logSize: 2 },
    });
  });

  const renamed = canonicalJson({ id: 'r2', question: 'What is it?' });
  it.each<[string, Partial<RecordProofFile>, RegExp]>([
    ['an edited record', { record: record.replace('it', 'this') }, /edited/],
    ['another record', { record: renamed }, /edited/],
    ['an entry for another record', { leaf: leaves[0]! }, /not entry 1/],
    ['an edited entry', { leaf: leaves[1]!.replace('-02T', '-03T') }, /not entry 1/],
    ['a proof of another place', { proof: file.proof.replace('index 1', 'index 0') }, /not entry 0/],
    ['a checkpoint that somebody else signed', { proof: proofOf(signed(leaves, stranger)) }, /No known key/],
    ['an edited checkpoint', { proof: file.proof.replace('\n2\n', '\n3\n') }, /signature/],
    ['no proof', { proof: '' }, /no transparency log proof/],
  ])('refuses %s', (_name, change, why) => {
    expect(() => checkRecord({ ...file, ...change }, [key])).toThrow(why);
  });

  it('asks for the cosignature of every witness that is named', () => {
    const [seen, unseen] = [generateKeyPairSync('ed25519').privateKey, generateKeyPairSync('ed25519').privateKey];
    const note = signed(leaves);
    const cosigned = `${note}${cosignNote(parseNote(note).text, seen, 'witness', new Date(1_900_000_000_000))}`;
    const witness = noteKeyOf(seen, 'witness', COSIGNATURE);
    expect(checkRecord({ ...file, proof: proofOf(cosigned) }, [key, witness])).toMatchObject({ record: 'r1' });
    expect(() => checkRecord(file, [key, witness])).toThrow(/witness "witness" did not cosign/);
    const other = noteKeyOf(unseen, 'other', COSIGNATURE);
    expect(() => checkRecord({ ...file, proof: proofOf(cosigned) }, [key, witness, other])).toThrow(/"other"/);
    // A witness's key under the log's own name vouches for nothing.
    const posing = noteKeyOf(seen, ORIGIN, COSIGNATURE);
    expect(() => checkRecord({ ...file, proof: proofOf(cosigned) }, [posing])).toThrow(/No known key/);
  });

  it('refuses everything when no key is trusted', () => {
    expect(() => checkRecord(file, [])).toThrow(/No known key/);
  });
});

describe('checking an export', () => {
  const check = (texts: readonly string[], note = signed(leaves)) =>
    checkLog(
      note,
      (async function* () {
        for (const text of texts) yield await Promise.resolve(text);
      })(),
      [key],
    );

  it('re-derives the signed root', async () => {
    expect(await check(leaves)).toMatchObject({ log: ORIGIN, entries: 2 });
  });

  it.each<[string, string[], RegExp]>([
    ['an edited entry', [leaves[0]!, leaves[1]!.replace('r1', 'r2')], /not those that were signed/],
    ['a missing end', [leaves[0]!], /holds 1 entries, but 2 were signed/],
    ['a missing start', [leaves[1]!], /names entry 1/],
    ['an entry too many', [...leaves, leafOf(2, '2031-01-03T00:00:00.000Z', {})], /holds 3 entries/],
    ['a swap', [leaves[1]!, leaves[0]!], /names entry 1/],
    ['an entry dated back', [leaves[0]!, leaves[1]!.replace('2031', '2030')], /dated before/],
    ['garbage', ['x'], /no JSON/],
  ])('refuses %s', async (_name, texts, why) => {
    await expect(check(texts)).rejects.toThrow(why);
  });
});
