import type { Page } from 'playwright-core';
import { picture } from './images.js';
import { settled, surveyed } from './in-page.js';
import type { Portal } from './portal.js';

export const SCREENS = [
  { name: 'desk', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const;
export type Scheme = 'light' | 'dark';
/** In which colours a page is loaded on each screen; it is looked at in the others as well. */
export const LOADED_IN: Readonly<Record<(typeof SCREENS)[number]['name'], Scheme>> = { desk: 'light', phone: 'dark' };

interface Fitting {
  /** Asked for when the tests run. */
  readonly portal: () => Portal;
  /** Ways to reach what is looked at, in order, on one page. Asked for when the tests run. */
  readonly states: () => Readonly<Record<string, (page: Page) => Promise<unknown>>>;
  /** Which are kept as pictures: `<screen> <scheme> <state>` → name. */
  readonly pictures: Readonly<Record<string, string>>;
}

/** A test for each size of screen: all is named, legible and no wider than the screen in every state, in both colour schemes. */
export function itFits({ portal, states, pictures }: Fitting): void {
  for (const { name, width, height } of SCREENS)
    it(`fits a ${name} in light and dark colours: everything named, legible and no wider than the screen`, async () => {
      const page = await portal().visit({ width, height, scheme: LOADED_IN[name] });
      const flaws: Record<string, string[]> = {};
      for (const [state, reach] of Object.entries(states())) {
        await reach(page);
        await inBothSchemes(page, async (scheme) => {
          flaws[`${scheme} ${state}`] = await surveyed(page);
          const kept = pictures[`${name} ${scheme} ${state}`];
          if (kept) await picture(page, kept);
        });
      }
      const looked = Object.keys(states()).flatMap((state) => [`light ${state}`, `dark ${state}`]);
      expect(flaws).toEqual(Object.fromEntries(looked.map((state) => [state, []])));
    });
}

/**
 * Look at a page as it is, and again in the other colours, as when the system turns to them. It is left in those, so that
 * what comes next is reached in each of them by turns.
 */
export async function inBothSchemes(page: Page, look: (scheme: Scheme) => Promise<unknown>): Promise<void> {
  const shown = await page.evaluate<Scheme>('document.documentElement.dataset.mantineColorScheme');
  await look(shown);
  const other = shown === 'light' ? 'dark' : 'light';
  await page.emulateMedia({ colorScheme: other });
  await page.locator(`html[data-mantine-color-scheme="${other}"]`).waitFor({ state: 'attached' });
  await settled(page);
  await look(other);
}

/** The same page on a phone, when it has taken on its form there. */
export async function onPhone(page: Page): Promise<void> {
  const { width, height } = SCREENS[1];
  await page.setViewportSize({ width, height });
  await settled(page);
}
