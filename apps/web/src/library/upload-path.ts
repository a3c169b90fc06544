/**
 * Where a chosen or dropped file goes in its collection.
 * @param file A folder's files carry their place in `path` (dropped) or `webkitRelativePath` (chosen).
 * @returns Folders and name separated by `/`, without a leading `/` or `./`.
 */
export function uploadPath(file: { name: string; path?: string; webkitRelativePath?: string }): string {
  const place = file.webkitRelativePath || file.path || file.name;
  return place.replace(/^(?:\.?\/)+/, '') || file.name;
}
