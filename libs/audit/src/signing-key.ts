import { type KeyObject, createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ProofInvalid } from '#transparency';

/** The private key in a PEM file (PKCS #8, Ed25519); null when there is no such file. @throws ProofInvalid */
export async function readSigningKey(file: string): Promise<KeyObject | null> {
  const pem = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (pem === null) return null;
  const key = parse(pem, file);
  if (key.asymmetricKeyType !== 'ed25519')
    throw new ProofInvalid(
      `The signing key in ${file} is no Ed25519 key. Make one: openssl genpkey -algorithm ed25519.`,
    );
  return key;
}

/** Make a new key and put it in the place of the file, readable by its owner alone; a crash leaves the old one or the new. */
export async function createSigningKey(file: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${randomUUID()}.new`;
  const handle = await open(fresh, 'wx', 0o600);
  try {
    await handle.writeFile(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
  return privateKey;
}

function parse(pem: Buffer, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new ProofInvalid(
      `The file ${file} holds no private key that can be read (PEM, PKCS #8, without a password).`,
      {
        cause,
      },
    );
  }
}
