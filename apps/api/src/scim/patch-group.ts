import type { OutsideGroup } from '#access';
import { type ScimPatch, scimGroup, scimMember } from '#contracts';
import { z } from 'zod';
import { RequestInvalid } from '../http/http-errors.js';

type Operation = ScimPatch['Operations'][number];
const members = z.union([
  z.array(scimMember).max(20_000),
  scimMember.transform((one) => [one]),
  z.null().transform(() => []),
]);
const SELECTED = /^members\[\s*value\s+eq\s+"([^"]*)"\s*\]$/i;

/**
 * A group after the operations of a PATCH (RFC 7644, 3.5.2): members added, removed and replaced, with a filter or with the list
 * that some directories send; its name and external id replaced. Paths to what is not kept are passed over.
 * @throws RequestInvalid for members that are no ids of people, and a name that is none.
 */
export function patchGroup(group: OutsideGroup, { Operations }: ScimPatch): OutsideGroup {
  return Operations.reduce(applied, group);
}

function applied(group: OutsideGroup, { op, path, value }: Operation): OutsideGroup {
  const bare = (path ?? '').replace(/^urn:ietf:params:scim:schemas:core:2\.0:Group:/i, '');
  if (bare === '') return op === 'remove' ? refuse('path: say what is to be removed') : inside(group, op, value);
  const selected = SELECTED.exec(bare)?.[1];
  if (selected !== undefined) return op === 'remove' ? without(group, [selected]) : group;
  switch (bare.toLowerCase()) {
    case 'members':
      return withMembers(group, op, value);
    case 'displayname':
      return op === 'remove' ? refuse('displayName: a group has a name') : { ...group, name: nameFrom(value) };
    case 'externalid':
      return { ...group, externalId: op === 'remove' ? null : externalIdFrom(value) };
    default:
      return group;
  }
}

/** Without a path, the value holds attributes by their names. */
function inside(group: OutsideGroup, op: Operation['op'], value: unknown): OutsideGroup {
  if (typeof value !== 'object' || value === null) return refuse('value: name the attributes that are to change');
  return Object.entries(value).reduce(
    (now, [path, inner]) => (path === '' ? now : applied(now, { op, path, value: inner as unknown })),
    group,
  );
}

function withMembers(group: OutsideGroup, op: Operation['op'], value: unknown): OutsideGroup {
  // RFC 7644: without a filter or a value, all go.
  if (op === 'remove' && (value === undefined || value === null)) return { ...group, members: [] };
  const ids = idsFrom(value);
  if (op === 'remove') return without(group, ids);
  return { ...group, members: [...new Set(op === 'add' ? [...group.members, ...ids] : ids)] };
}

const without = (group: OutsideGroup, ids: readonly string[]): OutsideGroup => {
  const gone = new Set(ids.map((id) => id.toLowerCase()));
  return { ...group, members: group.members.filter((id) => !gone.has(id)) };
};

function idsFrom(value: unknown): string[] {
  const read = members.safeParse(value);
  if (!read.success) return refuse('members: each is {"value": the id of a person}');
  return read.data.map((one) => one.value.toLowerCase());
}

function nameFrom(value: unknown): string {
  const read = scimGroup.shape.displayName.safeParse(value);
  return read.success ? read.data : refuse('displayName: a name of up to 200 characters');
}

function externalIdFrom(value: unknown): string | null {
  const read = scimGroup.shape.externalId.safeParse(value);
  return read.success ? (read.data ?? null) : refuse('externalId: text of up to 200 characters');
}

function refuse(sentence: string): never {
  throw new RequestInvalid(`${sentence}.`);
}
