/**
 * Whether the name of a file is not in UTF-8: Node reads it with the replacement character in the place of what it can't read, and finds nothing
 * under the name that it read. A name that has that character itself looks the same, and can be opened.
 */
export const isMisspeltName = (path: string): boolean => path.includes('\ufffd');
