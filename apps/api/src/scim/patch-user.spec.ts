import type { ScimUser } from '#contracts';
import { patchUser } from './patch-user.js';

const USER: ScimUser = { schemas: ['s'], userName: 'ada', active: true, displayName: 'Ada' };
const patch = (...operations: { op: 'add' | 'replace' | 'remove'; path?: string; value?: unknown }[]) =>
  patchUser(USER, { schemas: ['s'], Operations: operations.map((each) => ({ value: undefined, ...each })) });

describe('a change of a provisioned user', () => {
  it('comes with a path or without, and writes truth in several ways', () => {
    expect(patch({ op: 'replace', path: 'active', value: false }).active).toBe(false);
    expect(patch({ op: 'replace', path: 'active', value: 'False' }).active).toBe(false);
    expect(patch({ op: 'replace', value: { active: false, displayName: 'Ada L.' } })).toMatchObject({
      active: false,
      displayName: 'Ada L.',
    });
  });

  it('reaches into names and addresses', () => {
    const core = 'urn:ietf:params:scim:schemas:core:2.0:User:';
    expect(patch({ op: 'add', path: `${core}name.givenName`, value: 'Ada' }).name).toEqual({ givenName: 'Ada' });
    expect(patch({ op: 'replace', path: 'emails[type eq "work"].value', value: 'a@b.example' }).emails).toEqual([
      { value: 'a@b.example', primary: true },
    ]);
    expect(patch({ op: 'remove', path: 'displayName' }).displayName).toBeUndefined();
  });

  it('passes over what is not kept, and sets nothing that is not its own', () => {
    for (const path of ['title', 'roles', 'role', 'id', '__proto__', 'constructor.prototype', 'name.__proto__'])
      expect(patch({ op: 'add', path, value: 'administrator' })).toEqual(USER);
  });

  it('refuses what would be no user', () => {
    expect(() => patch({ op: 'replace', path: 'userName', value: 'two words' })).toThrow(/userName/);
    expect(() => patch({ op: 'replace', path: 'active', value: 'perhaps' })).toThrow(/active/);
  });
});
