/** Who is asking: a signed-in person, or the person behind an API key. */
export interface Principal {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  /** How the request proved its identity; recorded with every answer. */
  readonly via: 'session' | 'key' | 'system';
}

export const ROLES = ['administrator', 'librarian', 'reader'] as const;
export type Role = (typeof ROLES)[number];
