/**
 * Whether a file or folder of this name is passed over: hidden ones, and what programs leave beside the documents that they have
 * open or have lost.
 */
export function isLeftOut(name: string): boolean {
  return (
    name.startsWith('.') ||
    name.startsWith('~$') ||
    /^(Thumbs\.db|desktop\.ini|\$RECYCLE\.BIN|System Volume Information|lost\+found)$/i.test(name) ||
    /\.(tmp|part|partial|crdownload|swp|lock)$/i.test(name)
  );
}
