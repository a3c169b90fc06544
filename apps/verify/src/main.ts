import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { COSIGNATURE, ProofInvalid, type NoteKey, parseNoteKey } from '#transparency';
import { type DecisionProofFile, checkDecision } from './check-decision.js';
import { checkLog } from './check-log.js';
import { checkPack } from './check-pack.js';
import { type ErasureProofFile, checkErasure } from './check-erasure.js';
import { type RecordProofFile, checkRecord } from './check-record.js';
import { openZip } from './read-zip.js';

const HELP = `Usage: chancery-verify FILE [--key KEY]... [--witness KEY]... [--json]

Checks a file of "chancery audit prove", "chancery decisions proof" or "chancery audit export", or an evidence pack ("chancery decisions
evidence", "chancery records evidence"), without the service and its database.

  --key KEY   the log's public key (name+id+key), or a file that holds it; give the key that you have from
              elsewhere. Without it the keys in the file are used: then the file is only shown to agree with itself.
  --witness KEY
              the public key of a witness (name+id+key, for cosignatures), or a file that holds it: the log's state must
              carry its cosignature, else the file does not hold; may be given several times, then all of them must
  --json      print the result as JSON

Exit status: 0 it holds, 1 it does not, 2 wrong usage or unreadable file.
`;

interface Header {
  readonly format?: string;
  readonly checkpoint?: string;
  readonly keys?: readonly string[];
}

/** @returns The exit status. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true },
      witness: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [file, ...more] = positionals;
  if (values.help || !file || more.length > 0) {
    process[values.help ? 'stdout' : 'stderr'].write(HELP);
    return values.help ? 0 : 2;
  }
  const given = values.key ? await Promise.all(values.key.map(readKey)) : null;
  const witnesses = await Promise.all((values.witness ?? []).map(readWitness));
  try {
    const found = await check(file, { given, witnesses });
    const trust = given ? 'given' : 'in the file';
    const cosigned = witnesses.map(({ name }) => name);
    const seen = cosigned.length > 0 ? `Cosigned by: ${cosigned.join(', ')}.\n` : '';
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ ok: true, trust, cosigned, ...found })}\n`
        : `${asText({ ...found })}Keys: ${trust}.\n${seen}`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof ProofInvalid)) throw error;
    process.stdout.write(
      values.json ? `${JSON.stringify({ ok: false, problem: error.message })}\n` : `NOT sound: ${error.message}\n`,
    );
    return 1;
  }
}

/** Keys of the log from elsewhere, or null for those in the file, and witnesses that must have cosigned. */
interface Trust {
  readonly given: readonly NoteKey[] | null;
  readonly witnesses: readonly NoteKey[];
}

/** Every kind of file shows what it is in its first bytes. */
async function check(file: string, trust: Trust) {
  if (await isZip(file)) return checkZip(file, trust);
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  const entries = lines[Symbol.asyncIterator]();
  const first = await entries.next();
  const header = first.done ? {} : headerOf(first.value);
  if (header.format === 'chancery-log/1')
    return checkLog(header.checkpoint ?? '', { [Symbol.asyncIterator]: () => entries }, keysFor(header, trust));
  lines.close();
  const whole = headerOf(await readFile(file, 'utf8')) as Header &
    (RecordProofFile | DecisionProofFile | ErasureProofFile);
  if (whole.format === 'chancery-decision-proof/1') return checkDecision(whole, keysFor(whole, trust));
  if (whole.format === 'chancery-erasure-certificate/1') return checkErasure(whole, keysFor(whole, trust));
  if (whole.format !== 'chancery-record-proof/1')
    throw new ProofInvalid('This is no proof of a record, decision or erasure, and no export of a log.');
  return checkRecord(whole, keysFor(whole, trust));
}

async function isZip(file: string): Promise<boolean> {
  const handle = await open(file);
  const { buffer } = await handle.read({ buffer: Buffer.alloc(4) }).finally(() => handle.close());
  return buffer.equals(Buffer.from('PK\u0003\u0004'));
}

async function checkZip(file: string, { given, witnesses }: Trust) {
  const zip = await openZip(file);
  try {
    return await checkPack(zip, given, witnesses);
  } finally {
    zip.close();
  }
}

function headerOf(text: string): Header {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

const keysFor = ({ keys }: Header, { given, witnesses }: Trust): NoteKey[] => [
  ...(given ?? (keys ?? []).map(parseNoteKey)),
  ...witnesses,
];

async function readKey(keyOrFile: string): Promise<NoteKey> {
  return parseNoteKey(keyOrFile.includes('+') ? keyOrFile : await readFile(keyOrFile, 'utf8'));
}

async function readWitness(keyOrFile: string): Promise<NoteKey> {
  const key = await readKey(keyOrFile);
  if (key.type !== COSIGNATURE)
    throw new Error(`The key "${key.name}" is none of a witness: it makes no cosignatures.`);
  return key;
}

const asText = (found: Readonly<Record<string, unknown>>): string =>
  `Sound.\n${Object.entries(found)
    .map(([name, value]) => `  ${name}: ${String(value)}\n`)
    .join('')}`;

main().then(
  (status) => void (process.exitCode = status),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
