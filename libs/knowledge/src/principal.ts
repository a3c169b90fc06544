/** Who is asking: a signed-in person, or the person behind an API key. */
export interface Principal {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  /** How the request proved its identity; recorded with every answer. */
  readonly via: 'session' | 'key' | 'system';
  /** Collections that a confined key is held to, whatever else the person may see; absent: all that they may see. */
  readonly confinedTo?: readonly string[];
  /** The administrator who looks with this person's eyes, and under which view; absent: the person asks. */
  readonly viewer?: Viewer;
}

/** Who looks with somebody else's eyes, and the view that allows it. */
export interface Viewer {
  readonly userId: string;
  readonly viewId: string;
}

/** Who does what is done, for the log: under a view its administrator. */
export const actorOf = ({ userId, viewer }: Principal): string => viewer?.userId ?? userId;

/** What an entry of the log says beside, so that what was done under a view names both; nothing otherwise. */
export const underView = ({ userId, viewer }: Principal): { readonly as?: string; readonly view?: string } =>
  viewer ? { as: userId, view: viewer.viewId } : {};

/** What each may do stands in `access`; the order here means nothing. */
export const ROLES = ['administrator', 'librarian', 'reviewer', 'reader', 'auditor'] as const;
export type Role = (typeof ROLES)[number];
