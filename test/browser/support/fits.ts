import type { Page } from 'playwright-core';
import { picture } from './images.js';
import { settled, surveyed } from './in-page.js';
import type { Portal } from './portal.js';

export const SCREENS = [
  { name: 'desk', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const;
const SCHEMES = ['light', 'dark'] as const;

interface Fitting {
  /** Asked for when the tests run. */
  readonly portal: () => Portal;
  /** Ways to reach what is looked at, in order, on one page. Asked for when the tests run. */
  readonly states: () => Readonly<Record<string, (page: Page) => Promise<unknown>>>;
  /** Which are kept as pictures: `<screen> <scheme> <state>` → name. */
  readonly pictures: Readonly<Record<string, string>>;
}

/** A test for each size of screen and colour scheme: all is named, legible and no wider than the screen in every state. */
export function itFits({ portal, states, pictures }: Fitting): void {
  for (const { name, width, height } of SCREENS)
    for (const scheme of SCHEMES)
      it(`fits a ${name} in ${scheme} colours: everything named, legible and no wider than the screen`, async () => {
        const page = await portal().visit({ width, height, scheme });
        const flaws: Record<string, string[]> = {};
        for (const [state, reach] of Object.entries(states())) {
          await reach(page);
          flaws[state] = await surveyed(page);
          const kept = pictures[`${name} ${scheme} ${state}`];
          if (kept) await picture(page, kept);
        }
        expect(flaws).toEqual(Object.fromEntries(Object.keys(states()).map((state) => [state, []])));
      }, 180_000);
}

/** The same page on a phone, when it has taken on its form there. */
export async function onPhone(page: Page): Promise<void> {
  const { width, height } = SCREENS[1];
  await page.setViewportSize({ width, height });
  await settled(page);
}
