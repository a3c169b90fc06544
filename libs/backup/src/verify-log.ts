import { EMPTY_FRONTIER, ProofInvalid, append, leafHash, parseNoteKey, rootOf, verifyCheckpoint } from '#transparency';
import { rowsOfCopy } from './copy-text.js';
import type { FileOpener } from './file-sealer.js';
import type { BackupManifest } from './manifest.js';

const TABLE = 'log_entries';

/**
 * What is wrong with the log inside a backup, one sentence each: its leaves must give the root that the manifest names and, at the
 * size of the signed checkpoint, the root that was signed.
 * @param given Public keys that the checkpoint must be signed by; those in the backup when empty.
 */
export async function problemsOfLog(
  manifest: BackupManifest,
  opener: FileOpener,
  given: readonly string[],
): Promise<string[]> {
  const { log } = manifest;
  const problems: string[] = [];
  const signed = signedIn(manifest, given, problems);
  const leaves = await leavesIn(manifest, opener);
  if (leaves.length !== log.size) problems.push(`The log has ${leaves.length} entries; the manifest says ${log.size}.`);
  let frontier = EMPTY_FRONTIER;
  for (const hash of leaves) {
    if (!hash) return [...problems, `The log lacks entry ${frontier.size}.`];
    frontier = append(frontier, hash);
    if (frontier.size === signed?.size && !rootOf(frontier).equals(signed.root))
      problems.push(`The log up to entry ${signed.size - 1} is not what was signed.`);
  }
  if (rootOf(frontier).toString('hex') !== log.root)
    problems.push('The log does not have the root that the manifest names.');
  if (signed && signed.size > frontier.size)
    problems.push(`The log was signed at ${signed.size} entries and has ${frontier.size}.`);
  return problems;
}

function signedIn({ log }: BackupManifest, given: readonly string[], problems: string[]) {
  if (log.note === null) return null;
  try {
    return verifyCheckpoint(log.note, (given.length > 0 ? given : log.keys).map(parseNoteKey));
  } catch (error) {
    if (!(error instanceof ProofInvalid)) throw error;
    problems.push(`The checkpoint: ${error.message}`);
    return null;
  }
}

/** Hashes of the leaves by their position: rows of a table have no order. */
async function leavesIn(manifest: BackupManifest, opener: FileOpener): Promise<(Buffer | undefined)[]> {
  const table = manifest.tables.find(({ name }) => name === TABLE);
  const file = manifest.files.find(({ path }) => path === `database/${TABLE}`);
  if (!table || !file) return [];
  const [index, leaf] = ['index', 'leaf'].map((column) => table.columns.indexOf(column));
  const found: (Buffer | undefined)[] = [];
  for await (const row of rowsOfCopy(opener.read(file))) found[Number(row[index!])] = leafHash(row[leaf!] ?? '');
  return found;
}
