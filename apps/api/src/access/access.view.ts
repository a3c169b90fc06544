import type { ListedGroup, ListedWall } from '#access';
import type { GroupView, MatterView, WallView } from '#contracts';
import type { Matter } from '#library';
import type { ObjectNames } from './object-names.js';

/** Members by id and name alone, whatever else is known of them. */
export const viewGroup = ({ id, name, createdAt, origin, members }: ListedGroup): GroupView => ({
  ...{ id, name, origin, createdAt: createdAt.toISOString() },
  members: members.map((member) => ({ id: member.id, name: member.name })),
});

/** @param documents How many of those under it the caller may see. `closedAt` is null while it is open. */
export const viewMatter = ({
  id,
  number,
  name,
  createdAt,
  closedAt,
  documents,
}: Matter & { documents: number }): MatterView => ({
  ...{ id, number, name, documents },
  createdAt: createdAt.toISOString(),
  closedAt: closedAt?.toISOString() ?? null,
});

/** @param named Names of what stands behind it, whoever is barred from it. */
export const viewWall = (
  { id, name, reason, createdAt, subjects, objects }: ListedWall,
  named: Awaited<ReturnType<ObjectNames['of']>>,
): WallView => ({
  ...{ id, name, reason, createdAt: createdAt.toISOString() },
  subjects: subjects.map((subject) => ({ ...subject })),
  objects: objects.map((object) => named(object)),
});
