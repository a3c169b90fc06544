/** Names are equal when they read alike: compatibility forms, case and surrounding space don't count. */
export const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
