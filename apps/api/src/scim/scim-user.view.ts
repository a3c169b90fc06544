import type { ListedPerson } from '#access';
import type { ScimUser } from '#contracts';

/** RFC 7643, section 4.1. */
export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** Somebody as the directory sees them. Who has no sign-in name is named by their id. */
export function userOf({ id, name, login, email, externalId, suspendedAt }: ListedPerson): ScimUser {
  return {
    schemas: [USER_SCHEMA],
    userName: login ?? id,
    displayName: name,
    name: { formatted: name },
    ...(externalId === null ? {} : { externalId }),
    ...(email === null ? {} : { emails: [{ value: email, primary: true }] }),
    active: suspendedAt === null,
  };
}

/** @param base Address of the service. */
export const viewUser = (person: ListedPerson, base: string): Record<string, unknown> => ({
  id: person.id,
  ...userOf(person),
  meta: {
    resourceType: 'User',
    created: person.createdAt.toISOString(),
    location: `${base}/scim/v2/Users/${person.id}`,
  },
});

/** What people are called, out of the several places where directories write it; control and invisible characters are left out. */
export function nameOf({ displayName, name, userName }: ScimUser): string {
  const parts = [name?.givenName, name?.familyName].filter((part) => part).join(' ');
  const shown = [displayName, name?.formatted, parts, userName].map((each) =>
    (each ?? '').replace(/[\p{C}]/gu, '').trim(),
  );
  return (shown.find((each) => each !== '') ?? userName).slice(0, 120);
}
