/**
 * The one form of a sign-in name: spellings that look alike to a person (case, full-width letters, composed accents) are
 * one name, so that nobody gets an account that passes for another's.
 */
export function normalLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase();
}
