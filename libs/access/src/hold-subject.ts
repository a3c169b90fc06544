import type { EntityManager } from 'typeorm';
import { GroupNotFound, PersonNotFound } from './errors.js';
import type { AccessSubject } from './set-grant.js';

/** Lock a person or group until the caller's transaction ends. @throws PersonNotFound, GroupNotFound */
export async function holdSubject(manager: EntityManager, { kind, id }: AccessSubject): Promise<void> {
  const [found] =
    kind === 'person'
      ? await manager.query<unknown[]>(`SELECT 1 FROM users WHERE id = $1 FOR UPDATE`, [id])
      : await manager.query<unknown[]>(`SELECT 1 FROM access_groups WHERE id = $1 AND removed_at IS NULL FOR UPDATE`, [
          id,
        ]);
  if (found) return;
  throw kind === 'person' ? new PersonNotFound() : new GroupNotFound();
}

/** End what these people, or the people of these groups, have running: they see less from now on. */
export async function endRunning(manager: EntityManager, subjects: readonly AccessSubject[]): Promise<void> {
  await manager.query(
    `UPDATE users SET access_number = access_number + 1 WHERE id IN (
       SELECT u.id FROM users u WHERE u.id = ANY($1::uuid[]) OR EXISTS (
         SELECT 1 FROM access_group_members m WHERE m.user_id = u.id AND m.group_id = ANY($1::uuid[]) AND m.to_seq IS NULL)
       ORDER BY u.id FOR UPDATE)`,
    [subjects.map(({ id }) => id)],
  );
}
