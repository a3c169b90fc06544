import type { BackupManifest, BackupVerification, KnownBackup, MadeBackup } from '#backup';
import { bytes, counted, minute } from '../output/format.js';
import { table } from '../output/table.js';
import type { Restored } from './restore.js';

/** As JSON says a backup. */
export const asView = ({ manifest, sha256 }: KnownBackup, size: number) => ({
  ...{ backup: manifest.id, manifest: sha256, at: manifest.finishedAt, program: manifest.program },
  ...{ bytes: size, files: manifest.files.length, log: { size: manifest.log.size, root: manifest.log.root } },
  ...{ vaultKeys: manifest.vaultKeys, models: manifest.hasModelFiles, missing: manifest.missing },
});

/** Says also what the backup lacks and which vault keys it needs, because it can't be opened without them. */
export function madeAsText(made: MadeBackup, folder: string): string {
  const { manifest, bytes: size, copiedBytes } = made;
  return [
    `Backup ${manifest.id} in ${folder}: ${bytes(size)}, of which ${bytes(copiedBytes)} are new.`,
    `${counted(manifest.files.length, 'file')}, the log up to entry ${manifest.log.size}. Manifest ${made.sha256}`,
    keysAsText(manifest),
    ...missingAsText(manifest),
    '',
  ].join('\n');
}

const keysAsText = ({ vaultKeys }: BackupManifest): string =>
  `It opens with the vault key ${vaultKeys.join(', ')}, which is not in it: keep a copy of that, apart from the backups.`;

const missingAsText = ({ missing }: BackupManifest): string[] =>
  missing.length === 0
    ? []
    : [
        `${counted(missing.length, 'original file')} that the database names is not in the store: see "missing" in --json.`,
      ];

/** Every problem on a line of its own; a backup that was not opened is told apart from one that is whole. */
export function verifiedAsText(found: BackupVerification): string {
  const { id, log, problems, isOpened, lacking } = found;
  const looked = isOpened
    ? `The log inside was derived anew: ${counted(log.size, 'entry').replace('entrys', 'entries')}, root ${log.root}.`
    : `It was not opened${lacking.length > 0 ? `: the vault key ${lacking.join(', ')} is not here` : ''}.`;
  const whole = `Backup ${id}: ${counted(found.files, 'file')}, ${bytes(found.bytes)}, all as they were written.`;
  return [...(found.ok ? [whole] : [`Backup ${id} is damaged.`, ...problems]), looked, ''].join('\n');
}

/** In the order given. */
export const listAsText = (backups: readonly ReturnType<typeof asView>[]): string =>
  table(
    [
      { title: 'BACKUP', value: ({ backup }) => backup },
      { title: 'DONE', value: ({ at }) => minute(at) },
      { title: 'SIZE', value: (one) => bytes(one.bytes), align: 'right' },
      { title: 'FILES', value: ({ files }) => files, align: 'right' },
      { title: 'LOG', value: ({ log }) => log.size, align: 'right' },
      { title: 'MODELS', value: ({ models }) => (models ? 'yes' : 'no') },
    ],
    backups,
  );

/** The shape of `restore --json`. */
export const restoredView = ({ manifest, sha256, chunks, unindexed, movedTo }: Restored) => ({
  ...{ backup: manifest.id, manifest: sha256, at: manifest.finishedAt },
  log: { size: manifest.log.size, root: manifest.log.root },
  ...{ chunks, unindexed, movedTo },
});

/** With all that is left to do by hand after a restoration. */
export function restoredAsText({ manifest, chunks, unindexed, movedTo }: Restored, dataDir: string): string {
  const models = manifest.models.filter(() => !manifest.hasModelFiles).map(({ name }) => name);
  return [
    `Backup ${manifest.id} is in ${dataDir}, with the log up to entry ${manifest.log.size}. Start it: chancery up --data ${dataDir}`,
    ...(movedTo === null ? [] : [`What was there before is in ${movedTo}.`]),
    ...(chunks !== null && unindexed === 0
      ? []
      : ['Build the search index anew when it runs: chancery reindex --wait']),
    ...(models.length === 0 ? [] : [`These models are not in the backup; fetch or import them: ${models.join(', ')}`]),
    'Everybody signs in anew. What was erased, revoked or suspended after the backup is as it was before: see docs/operations.md.',
    '',
  ].join('\n');
}
