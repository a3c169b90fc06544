/** Of the file system, and of PostgreSQL (`disk_full`). */
const CODES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', '53100']);
/** The index says in words what the system said: no space, read-only, over quota. */
const WORDS = /\(os error (?:28|30|122)\)/;
const MOST_CAUSES = 5;

/** Whether something failed because a disk takes no more. It says nothing of the work, which goes on when there is room again. */
export function isDiskFull(error: unknown): boolean {
  let each = error;
  for (let steps = 0; each instanceof Error && steps < MOST_CAUSES; steps++) {
    if (CODES.has((each as { code?: unknown }).code) || WORDS.test(each.message)) return true;
    each = each.cause;
  }
  return false;
}
