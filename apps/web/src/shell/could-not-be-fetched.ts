/** What Chromium, Firefox and Safari say of a part of the portal that did not arrive, and Vite of its style sheet. */
const UNFETCHED =
  /dynamically imported module|importing a module script failed|unable to preload|failed to load module script/i;

/** Whether a page failed because part of it could not be fetched, not because of what it does. */
export const couldNotBeFetched = (error: unknown): boolean => error instanceof Error && UNFETCHED.test(error.message);
