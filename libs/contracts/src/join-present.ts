/** What is there of the parts, in their order, with a separator between: empty text, null, undefined and false are not there. */
export function joinPresent(parts: readonly (string | null | undefined | false)[], separator: string): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(separator);
}
