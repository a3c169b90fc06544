import type { Principal } from '#knowledge';
import type { EntityManager } from 'typeorm';
import { setGrant } from './set-grant.js';

/** Somebody who never signs in, and exists to have rights: readers through whose eyes the self-test looks. */
const canary = (last: string): Principal => ({
  ...{ userId: `00000000-0000-4000-8000-00000000000${last}`, name: 'canary', role: 'reader', via: 'system' },
});
/** A wall that has no row of its own: it stands around the third collection alone. */
export const WALL_OF_CANARIES = '00000000-0000-4000-8000-00000000000f';

/** Granted three collections, denied the document of the second, and walled off from the third. */
export const BARRED_CANARY = canary('1');
/** Granted nothing but the document of the second collection. */
export const SINGLE_CANARY = canary('2');

/** Where one of the documents lies that the nightly self-test looks for. */
export interface CanaryPlace {
  readonly collectionId: string;
  readonly documentId: string;
}

/** Give the canaries the rights that the self-test expects, within the caller's transaction; again changes nothing. */
export async function placeCanaries(
  manager: EntityManager,
  [first, second, third]: readonly [CanaryPlace, CanaryPlace, CanaryPlace],
): Promise<void> {
  const { userId } = BARRED_CANARY;
  for (const { collectionId } of [first, second, third])
    await setGrant(manager, userId, { kind: 'collection', id: collectionId }, 'allow');
  await setGrant(manager, userId, { kind: 'document', id: second.documentId }, 'deny');
  await setGrant(manager, SINGLE_CANARY.userId, { kind: 'document', id: second.documentId }, 'allow');
  const standing = `NOT EXISTS (SELECT 1 FROM access_wall_`;
  await manager.query(
    `INSERT INTO access_wall_subjects (wall_id, subject_kind, subject_id) SELECT $1, 'person', $2
     WHERE ${standing}subjects WHERE wall_id = $1 AND subject_id = $2 AND to_seq IS NULL)`,
    [WALL_OF_CANARIES, userId],
  );
  await manager.query(
    `INSERT INTO access_wall_objects (wall_id, object_kind, object_id) SELECT $1, 'collection', $2
     WHERE ${standing}objects WHERE wall_id = $1 AND object_id = $2 AND to_seq IS NULL)`,
    [WALL_OF_CANARIES, third.collectionId],
  );
}
