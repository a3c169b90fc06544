/** @returns Whether the text is in the clipboard now. On plain http there is none, and elsewhere the browser may refuse. */
export async function copyText(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
