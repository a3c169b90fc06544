import { sha256Hex } from '#knowledge';
import { type NoteKey, ProofInvalid, parseNoteKey } from '#transparency';
import { checkDecision } from './check-decision.js';
import { checkEntry, requireVouched } from './check-entry.js';
import { checkRecord } from './check-record.js';
import {
  type DecisionProofFile,
  type PackManifest,
  decisionProofFile,
  decisionStep,
  packFormat,
  packManifest,
  packProof,
  read,
  recordProofFile,
} from './proof-files.js';
import { checkSources } from './check-sources.js';
import { type ZipFiles } from './read-zip.js';

/** What a sound evidence pack shows. */
export interface CheckedPack {
  /** Id; null when the pack is of an answer alone. */
  readonly decision: string | null;
  /** As the decision's last step left it. */
  readonly state: string | null;
  /** People of the decision whose names were shown to be those that were signed, and those who were erased. */
  readonly names: number;
  readonly namesErased: number;
  readonly records: number;
  /** Quotations that were compared with the revisions in the pack. */
  readonly quotations: number;
  /** Records and revisions that the pack names and does not hold. */
  readonly withheld: number;
  /** When the pack was made, as the log says; what came later is not in it. */
  readonly madeAt: string;
  readonly log: string;
  /** Entries of the log in the oldest of the signed states that were needed. */
  readonly logSize: number;
}

const MANIFEST = 'manifest.json';
/** Proves the manifest, and so can't stand in it. */
const SEAL = 'manifest.proof.json';

/**
 * Check a whole pack: that the log knows its manifest, that its files are those of the manifest, the proofs of decision and
 * records, that the records are those which the decision names, and that what they quote and read stands in the revisions
 * beside them.
 * @param given Keys from elsewhere; null for those in the pack.
 * @param witnesses Whose cosignatures every proof of decision and records must carry.
 * @throws ProofInvalid saying what does not hold.
 */
export async function checkPack(
  zip: ZipFiles,
  given: readonly NoteKey[] | null,
  witnesses: readonly NoteKey[] = [],
): Promise<CheckedPack> {
  const text = await zip.read(MANIFEST);
  refuseUnsealed(text);
  const manifest = read(packManifest, text, 'The manifest');
  await checkFiles(zip, manifest.files);
  const logKeys = given ?? (await keysIn(zip));
  const keys = [...logKeys, ...witnesses];
  // Newer than anything that a witness can have seen when the pack was made.
  const seal = await checkSeal(zip, text, manifest, logKeys);
  const decision = manifest.decision === null ? null : await readDecision(zip, manifest.decision, keys);
  const records = new Map<string, { text: string; log: string; logSize: number }>();
  for (const id of manifest.records) records.set(id, await readRecord(zip, id, keys));
  if (decision) checkReliance(decision.file, records, manifest.withheldRecords);
  let quotations = 0;
  for (const [id, record] of records) quotations += await checkSources(zip, manifest, id, record.text);
  if (records.size === 0 && !decision)
    throw new ProofInvalid('The pack proves nothing: it holds neither decision nor record.');
  const proven = [seal, ...records.values(), ...(decision ? [decision.checked] : [])];
  if (proven.some(({ log }) => log !== seal.log)) throw new ProofInvalid('The proofs are of several logs.');
  return {
    decision: decision?.checked.decision ?? null,
    state: decision?.checked.state ?? null,
    names: decision?.checked.names ?? 0,
    namesErased: decision?.checked.namesErased ?? 0,
    records: records.size,
    quotations,
    withheld: manifest.withheldRecords.length + manifest.sources.filter(({ withheld }) => withheld !== '').length,
    madeAt: seal.at,
    log: seal.log,
    logSize: Math.min(...proven.map(({ logSize }) => logSize)),
  };
}

/** Packs of before manifests were in the log; also what somebody would make of a later one to exchange its report. */
function refuseUnsealed(manifest: string): void {
  if (read(packFormat, manifest, 'The manifest').format !== 'chancery-evidence/1') return;
  throw new ProofInvalid(
    'This pack has the form of an earlier version, in which nothing shows that report and files are those that were packed. ' +
      'Have it made anew, or unpack it and check decision.json and each file in records/, which prove themselves.',
  );
}

async function checkFiles(zip: ZipFiles, files: PackManifest['files']): Promise<void> {
  for (const name of zip.names)
    if (name !== MANIFEST && name !== SEAL && !Object.hasOwn(files, name))
      throw new ProofInvalid(`${name} is not in the manifest.`);
  for (const [name, sha256] of Object.entries(files))
    if ((await zip.sha256(name)) !== sha256) throw new ProofInvalid(`${name} is not the file that was packed.`);
}

/** The log says that a pack with this manifest was made, so that also what no other proof is about is as it was then. */
async function checkSeal(zip: ZipFiles, manifest: string, about: PackManifest, keys: readonly NoteKey[]) {
  const { leaf, proof } = read(packProof, await zip.read(SEAL), "The manifest's proof");
  const entry = checkEntry(leaf, proof, keys, 'The manifest: ');
  requireVouched(entry, /^evidence\.exported$/, 'manifest', manifest, 'The manifest');
  const named = about.decision === null ? ['record', about.records[0]] : ['decision', about.decision];
  if (entry.subject[named[0]!] !== named[1]) throw new ProofInvalid('The log entry is about another pack.');
  return entry;
}

async function keysIn(zip: ZipFiles): Promise<NoteKey[]> {
  return (await zip.read('keys.txt'))
    .split('\n')
    .filter((line) => line !== '')
    .map(parseNoteKey);
}

async function readDecision(zip: ZipFiles, id: string, keys: readonly NoteKey[]) {
  const file = read(decisionProofFile, await zip.read('decision.json'), 'The decision');
  if (file.decision !== id) throw new ProofInvalid('The decision is not the one that the manifest names.');
  return { file, checked: checkDecision(file, keys) };
}

async function readRecord(zip: ZipFiles, id: string, keys: readonly NoteKey[]) {
  const file = read(recordProofFile, await zip.read(`records/${id}.json`), `Record ${id}`);
  const { record, log, logSize } = checkRecord(file, keys);
  if (record !== id) throw new ProofInvalid(`Record ${id}: the file holds another one.`);
  return { text: file.record, log, logSize };
}

/** The decision names its answers with the hashes under which they were sealed. */
function checkReliance(
  { steps }: DecisionProofFile,
  records: ReadonlyMap<string, { readonly text: string }>,
  withheld: readonly string[],
): void {
  const last = read(decisionStep, steps.at(-1)!.step, 'The last step');
  for (const { id, sha256 } of last.content?.records ?? []) {
    const record = records.get(id);
    if (!record && !withheld.includes(id))
      throw new ProofInvalid(`The decision rests on record ${id}, which is missing.`);
    if (record && sha256Hex(record.text) !== sha256)
      throw new ProofInvalid(`Record ${id} is not the one that the decision rests on.`);
  }
}
