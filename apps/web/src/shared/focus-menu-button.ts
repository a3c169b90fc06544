/**
 * From an item of a menu that is being closed to the button that opened it. Its items are about to go; a dialog that one of them
 * opens hands the focus back to where it was when it opened.
 */
export function focusMenuButton(): void {
  const menu = document.activeElement?.closest('[role="menu"]');
  document.getElementById(menu?.getAttribute('aria-labelledby') ?? '')?.focus({ preventScroll: true });
}
