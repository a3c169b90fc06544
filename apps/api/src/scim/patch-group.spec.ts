import type { OutsideGroup } from '#access';
import { patchGroup } from './patch-group.js';

const [ADA, BEN, CY] = ['a', 'b', 'c'].map((letter) => `00000000-0000-4000-8000-00000000000${letter}`) as [
  string,
  string,
  string,
];
const GROUP: OutsideGroup = { name: 'Litigation', externalId: 'dir-1', members: [ADA, BEN] };
const patch = (...operations: { op: 'add' | 'replace' | 'remove'; path?: string; value?: unknown }[]) =>
  patchGroup(GROUP, { schemas: ['s'], Operations: operations.map((each) => ({ value: undefined, ...each })) });

describe('a change of a provisioned group', () => {
  it('adds members once, removes them by filter or by list, replaces all', () => {
    expect(patch({ op: 'add', path: 'members', value: [{ value: CY }, { value: ADA.toUpperCase() }] }).members).toEqual(
      [...[ADA, BEN, CY]],
    );
    expect(patch({ op: 'remove', path: `members[value eq "${ADA}"]` }).members).toEqual([BEN]);
    expect(patch({ op: 'remove', path: 'members', value: [{ value: BEN }] }).members).toEqual([ADA]);
    expect(patch({ op: 'remove', path: 'members' }).members).toEqual([]);
    expect(patch({ op: 'replace', path: 'members', value: [{ value: CY, type: 'User' }] }).members).toEqual([CY]);
    expect(patch({ op: 'replace', value: { members: { value: CY } } }).members).toEqual([CY]);
  });

  it('renames, with a path or without, in the order of the operations', () => {
    const path = 'urn:ietf:params:scim:schemas:core:2.0:Group:displayName';
    expect(patch({ op: 'replace', path, value: ' Trials\u200b ' })).toEqual({ ...GROUP, name: 'Trials' });
    expect(patch({ op: 'replace', value: { displayName: 'A', externalId: null, id: CY } })).toEqual({
      ...{ name: 'A', externalId: null, members: [ADA, BEN] },
    });
    const both = patch({ op: 'add', path: 'members', value: [{ value: CY }] }, { op: 'remove', path: 'members' });
    expect(both.members).toEqual([]);
  });

  it('passes over what is not kept', () => {
    for (const path of ['meta', '__proto__', 'constructor', 'members.display', 'roles'])
      expect(patch({ op: 'add', path, value: 'administrator' })).toEqual(GROUP);
  });

  it.each([
    [{ op: 'add', path: 'members', value: [{ value: 'ada' }] }, /members/],
    [{ op: 'add', path: 'members', value: [{ value: ADA, type: 'Group' }] }, /members/],
    [{ op: 'replace', path: 'displayName', value: '' }, /displayName/],
    [{ op: 'remove', path: 'displayName' }, /displayName/],
    [{ op: 'remove' }, /path/],
    [{ op: 'replace', value: 'x' }, /value/],
  ] as const)('refuses %j', (operation, sentence) => {
    expect(() => patch(operation)).toThrow(sentence);
  });
});
