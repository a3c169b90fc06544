import { AccessChangeEntity } from './access-change.entity.js';
import { CredentialEntity } from './credential.entity.js';
import { GroupEntity } from './group.entity.js';
import {
  GrantEntity,
  GroupMemberEntity,
  PersonRoleEntity,
  WallObjectEntity,
  WallSubjectEntity,
} from './history.entities.js';
import { UserEntity } from './user.entity.js';
import { ViewEntity } from './view.entity.js';
import { WallEntity } from './wall.entity.js';

/** Every table of this room, for the data source. */
export const ACCESS_ENTITIES = [
  UserEntity,
  CredentialEntity,
  AccessChangeEntity,
  PersonRoleEntity,
  GroupEntity,
  GroupMemberEntity,
  GrantEntity,
  WallEntity,
  WallSubjectEntity,
  WallObjectEntity,
  ViewEntity,
];
