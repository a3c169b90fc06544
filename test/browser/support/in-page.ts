import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';

const HOLDS_WITHIN_MS = 60_000;

/** What page-script.mjs finds wrong with the page as it is shown now. */
export const surveyed = (page: Page): Promise<string[]> => page.evaluate<string[]>('survey()');

/** Once a change of the page, or of its size, has been drawn and what it set in motion has come to rest. */
export const settled = (page: Page): Promise<void> => page.evaluate<void>('settled()');

/** The accessible name of what has the focus, and whether anything on the screen shows that it does. */
export const focused = (page: Page): Promise<{ name: string; isVisible: boolean }> => page.evaluate('focused()');

/** Once a part has the focus; pages move it in their own time. */
export const hasFocus = (part: Locator): Promise<void> => part.and(part.page().locator(':focus')).waitFor();

/**
 * Once a field holds this; what it shows may arrive after it. Asked from outside: an expression that is given to
 * `waitForFunction` as text is refused by the portal's policy from its second look on.
 */
export async function holds(field: Locator, value: string): Promise<void> {
  for (const deadline = Date.now() + HOLDS_WITHIN_MS; (await field.inputValue()) !== value; await delay(50))
    if (Date.now() > deadline) throw new Error(`The field holds “${await field.inputValue()}”, not “${value}”.`);
}

/** Pixels of a canvas that are not white. */
export const inkOn = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element) => (globalThis as unknown as { inkOn(on: unknown): number }).inkOn(element));

/** Whether the middle of a part is where a click would meet it. */
export const isInSight = async (part: Locator): Promise<boolean> => {
  await settled(part.page());
  return part.evaluate((element) => (globalThis as unknown as { isMet(on: unknown): boolean }).isMet(element));
};
