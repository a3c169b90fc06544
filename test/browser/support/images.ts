import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { processEnvironment } from '#config';

const FOLDER = 'docs/images';
const LARGEST_BYTES = 250_000;

/** Keep a picture for the documentation, where `UPDATE_SCREENSHOTS=1` asks for it; otherwise nothing is written. */
export async function picture(page: Page, name: string): Promise<void> {
  if (processEnvironment()['UPDATE_SCREENSHOTS'] !== '1') return;
  // What only moves or lights up under the pointer stays out of it.
  await page.mouse.move(0, 0);
  const png = await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' });
  if (png.length > LARGEST_BYTES)
    throw new Error(`${name}.png has ${png.length} bytes; at most ${LARGEST_BYTES} are kept.`);
}
