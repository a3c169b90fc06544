import { createHash } from 'node:crypto';
import { OutsideKeys, type VaultKeyPlace } from '#vault';
import type { BackupFolder } from './backup-folder.js';
import { FileOpener } from './file-sealer.js';
import { type BackupFile, type BackupManifest, sizeOf } from './manifest.js';
import type { OnProgress } from './progress.js';
import { problemsOfLog } from './verify-log.js';

/** What a look at a backup found. */
export interface BackupVerification {
  readonly ok: boolean;
  readonly id: string;
  /** Of its manifest, as the log names it. */
  readonly sha256: string;
  readonly files: number;
  readonly bytes: number;
  readonly log: { readonly size: number; readonly root: string };
  /** Whether it could be opened, so that the log inside was derived anew. */
  readonly isOpened: boolean;
  /** Ids of vault keys that it needs and that are not here. */
  readonly lacking: readonly string[];
  /** One sentence each. */
  readonly problems: readonly string[];
}

/** Which backup to check, and how far. */
export interface VerificationOrder {
  /** The newest backup when left out. */
  readonly id?: string | undefined;
  /** Where the vault's keys are; null: nowhere at hand, and only bytes are checked. */
  readonly vault: VaultKeyPlace | null;
  /** Public keys that the log's checkpoint must be signed by; those in the backup when empty. */
  readonly keys: readonly string[];
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/**
 * Read every byte of a backup and hold it against its manifest; then, with the vault's keys, derive the log inside anew, up to the
 * checkpoint that was signed of it. Nothing is written.
 */
export async function verifyBackup(folder: BackupFolder, order: VerificationOrder): Promise<BackupVerification> {
  const { manifest, sha256 } = await folder.read(order.id);
  const problems = await problemsOfFiles(folder, manifest, order);
  const lacking = order.vault ? await new OutsideKeys(order.vault).missing(manifest.vaultKeys) : manifest.vaultKeys;
  const canOpen = order.vault !== null && lacking.length === 0 && problems.length === 0;
  if (canOpen) {
    const opener = new FileOpener(manifest, new OutsideKeys(order.vault), folder.objects);
    problems.push(...(await problemsOfLog(manifest, opener, order.keys)));
  }
  return {
    ...{ ok: problems.length === 0, id: manifest.id, sha256, files: manifest.files.length, bytes: sizeOf(manifest) },
    log: { size: manifest.log.size, root: manifest.log.root },
    ...{ isOpened: canOpen, lacking, problems },
  };
}

/** Objects that are not there, or are not what their names say, one sentence each. */
async function problemsOfFiles(
  folder: BackupFolder,
  manifest: BackupManifest,
  { onProgress, signal }: Pick<VerificationOrder, 'onProgress' | 'signal'>,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [done, file] of manifest.files.entries()) {
    signal.throwIfAborted();
    onProgress('checking', done, manifest.files.length);
    const problem = await problemOf(folder, file);
    if (problem) problems.push(`${file.path} (object ${file.sha256}): ${problem}`);
  }
  onProgress('checking', manifest.files.length, manifest.files.length);
  return problems;
}

async function problemOf(folder: BackupFolder, { sha256, bytes }: BackupFile): Promise<string | null> {
  if (!(await folder.objects.has({ sha256, bytes }))) return 'it is gone, or its size is another.';
  const hash = createHash('sha256');
  try {
    for await (const piece of folder.objects.open(sha256)) hash.update(piece);
  } catch (error) {
    return `it can't be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`;
  }
  return hash.digest('hex') === sha256 ? null : 'its bytes are not what was written.';
}
