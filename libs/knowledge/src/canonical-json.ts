import { createHash } from 'node:crypto';

/**
 * Serialize a JSON value with object keys in code-unit order and no white space, so that equal values have equal bytes.
 * Values outside JSON (undefined members, functions) are left out as `JSON.stringify` does.
 * @see RFC 8785 (JSON Canonicalization Scheme); ECMAScript number formatting is the one it prescribes.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** SHA-256 as 64 hexadecimal characters. Strings are hashed as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
