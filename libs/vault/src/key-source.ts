import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { VaultKeyUnavailable } from './errors.js';
import { KEY_BYTES } from './sealing.js';

/** Where the keys that encrypt other keys come from. */
export interface VaultKeyPlace {
  /** A file with one key a line, 32 bytes in base64 or hexadecimal, newest first; lines with `#` are notes. */
  readonly file: string;
  /** Whether the service makes and changes that file. */
  readonly isManaged: boolean;
  /** A shell command that prints such lines instead, for example one that asks a key management service; null for the file. */
  readonly command: string | null;
}

const COMMAND_WITHIN_MS = 30_000;

/** The keys of a source, newest first; none when its file does not exist. @throws VaultKeyUnavailable */
export async function readKeys({ file, command }: VaultKeyPlace): Promise<Buffer[]> {
  const text = command === null ? await readKeyFile(file) : await ask(command);
  return text === null ? [] : parseKeys(text, command === null ? `The key file ${file}` : 'The key command');
}

/** Make a file with a first key, unless another process just did. */
export async function createKeyFile(file: string): Promise<void> {
  const fresh = await writeAside(file, [randomBytes(KEY_BYTES)]);
  try {
    await link(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(fresh, { force: true });
  }
}

/** Replace the managed file; a crash leaves the old one or the new. */
export async function writeKeyFile(file: string, keys: readonly Buffer[]): Promise<void> {
  await rename(await writeAside(file, keys), file);
}

async function writeAside(file: string, keys: readonly Buffer[]): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${randomUUID()}.new`;
  const handle = await open(fresh, 'wx', 0o600);
  try {
    const lines = keys.map((key) => `${key.toString('base64')}\n`);
    await handle.writeFile(`# ${NOTE}\n${lines.join('')}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return fresh;
}

const NOTE =
  'Unlocks the records and original files of this Chancery. Without it they are lost: keep a copy, apart from the backups.';

async function readKeyFile(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new VaultKeyUnavailable(`The key file ${file} can't be read.`, { why: 'file', file }, { cause });
  }
}

async function ask(command: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command], { timeout: COMMAND_WITHIN_MS });
    return stdout;
  } catch (cause) {
    // Neither the command nor what it printed is repeated: both may hold secrets.
    const { code } = cause as { code?: number | string };
    throw new VaultKeyUnavailable(`The key command failed (${code ?? 'no exit status'}). Run it by hand to see why.`, {
      why: 'command',
    });
  }
}

function parseKeys(text: string, source: string): Buffer[] {
  const lines = text.split('\n').map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#')).map(parseKey);
  if (keys.length === 0 || keys.some((key) => key.length !== KEY_BYTES))
    throw new VaultKeyUnavailable(`${source} must give keys of 32 bytes in base64 or hexadecimal, one a line.`, {
      why: 'form',
    });
  return keys;
}

const parseKey = (line: string): Buffer =>
  /^[0-9a-f]{64}$/i.test(line) ? Buffer.from(line, 'hex') : Buffer.from(line, 'base64');
