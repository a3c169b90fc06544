/** Who is asking: a signed-in person, or the person behind an API key. */
export interface Principal {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  /** How the request proved its identity; recorded with every answer. */
  readonly via: 'session' | 'key' | 'system';
  /** Collections that a confined key is held to, whatever else the person may see; absent: all that they may see. */
  readonly confinedTo?: readonly string[];
}

export const ROLES = ['administrator', 'librarian', 'reviewer', 'reader', 'auditor'] as const;
export type Role = (typeof ROLES)[number];
