/** Ids and hashes as leaves spell them. */
export const UUID = '[0-9a-f-]{36}';
export const SHA256 = '[0-9a-f]{64}';

/**
 * SQL for what one member of a leaf's subject says; null where it is not there, is null or has another form. By pattern, because a
 * leaf that somebody edited may not be JSON any more.
 * @param form As a regular expression without groups.
 * @param of The table's alias with a dot, where there are several.
 */
export const said = (member: string, form: string, of = ''): string =>
  `substring(${of}leaf from '"${member}":"(${form})"')`;
