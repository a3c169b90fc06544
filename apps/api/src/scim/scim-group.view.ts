import type { ListedGroup } from '#access';

/** RFC 7643, section 4.2. */
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** @param base Address of the service. @param hasMembers False leaves out who is in it. */
export const viewScimGroup = (
  { id, name, externalId, createdAt, members }: ListedGroup,
  base: string,
  hasMembers = true,
): Record<string, unknown> => ({
  ...{ schemas: [GROUP_SCHEMA], id, displayName: name },
  ...(externalId === null ? {} : { externalId }),
  ...(hasMembers
    ? {
        members: members.map((member) => ({
          ...{ value: member.id, display: member.name, type: 'User' },
          $ref: `${base}/scim/v2/Users/${member.id}`,
        })),
      }
    : {}),
  meta: { resourceType: 'Group', created: createdAt.toISOString(), location: `${base}/scim/v2/Groups/${id}` },
});
