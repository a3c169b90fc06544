import type { Locator, Page } from 'playwright-core';

/** What page-script.mjs finds wrong with the page as it is shown now. */
export const surveyed = (page: Page): Promise<string[]> => page.evaluate<string[]>('survey()');

/** Once a change of the page, or of its size, has been drawn and what it set in motion has come to rest. */
export const settled = (page: Page): Promise<void> => page.evaluate<void>('settled()');

/** The accessible name of what has the focus, and whether anything on the screen shows that it does. */
export const focused = (page: Page): Promise<{ name: string; isVisible: boolean }> => page.evaluate('focused()');

/** Pixels of a canvas that are not white. */
export const inkOn = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element) => (globalThis as unknown as { inkOn(on: unknown): number }).inkOn(element));
