import { open, readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { COSIGNATURE, type NoteKey, ProofInvalid, parseNoteKey } from '#transparency';
import { checkDecision } from './check-decision.js';
import { checkErasure } from './check-erasure.js';
import { checkLog } from './check-log.js';
import { checkPack } from './check-pack.js';
import { checkRecord } from './check-record.js';
import { decisionProofFile, erasureProofFile, logHeader, read, recordProofFile } from './proof-files.js';
import { readLines } from './read-lines.js';
import { openZip } from './read-zip.js';

const HELP = `Usage: chancery-verify FILE [--key KEY]... [--witness KEY]... [--json]

Checks a file of "chancery audit prove", "chancery decisions proof" or "chancery audit export", or an evidence pack ("chancery decisions
evidence", "chancery records evidence"), without the service and its database.

  --key KEY   the log's public key (name+id+key), or a file that holds one a line; give the key that you have from
              elsewhere, and the newer one, too, where the log's key was changed since. Without it the keys in the file are used: then the file is only shown to agree with itself.
  --witness KEY
              the public key of a witness (name+id+key, for cosignatures), or a file that holds it: the log's state must
              carry its cosignature, else the file does not hold; may be given several times, then all of them must
  --json      print the result as JSON; where it does not hold: {"ok":false,"code","problem"}

Exit status: 0 it holds, 1 it does not, 2 wrong usage or unreadable file.
`;

const MOST_PROOF_BYTES = 256 * 1024 ** 2;

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
  const given = values.key ? (await Promise.all(values.key.map(readKeys))).flat() : null;
  const witnesses = (await Promise.all((values.witness ?? []).map(readWitnesses))).flat();
  try {
    const found = await check(file, { given, witnesses });
    const trust = given ? 'given' : 'in the file';
    const cosigned = witnesses.map(({ name }) => name);
    const seen = cosigned.length > 0 ? `Cosigned by: ${cosigned.map(shown).join(', ')}.\n` : '';
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ ok: true, trust, cosigned, ...found })}\n`
        : `${asText({ ...found })}Keys: ${trust}.\n${seen}`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof ProofInvalid)) throw error;
    const { code, message: problem } = error;
    process.stdout.write(
      values.json ? `${JSON.stringify({ ok: false, code, problem })}\n` : `NOT sound: ${shown(problem)}\n`,
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
  const lines = readLines(file);
  const first = await lines.next();
  if (formatOf(first.value ?? '') !== 'chancery-log/1') {
    await lines.return();
    return checkProof(await wholeFile(file), trust);
  }
  const { checkpoint, keys } = read(logHeader, first.value ?? '', 'The first line');
  return checkLog(checkpoint, lines, keysFor(keys, trust));
}

function checkProof(text: string, trust: Trust) {
  switch (formatOf(text)) {
    case 'chancery-record-proof/1': {
      const file = read(recordProofFile, text, 'The file');
      return checkRecord(file, keysFor(file.keys, trust));
    }
    case 'chancery-decision-proof/1': {
      const file = read(decisionProofFile, text, 'The file');
      return checkDecision(file, keysFor(file.keys, trust));
    }
    case 'chancery-erasure-certificate/1': {
      const file = read(erasureProofFile, text, 'The file');
      return checkErasure(file, keysFor(file.keys, trust));
    }
    default:
      throw new ProofInvalid(
        'This is no proof of a record, decision or erasure, no export of a log, and no evidence pack.',
      );
  }
}

async function wholeFile(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > MOST_PROOF_BYTES) throw new ProofInvalid('The file is too large to be a proof.');
  return readFile(file, 'utf8');
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

/** Null for what says nothing of its form. */
function formatOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { format?: unknown } | null)?.format ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const keysFor = (keys: readonly string[], { given, witnesses }: Trust): NoteKey[] => [
  ...(given ?? keys.map(parseNoteKey)),
  ...witnesses,
];

/** A key, or a file with one a line. */
async function readKeys(keyOrFile: string): Promise<NoteKey[]> {
  const text = /^[^\s+]+\+[0-9a-f]{8}\+/.test(keyOrFile) ? keyOrFile : await readFile(keyOrFile, 'utf8');
  const keys = text.split('\n').filter((line) => line.trim() !== '');
  if (keys.length === 0) throw new ProofInvalid(`${keyOrFile} holds no key.`);
  return keys.map(parseNoteKey);
}

async function readWitnesses(keyOrFile: string): Promise<NoteKey[]> {
  const keys = await readKeys(keyOrFile);
  const wrong = keys.find(({ type }) => type !== COSIGNATURE);
  if (wrong) throw new Error(`The key "${wrong.name}" is none of a witness: it makes no cosignatures.`);
  return keys;
}

/** The file's words may hold line breaks and orders to the terminal, to look like words of this program. */
const shown = (words: string): string =>
  words.replace(/\p{C}/gu, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`);

const asText = (found: Readonly<Record<string, unknown>>): string =>
  `Sound.\n${Object.entries(found)
    .map(([name, value]) => `  ${name}: ${shown(String(value))}\n`)
    .join('')}`;

/** Of the operating system's refusals their code alone says enough to a reader. */
function wordsOf(error: unknown): string {
  const { code, path, message } = error as NodeJS.ErrnoException;
  return /^E[A-Z]+$/.test(code ?? '') ? `${path ?? 'The file'} can't be read (${code}).` : (message ?? String(error));
}

main().then(
  (status) => void (process.exitCode = status),
  (error: unknown) => {
    process.stderr.write(`${shown(wordsOf(error))}\n`);
    process.exitCode = 2;
  },
);
