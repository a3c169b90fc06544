import { readFile, writeFile } from 'node:fs/promises';
import officeCrypto from 'officecrypto-tool';
import { DocumentCorrupt, WrongPassword } from './parse-errors.js';

/**
 * Decrypt an Office file of the present formats ([MS-OFFCRYPTO], agile and standard encryption).
 * @param target Where the clear file is written, readable by nobody else; the caller removes it.
 * @throws WrongPassword, DocumentCorrupt
 */
export async function decryptOffice(path: string, password: string, target: string): Promise<void> {
  const locked = await readFile(path);
  let clear: Buffer;
  try {
    clear = await officeCrypto.decrypt(locked, { password });
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
    if (/password/i.test(reason)) throw new WrongPassword('Office file');
    throw new DocumentCorrupt('Office file', reason, { cause: error });
  }
  await writeFile(target, clear, { mode: 0o600 });
}
