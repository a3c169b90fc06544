import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { AddedPerson } from '#contracts';
import { writeScriptedDecoder, writeTinyEncoder } from '#testing';
import { describeInChromium } from './support/chromium.js';
import { hasFocus, surveyed } from './support/in-page.js';
import { ModelFiles } from './support/models.js';
import { onPhone } from './support/fits.js';
import { Portal } from './support/portal.js';
import { everythingRead, uploadText } from './support/samples.js';

const GARAGE = '# Garage\n\nThe spare key of the garage hangs behind the clock in the hall.\n';
const ROOMS = '# Rooms\n\nThe north room seats nine people around an oak table.\n';
const GOLDEN = 'Where does the spare key of the garage hang?';

describeInChromium('models, the index they make, and the golden questions that judge it', () => {
  const files = new ModelFiles();
  let portal: Portal;

  beforeAll(async () => {
    portal = await Portal.start({ PRIVATE_HOSTS: '127.0.0.1' });
    writeScriptedDecoder(files.path('writer'), { name: 'writer', reply: 'Behind the clock. [1]' });
    writeTinyEncoder(files.path('other-embedder'), {
      name: 'other-embedder',
      words: ['spare', 'key', 'garage', 'room'],
    });
    await uploadText(portal.service, 'garage.md', GARAGE);
    await uploadText(portal.service, 'rooms.md', ROOMS);
    await everythingRead(portal.service);
  }, 300_000);
  afterEach(async () => expect(await portal.leave()).toEqual([]));
  afterAll(async () => {
    files.remove();
    await portal?.stop();
  });

  const atModels = async (view = '') => {
    const page = await portal.visit({ at: `/models${view && `?view=${view}`}` });
    await page.getByRole('heading', { level: 1, name: 'Models' }).waitFor();
    return page;
  };

  it('imports a file, puts it to use, checks it, and lets it go', async () => {
    const page = await atModels();
    await page.getByRole('button', { name: 'Import a file' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import a file' });
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'GGUF file' }).click();
    await (await chooser).setFiles(files.path('writer'));
    expect(await dialog.getByRole('textbox', { name: 'Name to keep it under' }).inputValue()).toBe('writer');
    await dialog.getByRole('button', { name: 'Import' }).click();
    await page.getByText('writer was imported.').waitFor();
    const card = page.getByRole('article', { name: 'writer' });
    await card.getByText('Fits', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Verify files' }).click();
    await page.getByText(/^All is well: 3 files checked/).waitFor();

    await pick(page, 'Model for the role Reasoner', 'writer');
    await page.getByText('writer is now the reasoner.').waitFor();
    await page.getByRole('button', { name: 'Release the role Reasoner' }).click();
    await page.getByText('The role Reasoner was released.').waitFor();
    expect(await surveyed(page)).toEqual([]);

    // On a phone each role's model has a line of its own, not a letter a line beside the choice.
    await onPhone(page);
    const chosen = page.getByRole('region', { name: 'Roles' }).getByText('(Chosen)').locator('..');
    expect((await chosen.boundingBox())!.height).toBeLessThan(40);
  });

  it('refuses a file that is no model, and says what to do', async () => {
    const page = await portal.visit({ at: '/models', expected: /status of \d+ .*models\/import/ });
    await page.getByRole('button', { name: 'Import a file' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import a file' });
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'GGUF file' }).click();
    await (await chooser).setFiles({ name: 'letter.gguf', mimeType: '', buffer: Buffer.from('Dear Sir') });
    await dialog.getByRole('button', { name: 'Import' }).click();
    await dialog.getByRole('alert').getByText('model.corrupt').waitFor();
  });

  it('lets a collection have a model of its own', async () => {
    const page = await portal.visit({ at: '/library' });
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settings of Library' });
    await dialog.getByRole('combobox', { name: 'Model that answers' }).click();
    await page.getByRole('option', { name: 'writer' }).click();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The settings of “Library” are saved.').waitFor();
    await page.goto(`${portal.url}/models`);
    await page.getByRole('article', { name: 'writer' }).getByText('Collection Library').waitFor();
  });

  it('makes a Q8_0 copy of an embedder, and says what it is a copy of', async () => {
    writeTinyEncoder(files.path('full-weights'), { name: 'full-weights' });
    await files.install(portal.service, 'full-weights');
    const page = await atModels();
    await page.getByRole('button', { name: 'Make a Q8_0 copy of full-weights', exact: true }).click();
    await page.getByText('full-weights-q8_0 is being made.').waitFor();
    const copy = page.getByRole('article', { name: 'full-weights-q8_0' });
    await copy.getByText('Q8_0', { exact: false }).first().waitFor();
    expect(await copy.getByRole('button', { name: /Make a Q8_0 copy/ }).count()).toBe(0);
    await copy.getByText('Details', { exact: true }).click();
    await copy.getByText('Q8_0 copy of').waitFor();
    await copy.getByText('full-weights', { exact: true }).waitFor();
    const tasks = page.getByRole('region', { name: 'On their way' });
    await tasks.getByRole('listitem').filter({ hasText: 'full-weights-q8_0' }).getByText('Done').waitFor();
    expect(await surveyed(page)).toEqual([]);
  });

  it('narrows the catalogue', async () => {
    const page = await atModels('catalogue');
    await page.getByRole('article', { name: 'bge-m3' }).waitFor();
    await pick(page, 'Role', 'Reranker');
    await page.getByRole('article', { name: 'bge-m3' }).waitFor({ state: 'hidden' });
    await page
      .getByRole('article', { name: /rerank/i })
      .first()
      .waitFor();
    await page.getByRole('checkbox', { name: 'Only what fits this machine' }).check();
    await page.getByText('Too large', { exact: true }).first().waitFor({ state: 'detached' });
  });

  it('fetches a file with progress, stops when told, and goes on', async () => {
    const library = await slowFiles(files.path('other-embedder'));
    const page = await atModels('catalogue');
    await page.getByRole('textbox', { name: 'Address of a GGUF file' }).fill(`${library.url}/other-embedder.gguf`);
    await page.getByRole('button', { name: 'Fetch', exact: true }).last().click();
    const tasks = page.getByRole('region', { name: 'On their way' });
    await tasks.getByRole('progressbar', { name: 'Progress of other-embedder' }).waitFor();
    await tasks.getByRole('button', { name: 'Cancel other-embedder' }).press('Enter');
    await tasks.getByText('Cancelled').waitFor();
    // The button went with what it was pressed for.
    await hasFocus(tasks.getByRole('listitem'));
    library.release();
    await tasks.getByRole('button', { name: 'Go on with other-embedder' }).click();
    await tasks.getByText('Done').waitFor();
    await page.getByRole('tab', { name: 'Installed' }).click();
    await page.getByRole('article', { name: 'other-embedder' }).waitFor();
    library.server.closeAllConnections();
    library.server.close();
  });

  it('swaps the embedder: builds beside, compares on golden questions, switches, and goes back', async () => {
    const page = await atModels('golden');
    await page.getByRole('button', { name: 'Add a golden question' }).click();
    const dialog = page.getByRole('dialog', { name: 'New golden question' });
    // What is wrong with it is where the reader is led, however far up.
    await dialog.getByRole('button', { name: 'Save' }).click();
    await hasFocus(dialog.getByRole('textbox', { name: 'Question' }));
    await dialog.getByRole('textbox', { name: 'Question' }).fill(GOLDEN);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await hasFocus(dialog.getByRole('combobox', { name: 'Document' }));
    await dialog.getByRole('combobox', { name: 'Document' }).fill('gara');
    await page.getByRole('option', { name: 'Garage' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('1 golden question', { exact: true }).waitFor();

    await page.getByRole('tab', { name: 'Embedder and index' }).click();
    await pick(page, 'Embedder', 'other-embedder');
    await page.getByRole('button', { name: 'Build', exact: true }).press('Enter');
    const generations = page.getByRole('region', { name: 'Generations of the index' });
    await generations.getByText('Ready', { exact: true }).waitFor({ timeout: 60_000 });

    const comparison = page.getByRole('region', { name: 'Golden questions, old and new' });
    await comparison.getByRole('cell', { name: 'nDCG@10' }).waitFor({ timeout: 30_000 });
    await comparison.getByText(GOLDEN).waitFor();
    await comparison.getByText('Right source: place 1 now, place 1 in the new one').waitFor();
    expect(await surveyed(page)).toEqual([]);
    await comparison.getByRole('button', { name: 'Switch to g2' }).press('Enter');
    const second = generations.getByRole('listitem').filter({ hasText: 'g2 · other-embedder' });
    await second.getByText('Serving').waitFor({ timeout: 60_000 });
    await page.locator('main :focus').waitFor();
    // The role says what the next index is made with, and this one is made with another.
    await page.getByRole('tab', { name: 'Installed' }).click();
    await page.getByText('The index was made with other-embedder').waitFor();
    await page.getByRole('article', { name: 'other-embedder' }).getByText('Search index').waitFor();
    await page.getByRole('tab', { name: 'Embedder and index' }).click();

    await generations.getByRole('button', { name: 'Roll back to g1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
    const first = generations.getByRole('listitem').filter({ hasText: 'g1 · ' });
    await first.getByText('Serving').waitFor({ timeout: 60_000 });
  });

  it('edits and removes a golden question, and takes that back', async () => {
    const page = await atModels('golden');
    await page.getByRole('button', { name: `Edit “${GOLDEN}”` }).click();
    const dialog = page.getByRole('dialog', { name: 'Golden question' });
    await dialog.getByRole('textbox', { name: 'Words of the passage' }).fill('behind the clock');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('“behind the clock”').waitFor();
    await page.getByRole('button', { name: `Remove “${GOLDEN}”` }).press('Enter');
    await page.getByText('No golden questions yet').waitFor();
    await page.locator('main :focus').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('“behind the clock”').waitFor();
  });

  it('lets librarians keep golden questions, and see no more of the index', async () => {
    const reply = await portal.service.fetch('/api/v1/people', {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ name: 'Lina', role: 'librarian' }),
    });
    const { link } = (await reply.json()) as AddedPerson;
    const page = await portal.visit({ signedIn: false });
    await page.goto(link.url);
    await page.getByRole('textbox', { name: 'Your question' }).waitFor();
    await page.goto(`${portal.url}/models?view=golden`);
    await page.getByRole('button', { name: 'Add a golden question' }).waitFor();
    const tabs = await page.getByRole('tab').allTextContents();
    expect(tabs).toEqual(['Installed', 'Catalogue', 'Golden questions']);
    expect(await surveyed(page)).toEqual([]);
  });
});

async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

/** A server that holds back the second half of a file until it is released. */
async function slowFiles(path: string): Promise<{ url: string; server: Server; release: () => void }> {
  const content = readFileSync(path);
  let isReleased = false;
  const server = createServer((request, response) => {
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const headers = { 'content-length': content.length - from, 'accept-ranges': 'bytes', etag: '"one"' };
    const range = { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` };
    response.writeHead(from > 0 ? 206 : 200, from > 0 ? { ...headers, ...range } : headers);
    if (request.method === 'HEAD') response.end();
    else if (isReleased) response.end(content.subarray(from));
    else response.write(content.subarray(from, Math.floor(content.length / 2)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    release: () => (isReleased = true),
  };
}
