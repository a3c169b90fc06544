/** What a model id asks for. */
export interface ServedModel {
  /** `quoted`: quotations without any model. */
  readonly mode: 'auto' | 'quoted';
  /** Name or id of the only collection to search; null for everything in sight. */
  readonly collection: string | null;
}

/** The name under which the embedder in use is served, whatever file it is. */
export const EMBEDDER_ID = 'chancery-embedder';

const ID = /^chancery(-quoted)?(?:\/([^]+))?$/;

/** Read `chancery[-quoted][/COLLECTION]`; names of collections may hold slashes. Null for anything else. */
export function readModelId(id: string): ServedModel | null {
  const [match, quoted, collection] = ID.exec(id) ?? [];
  if (match === undefined) return null;
  return { mode: quoted ? 'quoted' : 'auto', collection: collection?.trim() || null };
}

/** Every id that answers questions, everything first, then a pair a collection. @param names In the order to list them. */
export const chatModelIds = (names: readonly string[]): string[] =>
  ['', ...names.map((name) => `/${name}`)].flatMap((suffix) => [`chancery${suffix}`, `chancery-quoted${suffix}`]);
