/** Longest heading kept in a path, in UTF-16 code units. */
const MAX_HEADING_CHARS = 160;

/**
 * The text of a chunk as it is embedded: title and headings first, so that a passage that does not repeat its subject is
 * still found by it. A heading that the text itself begins with, and a title that equals the first heading, are not repeated.
 * Long titles are shortened.
 */
export function contextualText(title: string | null, headingPath: readonly string[], text: string): string {
  const own = headingPath.at(-1);
  const above = own !== undefined && text.startsWith(own) ? headingPath.slice(0, -1) : headingPath;
  const name = pathHeading(title ?? '');
  const isTitleRepeated = name === '' || name === above[0] || text.startsWith(name);
  const context = isTitleRepeated ? above : [name, ...above];
  return context.length === 0 ? text : `${context.join(' > ')}\n${text}`;
}

/** A heading as it stands in a path: one line, cut to a sensible length between characters. */
export function pathHeading(text: string): string {
  if (text.length <= MAX_HEADING_CHARS) return text.replaceAll('\n', ' ');
  const cut = text.slice(0, MAX_HEADING_CHARS - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut.replaceAll('\n', ' ').trimEnd()}…`;
}
