const LONGEST_SUBJECT = 80;

/**
 * Where a message goes: `mailbox/2026-03-01 Subject (uid).eml`, readable and unique.
 * @param subject As decoded from the header; whatever a file name may not hold becomes a space.
 */
export function messagePath(mailbox: string, uid: number, subject?: string, date?: Date | string): string {
  const plain = (subject ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const short = [...plain].slice(0, LONGEST_SUBJECT).join('').trim() || 'No subject';
  const sent = date === undefined ? null : new Date(date);
  const day = sent && !Number.isNaN(sent.getTime()) ? `${sent.toISOString().slice(0, 10)} ` : '';
  const folder = mailbox
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
  return `${folder}/${day}${short} (${uid}).eml`;
}
