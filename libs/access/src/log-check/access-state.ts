/** What the log says of one account, and in which entry it said so last. */
export interface LoggedPerson {
  role: string;
  isSuspended: boolean;
  /** Who answers for it; null for people. */
  ownerId: string | null;
  /** The entry that added it; null for an account that is named and never added. */
  addedAt: number | null;
  entry: number;
}

/** One side of a wall: the log holds the hash of its ids, and later takes removed groups out. */
export interface LoggedSide {
  readonly sha256: string;
  readonly entry: number;
  /** Groups that were removed since, each with the number of its change of access. */
  readonly removed: Map<string, number>;
}

/** Who may see what, as the log tells it from its first entry up to some other. Keys of pairs are made by {@link pairKey}. */
export interface LoggedAccess {
  readonly people: Map<string, LoggedPerson>;
  /** Of group and person, with the entry that says so. */
  readonly members: Map<string, number>;
  /** Of subject and object. */
  readonly grants: Map<string, { readonly access: 'allow' | 'deny'; readonly entry: number }>;
  readonly walls: Map<string, { readonly barred: LoggedSide; readonly around: LoggedSide }>;
  /** Whether the first administrator has an entry, as since they are made with one. */
  hasFirst: boolean;
}

/** The state before the log's first entry; a new one each time, because reading entries changes it. */
export const nothingLogged = (): LoggedAccess => ({
  people: new Map(),
  members: new Map(),
  grants: new Map(),
  walls: new Map(),
  hasFirst: false,
});

/** Key of a pair of ids, which hold no spaces; order matters. */
export const pairKey = (one: string, other: string): string => `${one} ${other}`;
/** Undoes {@link pairKey}. */
export const pairOf = (key: string): [one: string, other: string] => key.split(' ') as [string, string];
