import { readFile, writeFile } from 'node:fs/promises';
import officeCrypto from 'officecrypto-tool';
import { CannotUnlock, DocumentCorrupt, WrongPassword } from './parse-errors.js';

/**
 * Decrypt an Office file of the present formats ([MS-OFFCRYPTO], agile and standard encryption).
 * @param target Where the clear file is written, readable by nobody else; the caller removes it.
 * @throws WrongPassword, DocumentCorrupt
 */
export async function decryptOffice(path: string, password: string, target: string): Promise<void> {
  const clear = await decrypted(path, password, (reason, cause) => {
    if (/password/i.test(reason)) return new WrongPassword('Office file');
    return new DocumentCorrupt('Office file', reason, { cause });
  });
  await writeFile(target, clear, { mode: 0o600 });
}

/**
 * Decrypt a Word, Excel or PowerPoint file of the old formats (RC4, RC4 CryptoAPI; for Excel XOR as well).
 * @param format What it is called in a refusal.
 * @throws WrongPassword, CannotUnlock for ways of locking that are not known
 */
export async function decryptOldOffice(path: string, password: string, target: string, format: string): Promise<void> {
  const clear = await decrypted(path, password, (reason) =>
    /password/i.test(reason) ? new WrongPassword(format) : new CannotUnlock(format),
  );
  await writeFile(target, clear, { mode: 0o600 });
}

async function decrypted(
  path: string,
  password: string,
  refusal: (reason: string, cause: unknown) => Error,
): Promise<Buffer> {
  const locked = await readFile(path);
  try {
    return await officeCrypto.decrypt(locked, { password });
  } catch (error) {
    throw refusal(error instanceof Error ? error.message.slice(0, 120) : 'unknown reason', error);
  }
}
