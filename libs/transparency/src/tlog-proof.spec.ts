import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { formatCheckpoint, parseCheckpoint, verifyCheckpoint } from './checkpoint.js';
import { EMPTY_FRONTIER, append, leafHash, rootOf } from './merkle-frontier.js';
import {
  COSIGNATURE,
  cosignNote,
  formatNoteKey,
  noteKeyOf,
  parseNote,
  parseNoteKey,
  signNote,
  verifiedBy,
} from './signed-note.js';
import { formatTlogProof, parseTlogProof, verifyTlogProof } from './tlog-proof.js';
import { ProofInvalid } from './transparency-errors.js';

const ORIGIN = 'records.example/log';
const { privateKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519').privateKey;
const witness = generateKeyPairSync('ed25519').privateKey;
const key = noteKeyOf(privateKey, ORIGIN);
const leaves = ['a', 'b'].map(leafHash);
const root = rootOf(leaves.reduce(append, EMPTY_FRONTIER));
const text = formatCheckpoint({ origin: ORIGIN, size: 2, root });
const note = signNote(text, ORIGIN, privateKey);
const proof = { index: 1, path: [leaves[0]!], checkpoint: note };

describe('signed checkpoints', () => {
  it('read an example of the specification', () => {
    const example =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
      '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
    const { text: body, signatures } = parseNote(example);
    expect(parseCheckpoint(body)).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 });
    expect(signatures[0]).toMatchObject({ name: 'example.com/behind-the-sofa' });
    expect(signatures[0]!.keyId.toString('hex')).toBe('033de0ae');
  });

  it('vouch for origin, size and root', () => {
    expect(verifyCheckpoint(note, [key])).toMatchObject({ origin: ORIGIN, size: 2, root });
  });

  it('are refused when unsigned by a known key, altered in any place, or signed for another log', () => {
    expect(() => verifyCheckpoint(note, [noteKeyOf(stranger, ORIGIN)])).toThrow(ProofInvalid);
    expect(() => verifyCheckpoint(signNote(text, ORIGIN, stranger), [key])).toThrow(ProofInvalid);
    expect(() => verifyCheckpoint(signNote(text, 'else', privateKey), [noteKeyOf(privateKey, 'else')])).toThrow(
      ProofInvalid,
    );
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.constantFrom('A', '0', '\n', '\u0000', '— '), (at, put) => {
        fc.pre(!note.startsWith(put, at));
        const altered = note.slice(0, at) + put + note.slice(at + 1);
        expect(() => verifyCheckpoint(altered, [key])).toThrow(ProofInvalid);
      }),
    );
  });

  it('carry cosignatures of witnesses, whose time is signed too', () => {
    const line = cosignNote(text, witness, 'witness.example', new Date('2031-05-01T00:00:00Z'));
    const watcher = noteKeyOf(witness, 'witness.example', COSIGNATURE);
    const cosigned = note + line;
    expect(verifiedBy(parseNote(cosigned), [key, watcher])).toEqual([key, watcher]);
    expect(verifyCheckpoint(cosigned, [key])).toMatchObject({ size: 2 });
    const parsed = parseNote(cosigned);
    parsed.signatures[1]!.signature[7]! ^= 1;
    expect(() => verifiedBy(parsed, [watcher])).toThrow(ProofInvalid);
  });

  it('have keys that survive being written down and are refused when miscopied', () => {
    expect(parseNoteKey(formatNoteKey(key))).toEqual(key);
    const written = formatNoteKey(key);
    for (const wrong of ['', 'x', written.replace('+', '-'), written.slice(0, -4), `x${written}`])
      expect(() => parseNoteKey(wrong)).toThrow(ProofInvalid);
  });
});

describe('transparency log proofs', () => {
  it('lead from an entry to the signed root', () => {
    const read = parseTlogProof(formatTlogProof(proof));
    expect(read).toEqual(proof);
    expect(verifyTlogProof(read, leaves[1]!, [key])).toMatchObject({ origin: ORIGIN, size: 2 });
  });

  it('pass over extra data', () => {
    const written = formatTlogProof(proof).replace('\nindex', '\nextra aGVsbG8=\nindex');
    expect(parseTlogProof(written)).toEqual(proof);
  });

  it('are refused for another entry, another place, another log, or garbage', () => {
    const refused = (changed: Partial<typeof proof>, leaf = leaves[1]!) =>
      expect(() => verifyTlogProof({ ...proof, ...changed }, leaf, [key])).toThrow(ProofInvalid);
    refused({}, leaves[0]);
    refused({ index: 0 });
    refused({ index: 2 });
    refused({ path: [] });
    refused({ path: [...proof.path, ...proof.path] });
    refused({ checkpoint: signNote(text, ORIGIN, stranger) });
    fc.assert(
      fc.property(fc.string(), (garbage) => {
        expect(() => parseTlogProof(garbage)).toThrow(ProofInvalid);
        expect(() => parseTlogProof(`${garbage}${formatTlogProof(proof)}`.slice(garbage.length ? 0 : 1))).toThrow(
          ProofInvalid,
        );
      }),
    );
  });
});
