/**
 * Where words stand in a text. Runs of spaces and line breaks count as one, because what is copied from a page has them
 * elsewhere than the stored text.
 * @returns Half-open span in UTF-16 units of the text; null when the words do not stand there.
 */
export function findWords(text: string, words: string): [start: number, end: number] | null {
  const parts = words
    .trim()
    .split(/\s+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return null;
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
  const found = new RegExp(pattern, 'u').exec(text);
  return found ? [found.index, found.index + found[0].length] : null;
}
