/**
 * Whether every text in a value can be stored and read back as it is: PostgreSQL has no NUL, UTF-8 no unpaired surrogates.
 * However deep it is nested: what a sender encloses in 200,000 brackets is no reason to run out of stack.
 */
export function isStorable(value: unknown): boolean {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string' && !(next.isWellFormed() && !next.includes('\0'))) return false;
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, member] of Object.entries(next)) open.push(key, member);
  }
  return true;
}
