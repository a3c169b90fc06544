import type { Role } from '#knowledge';
import { Column, Entity, Index } from 'typeorm';
import { RowNumber, type SubjectKind, TimedEntity } from './timed.entity.js';

/** Which role a person had, and who answered for a service account; written by the database itself (a trigger). */
@Entity({ name: 'person_roles' })
@Index('person_roles_now', ['userId'], { unique: true, where: 'to_seq IS NULL' })
export class PersonRoleEntity extends TimedEntity {
  @RowNumber('person_roles_pkey')
  id: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  @Column({ type: 'text' })
  role: Role;

  @Column({ name: 'is_suspended', type: 'boolean' })
  isSuspended: boolean;

  @Column({ name: 'owner_id', type: 'uuid', nullable: true })
  ownerId: string | null;
}

/** One stretch of membership: it begins and ends with a change of access, and rejoining makes a new row. */
@Entity({ name: 'access_group_members' })
@Index('access_group_members_now', ['userId', 'groupId'], { unique: true, where: 'to_seq IS NULL' })
@Index('access_group_members_group', ['groupId'])
export class GroupMemberEntity extends TimedEntity {
  @RowNumber('access_group_members_pkey')
  id: string;

  @Column({ name: 'group_id', type: 'uuid' })
  groupId: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;
}

/** A right to a collection or a document, or (`isDenied`) a bar that beats every right. */
@Entity({ name: 'access_grants' })
@Index('access_grants_now', ['subjectId', 'objectId'], { unique: true, where: 'to_seq IS NULL' })
@Index('access_grants_object', ['objectId'])
export class GrantEntity extends TimedEntity {
  @RowNumber('access_grants_pkey')
  id: string;

  @Column({ name: 'subject_kind', type: 'text', default: 'person' })
  subjectKind: SubjectKind;

  @Column({ name: 'subject_id', type: 'uuid' })
  subjectId: string;

  @Column({ name: 'object_kind', type: 'text', default: 'collection' })
  objectKind: 'collection' | 'document';

  @Column({ name: 'object_id', type: 'uuid' })
  objectId: string;

  @Column({ name: 'is_denied', type: 'boolean', default: false })
  isDenied: boolean;
}

/** Whom a wall keeps out. */
@Entity({ name: 'access_wall_subjects' })
@Index('access_wall_subjects_now', ['subjectId', 'wallId'], { unique: true, where: 'to_seq IS NULL' })
@Index('access_wall_subjects_wall', ['wallId'])
export class WallSubjectEntity extends TimedEntity {
  @RowNumber('access_wall_subjects_pkey')
  id: string;

  @Column({ name: 'wall_id', type: 'uuid' })
  wallId: string;

  @Column({ name: 'subject_kind', type: 'text' })
  subjectKind: SubjectKind;

  @Column({ name: 'subject_id', type: 'uuid' })
  subjectId: string;
}

/** What a wall stands around. */
@Entity({ name: 'access_wall_objects' })
@Index('access_wall_objects_now', ['wallId', 'objectId'], { unique: true, where: 'to_seq IS NULL' })
@Index('access_wall_objects_object', ['objectId'])
export class WallObjectEntity extends TimedEntity {
  @RowNumber('access_wall_objects_pkey')
  id: string;

  @Column({ name: 'wall_id', type: 'uuid' })
  wallId: string;

  @Column({ name: 'object_kind', type: 'text' })
  objectKind: 'collection' | 'matter';

  @Column({ name: 'object_id', type: 'uuid' })
  objectId: string;
}
