import type { BackupStanding } from '#backup';
import type { DoctorView } from '#contracts';

/** What an operator is to know of the backups, and to do. None at all is a notice: they may be made by other means. */
export function backupCheck({ newest, verifiedAt, problem, isOverdue }: BackupStanding): DoctorView['checks'][number] {
  const ok = problem === null && !isOverdue;
  if (problem)
    return { name: 'backup', ok, detail: `${problem.code} (${minute(problem.at)}): see docs/errors.md, then make one` };
  if (!newest)
    return { name: 'backup', ok, detail: 'none yet: "chancery backup FOLDER", or BACKUP_FOLDER for one each night' };
  const checked = verifiedAt && verifiedAt >= newest.at ? ', found whole' : '';
  const age = `the newest is of ${minute(newest.at)}, ${(newest.bytes / 1024 ** 2).toFixed(1)} MB${checked}`;
  return { name: 'backup', ok, detail: isOverdue ? `${age}: that is too old; see BACKUP_WARN_DAYS` : age };
}

const minute = (at: Date): string => at.toISOString().slice(0, 16).replace('T', ' ');
