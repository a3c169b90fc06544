const SCHEME = 'data-mantine-color-scheme';

/**
 * For the whole portal: what is printed is printed in light colours. Browsers leave backgrounds out, and light letters on white
 * paper cannot be read. Afterwards the screen has the colours that it had.
 * @returns Ends it.
 */
export function printInLight(root: HTMLElement = document.documentElement): () => void {
  let onScreen: string | null = null;
  const begin = () => {
    onScreen ??= root.getAttribute(SCHEME);
    root.setAttribute(SCHEME, 'light');
  };
  const end = () => {
    if (onScreen !== null) root.setAttribute(SCHEME, onScreen);
    onScreen = null;
  };
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  return () => {
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
  };
}
