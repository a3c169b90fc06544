import { GROUP_SCHEMA } from './scim-group.view.js';
import { USER_SCHEMA } from './scim-user.view.js';

interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'complex' | 'reference';
  readonly description: string;
  readonly [characteristic: string]: unknown;
}

/** RFC 7643, 7, with what holds for an attribute where nothing else is said. */
const attribute = (given: Attribute): Attribute => ({
  ...{ multiValued: false, required: false, caseExact: false },
  ...{ mutability: 'readWrite', returned: 'default', uniqueness: 'none' },
  ...given,
});
const text = (name: string, description: string, more: Partial<Attribute> = {}): Attribute =>
  attribute({ name, type: 'string', description, ...more });
const parts = (name: string, description: string, subAttributes: Attribute[], more: Partial<Attribute> = {}) =>
  attribute({ name, type: 'complex', description, subAttributes, ...more });
const readOnly = { mutability: 'readOnly' };

const USER_ATTRIBUTES = [
  text('userName', 'The name to sign in with', { required: true, uniqueness: 'server' }),
  text('displayName', 'What the person is called'),
  parts('name', 'Read where there is no displayName; formatted is returned', [
    text('formatted', 'The whole name'),
    text('givenName', 'Read, not returned', { mutability: 'writeOnly', returned: 'never' }),
    text('familyName', 'Read, not returned', { mutability: 'writeOnly', returned: 'never' }),
  ]),
  parts(
    'emails',
    'Addresses; the primary one, else the first, is kept',
    [
      text('value', 'The address'),
      attribute({ name: 'primary', type: 'boolean', description: 'Whether it is the one to keep' }),
    ],
    { multiValued: true },
  ),
  attribute({ name: 'active', type: 'boolean', description: 'False suspends the person at once' }),
];
const GROUP_ATTRIBUTES = [
  text('displayName', 'What the group is called', { required: true, uniqueness: 'server' }),
  parts(
    'members',
    'The people in it',
    [
      text('value', 'Id of a person', { mutability: 'immutable', caseExact: true }),
      text('display', 'What the person is called', readOnly),
      text('type', 'Always User', readOnly),
      attribute({
        ...{ name: '$ref', type: 'reference', referenceTypes: ['User'] },
        ...{ description: 'Address of the person', ...readOnly, caseExact: true },
      }),
    ],
    { multiValued: true },
  ),
];

/** The schemas of what is kept of users and groups (RFC 7643, 7). @param base Address of the service. */
export const scimSchemas = (base: string): Record<string, unknown>[] =>
  [
    { id: USER_SCHEMA, name: 'User', description: 'A person', attributes: USER_ATTRIBUTES },
    { id: GROUP_SCHEMA, name: 'Group', description: 'A group of people', attributes: GROUP_ATTRIBUTES },
  ].map((schema) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    ...schema,
    meta: { resourceType: 'Schema', location: `${base}/scim/v2/Schemas/${schema.id}` },
  }));
