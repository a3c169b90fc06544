import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { STYLES_OF_BUNDLE } from './docs-page.js';

// The one that the library for the page brings along.
const page = createRequire(import.meta.url).resolve('@nestjs/swagger');
const folder = dirname(createRequire(page).resolve('swagger-ui-dist/package.json'));
const BUNDLES = ['swagger-ui-bundle.js', 'swagger-ui-standalone-preset.js'];

/** The texts of the style elements that a bundle makes; its scripts are minified, so that each is one literal. */
async function stylesOf(bundle: string): Promise<string[]> {
  const script = await readFile(join(folder, bundle), 'utf8');
  const made = script.matchAll(/createElement\("style",(?:null|\{[^}]*\}),("(?:[^"\\]|\\.)*")/g);
  return [...made].map(([, literal]) => JSON.parse(literal!) as string);
}

it('the page that shows the API allows those styles that its bundle has inline, and no others', async () => {
  const styles = (await Promise.all(BUNDLES.map(stylesOf))).flat();
  const hashes = styles.map((style) => `sha256-${createHash('sha256').update(style).digest('base64')}`);
  expect([...new Set(hashes)]).toEqual(STYLES_OF_BUNDLE);
});
