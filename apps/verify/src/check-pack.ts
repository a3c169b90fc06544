import { sha256Hex } from '#knowledge';
import { type NoteKey, ProofInvalid, parseNoteKey } from '#transparency';
import { type DecisionProofFile, checkDecision } from './check-decision.js';
import { type RecordProofFile, checkRecord } from './check-record.js';
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
  readonly log: string;
  /** Entries of the log in the oldest of the signed states that were needed. */
  readonly logSize: number;
}

interface Manifest {
  readonly format?: string;
  readonly decision?: string | null;
  readonly records?: readonly string[];
  readonly withheldRecords?: readonly string[];
  readonly sources?: readonly { readonly revision: string; readonly withheld: string }[];
  readonly files?: Readonly<Record<string, string>>;
}

/** What is read out of a sealed record; older ones lack some of it. */
interface SealedAnswer {
  readonly passages?: readonly {
    readonly revisionId: string;
    readonly revisionSha256?: string | null;
    readonly revisionTextSha256?: string | null;
    readonly span: readonly [number, number];
    readonly textSha256: string;
  }[];
  readonly trace?: {
    readonly citations?: readonly {
      readonly revisionId: string;
      readonly quote: string;
      readonly span: { readonly start: number; readonly end: number };
    }[];
  };
}

/**
 * Check a whole pack: that its files are those of its manifest, the proofs of decision and records, that the records are those
 * which the decision names, and that what they quote and read stands in the revisions beside them.
 * @param given Keys from elsewhere; null for those in the pack.
 * @param witnesses Whose cosignatures every proof must carry.
 * @throws ProofInvalid saying what does not hold.
 */
export async function checkPack(
  zip: ZipFiles,
  given: readonly NoteKey[] | null,
  witnesses: readonly NoteKey[] = [],
): Promise<CheckedPack> {
  const manifest = parse<Manifest>(await zip.read('manifest.json'), 'The manifest');
  if (manifest.format !== 'chancery-evidence/1') throw new ProofInvalid('This is no evidence pack.');
  await checkFiles(zip, manifest.files ?? {});
  const keys = [...(given ?? (await keysIn(zip))), ...witnesses];
  const decision = manifest.decision ? await readDecision(zip, manifest.decision, keys) : null;
  const records = new Map<string, { text: string; log: string; logSize: number }>();
  for (const id of manifest.records ?? []) records.set(id, await readRecord(zip, id, keys));
  const withheldRecords = manifest.withheldRecords ?? [];
  if (decision) checkReliance(decision.file, records, withheldRecords);
  let quotations = 0;
  for (const [id, { text }] of records) quotations += await checkSources(zip, id, JSON.parse(text) as SealedAnswer);
  const proven = [...records.values(), ...(decision ? [decision.checked] : [])];
  if (proven.length === 0) throw new ProofInvalid('The pack proves nothing: it holds neither decision nor record.');
  return {
    decision: decision?.checked.decision ?? null,
    state: decision?.checked.state ?? null,
    names: decision?.checked.names ?? 0,
    namesErased: decision?.checked.namesErased ?? 0,
    records: records.size,
    quotations,
    withheld: withheldRecords.length + (manifest.sources ?? []).filter(({ withheld }) => withheld !== '').length,
    log: proven[0]!.log,
    logSize: Math.min(...proven.map(({ logSize }) => logSize)),
  };
}

async function checkFiles(zip: ZipFiles, files: Readonly<Record<string, string>>): Promise<void> {
  for (const name of zip.names)
    if (name !== 'manifest.json' && !(name in files)) throw new ProofInvalid(`${name} is not in the manifest.`);
  for (const [name, sha256] of Object.entries(files))
    if (sha256Hex(await zip.read(name)) !== sha256) throw new ProofInvalid(`${name} is not the file that was packed.`);
}

async function keysIn(zip: ZipFiles): Promise<NoteKey[]> {
  const lines = (await zip.read('keys.txt')).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map(parseNoteKey);
}

async function readDecision(zip: ZipFiles, id: string, keys: readonly NoteKey[]) {
  const file = parse<DecisionProofFile>(await zip.read('decision.json'), 'The decision');
  if (file.decision !== id) throw new ProofInvalid('The decision is not the one that the manifest names.');
  return { file, checked: checkDecision(file, keys) };
}

async function readRecord(zip: ZipFiles, id: string, keys: readonly NoteKey[]) {
  const file = parse<RecordProofFile>(await zip.read(`records/${id}.json`), `Record ${id}`);
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
  const last = JSON.parse(steps.at(-1)!.step) as { content?: { records?: readonly { id: string; sha256: string }[] } };
  for (const { id, sha256 } of last.content?.records ?? []) {
    const record = records.get(id);
    if (!record && !withheld.includes(id))
      throw new ProofInvalid(`The decision rests on record ${id}, which is missing.`);
    if (record && sha256Hex(record.text) !== sha256)
      throw new ProofInvalid(`Record ${id} is not the one that the decision rests on.`);
  }
}

/** @returns How many quotations stand where the record says. */
async function checkSources(zip: ZipFiles, id: string, { passages = [], trace }: SealedAnswer): Promise<number> {
  const texts = new Map<string, string>();
  for (const name of zip.names) {
    const revision = /^revisions\/([^/]+)\/text\.txt$/.exec(name)?.[1];
    if (revision) texts.set(revision, (await zip.read(name)).toString('utf8'));
  }
  for (const { revisionId, revisionTextSha256, revisionSha256, span, textSha256 } of passages) {
    const text = texts.get(revisionId);
    if (text === undefined) continue;
    if (sha256Hex(text.slice(...span)) !== textSha256)
      throw new ProofInvalid(`Record ${id}: a passage does not stand in revision ${revisionId} as it was read.`);
    if (revisionTextSha256 && sha256Hex(text) !== revisionTextSha256)
      throw new ProofInvalid(`Record ${id}: the text of revision ${revisionId} is not the one that was searched.`);
    const original = zip.names.find((name) => name.startsWith(`revisions/${revisionId}/original`));
    if (revisionSha256 && original && sha256Hex(await zip.read(original)) !== revisionSha256)
      throw new ProofInvalid(`Record ${id}: the file of revision ${revisionId} is not the one that was uploaded.`);
  }
  const quoted = (trace?.citations ?? []).filter(({ revisionId }) => texts.has(revisionId));
  for (const { revisionId, quote, span } of quoted)
    if (texts.get(revisionId)!.slice(span.start, span.end) !== quote)
      throw new ProofInvalid(`Record ${id}: a quotation does not stand in revision ${revisionId}.`);
  return quoted.length;
}

function parse<Shape>(bytes: Buffer, what: string): Shape {
  try {
    return JSON.parse(bytes.toString('utf8')) as Shape;
  } catch (cause) {
    throw new ProofInvalid(`${what} is no JSON.`, { cause });
  }
}
