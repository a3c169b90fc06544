import type { Page } from 'playwright-core';
import { zipOf } from '../medium/ingestion/pack.js';
import { describeInChromium } from './support/chromium.js';
import { type File, lockedPdf, textFile } from './support/files.js';
import { onPhone } from './support/fits.js';
import { picture } from './support/images.js';
import { surveyed } from './support/in-page.js';
import { Portal } from './support/portal.js';
import { SAMPLES, everythingRead } from './support/samples.js';

const WRONG_PASSWORD = /status of 400 .*\/unlock\)/;
const NOT_SIGNED_IN = /status of 401 .*\/api\/v1\/session\)/;

describeInChromium('signing in, and filling the library', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await Portal.start();
  });
  afterEach(async () => expect(await portal.leave()).toEqual([]));
  afterAll(() => portal?.stop());

  const inLibrary = async (visit: { expected?: RegExp } = {}) => {
    const page = await portal.visit(visit);
    await page.getByRole('link', { name: 'Library', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    return page;
  };

  /** As the extractor would have left it: to have a model read takes longer than to say so. */
  const readByExtractor = (path: string, values: object[]) =>
    portal.query(
      `INSERT INTO revision_descriptions (revision_id, state, attempts, model_name, "values", in_index, updated_at)
       SELECT current_revision_id, 'done', 1, 'reader', '${JSON.stringify(values)}', true, now() FROM documents WHERE path = '${path}'`,
    );

  it('tells whoever is not signed in how to get a link', async () => {
    const page = await portal.visit({ signedIn: false, expected: NOT_SIGNED_IN });
    await page.goto(`${portal.url}/records`);
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await page.getByText('npx chancery sign-in-link').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');

    // Somebody who signs in beside it is taken where they were going here, too.
    const other = await page.context().newPage();
    await other.goto(await portal.signInLink());
    await page.getByRole('heading', { level: 1, name: 'Records' }).waitFor();
  });

  it('lets a link in once, keeps it out of the address, and says so when it comes again', async () => {
    const link = await portal.signInLink();
    const first = await portal.visit({ signedIn: false });
    await first.goto(link);
    await first.getByRole('textbox', { name: 'Your question' }).waitFor();
    expect(first.url()).toBe(`${portal.url}/`);

    const second = await portal.visit({ signedIn: false, expected: NOT_SIGNED_IN });
    await second.goto(link);
    await second.getByRole('heading', { level: 1, name: 'This link no longer works' }).waitFor();
    await second.getByText('npx chancery sign-in-link').waitFor();
    expect(second.url()).toBe(`${portal.url}/sign-in`);
  });

  it('signs out, for good', async () => {
    const page = await portal.visit({ expected: NOT_SIGNED_IN });
    await page.getByRole('button', { name: 'Administrator' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await page.goto(`${portal.url}/library`);
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  });

  it('says that a session has ended, rather than only asking to sign in', async () => {
    const page = await portal.visit({ expected: /status of 401/ });
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Records', exact: true }).click();
    await page.getByText('Your session has ended.').waitFor();
  });

  it('keeps what is typed when a session ends, out of sight, and lets the same person go on with it', async () => {
    const page = await inLibrary({ expected: /status of 401/ });
    await page.getByRole('button', { name: 'New collection' }).click();
    const dialog = page.getByRole('dialog', { name: 'New collection' });
    const name = dialog.getByLabel('Name of the new collection');
    await name.fill('Kept');
    await page.context().clearCookies();
    await dialog.getByRole('button', { name: 'Create' }).click();
    const question = page.getByRole('dialog', { name: 'Your session has ended' });
    await question.waitFor();
    expect(await surveyed(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await name.waitFor({ state: 'attached' });
    await expect(name.click({ timeout: 500 })).rejects.toThrow();

    const other = await page.context().newPage();
    await other.goto(await portal.signInLink());
    await other.getByRole('textbox', { name: 'Your question' }).waitFor();
    await page.evaluate("dispatchEvent(new Event('focus'))");
    await question.waitFor({ state: 'detached' });
    expect(await name.inputValue()).toBe('Kept');
    await dialog.getByText('Your session had ended, so nothing was done.').waitFor();
  });

  it('keeps what is chosen from a list as well when a session ends', async () => {
    const page = await portal.visit({ at: '/sources', expected: /status of 401/ });
    await page.getByRole('button', { name: 'Add a source' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a source' });
    const kind = dialog.getByRole('combobox', { name: 'Kind' });
    await kind.click();
    await page.getByRole('option', { name: 'Site' }).click();
    await page.context().clearCookies();
    await page.evaluate("dispatchEvent(new Event('visibilitychange'))");
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    expect(await kind.inputValue()).toBe('Site');
  });

  it('leads from an empty library to the place to fill it', async () => {
    const page = await portal.visit();
    await page.getByText('There is nothing to search yet').waitFor();
    await page.getByRole('link', { name: 'Go to the library' }).click();
    await page.getByText('No documents yet').waitFor();
    const filter = page.getByRole('search');
    await filter.waitFor({ state: 'hidden' });
    for (const [path, empty] of [
      ['/records', 'No records yet'],
      ['/decisions', 'No decisions here'],
    ] as const) {
      await page.goto(`${portal.url}${path}`);
      await page.getByText(empty).waitFor();
      await filter.waitFor({ state: 'hidden' });
    }
  });

  it('takes files that are chosen, shows how far it is, and why some can not be read', async () => {
    const page = await inLibrary({ expected: WRONG_PASSWORD });
    await choose(page, [
      `${SAMPLES}/policies/conflicts-and-walls.md`,
      `${SAMPLES}/policies/speaking-up.docx`,
      `${SAMPLES}/policies/data-retention.html`,
      `${SAMPLES}/reports/annual-review-2030-31.pdf`,
      `${SAMPLES}/data/hourly-rates.csv`,
    ]);
    await page.getByRole('region', { name: 'Reading progress' }).waitFor();
    await choose(page, [textFile('empty.txt', '', 'text/plain'), lockedPdf('locked.pdf')]);

    const uploads = page.getByRole('region', { name: 'Uploads' });
    await uploads.getByText('7 of 7 files sent').waitFor();
    const empty = uploads.getByRole('listitem').filter({ hasText: 'empty.txt' });
    await empty.getByText('Rejected').waitFor();
    await empty.getByText('document.empty').waitFor();

    await page.getByRole('row', { name: /Annual Review 2030\/31.*Searchable/ }).waitFor();
    const locked = page.getByRole('row', { name: /locked/ });
    await locked.getByText('document.encrypted').waitFor();
    await page.getByRole('region', { name: 'Reading progress' }).waitFor({ state: 'hidden' });
    await page.getByText('6 documents', { exact: true }).waitFor();

    await locked.getByRole('button', { name: 'Give the password of locked' }).click();
    const dialog = page.getByRole('dialog', { name: 'Read a locked document' });
    await dialog.getByLabel('Password', { exact: true }).fill('open');
    await dialog.getByRole('button', { name: 'Read it' }).click();
    await dialog.getByText('document.wrong_password').waitFor();
    await dialog.getByLabel('Password', { exact: true }).fill('sesame');
    await dialog.getByRole('button', { name: 'Read it' }).click();
    await page.getByText('“locked” was read.').waitFor();
    await page.getByRole('row', { name: /locked.*Searchable/ }).waitFor();
  });

  it('takes files that are dropped', async () => {
    const page = await inLibrary();
    await drop(page, [textFile('dropped.md', '# Dropped\n\nThe spare key hangs behind the clock.\n')]);
    await page.getByRole('region', { name: 'Uploads' }).getByText('Accepted').waitFor();
    await page.getByRole('row', { name: /Dropped.*Searchable/ }).waitFor();
  });

  it('makes a second revision of a file that changed, and shows both with what was left out', async () => {
    const page = await inLibrary();
    const outcome = (text: string) => page.getByRole('region', { name: 'Uploads' }).getByText(text);
    // A line of a table that begins a quotation and never ends it is taken as it stands, and noted.
    const garage = (places: number) => textFile('garage.csv', `Level,Places\nLower,${places}\n"Upper,7\n`, 'text/csv');
    await choose(page, [garage(14)]);
    await outcome('Accepted').waitFor();
    await choose(page, [garage(14)]);
    await outcome('Unchanged, already here').waitFor();
    await choose(page, [garage(22)]);
    await outcome('New revision').waitFor();
    await everythingRead(portal.service);

    await page.getByRole('link', { name: 'garage' }).click();
    await page.getByRole('heading', { level: 1, name: 'garage' }).waitFor();
    const [second, first] = [2, 1].map((n) => page.getByRole('article', { name: `Revision ${n}` }));
    await second!.getByText('Answers come from this one').waitFor();
    await first!.getByText('Superseded').waitFor();
    await second!.getByText('Notes on reading').waitFor();
    await first!.getByRole('link', { name: 'Open revision 1' }).click();
    await page.getByText('A newer revision exists').waitFor();
    await page.getByText('Places: 14').waitFor();
  });

  it('shows what was read of a document and what was not, on a phone too', async () => {
    const page = await inLibrary();
    const bytes = zipOf({ 'moor.txt': 'The moor is closed in May.', 'tool.exe': Buffer.from('4d5a900003ff', 'hex') });
    await choose(page, [{ name: 'moor.zip', mimeType: 'application/zip', buffer: bytes }]);
    await page.getByRole('region', { name: 'Uploads' }).getByText('Accepted').waitFor();
    await everythingRead(portal.service);
    await readByExtractor('moor.zip', [
      { key: 'date', value: '2031-05-01', quote: '1 May 2031' },
      { key: 'party', value: 'Moor Trust', quote: 'Moor Trust' },
    ]);
    const row = page.getByRole('row', { name: /moor.*Read in part/ });
    await row.getByRole('link', { name: 'moor' }).click();
    const read = page.getByRole('region', { name: 'What was read, Revision 1' });
    await read.getByText('Read in part').waitFor();
    await read.getByText('a file in it was not read').waitFor();
    const proposed = page.getByRole('region', { name: 'What a model read out of it' });
    await proposed.getByText('2031-05-01 (“1 May 2031”)').waitFor();
    await proposed.getByText('Moor Trust').waitFor();
    await picture(page, 'document-read-in-part');
    await onPhone(page);
    await read.getByText('a file in it was not read').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await picture(page, 'document-read-in-part-phone');
  });

  it('removes a document after asking, and takes that back', async () => {
    const page = await inLibrary();
    const name = page.getByRole('link', { name: 'Conflicts of Interest and Information Walls' });
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'DELETE' && sent.push(request.url()));
    await page.getByRole('button', { name: 'Remove Conflicts of Interest and Information Walls' }).click();
    await page
      .getByRole('dialog', { name: 'Remove this document?' })
      .getByRole('button', { name: 'Remove' })
      .dblclick();
    await name.waitFor({ state: 'hidden' });
    expect(sent).toHaveLength(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await name.waitFor();
  });

  it('shows names and words of documents as the text that they are, in list, viewer, answer and citation', async () => {
    const page = await inLibrary();
    const words =
      'The <img src=y onerror=document.title=1> lantern of <script>document.title=1</script> brass hangs high';
    const body = `${words} in the [hall](javascript:document.title=1).\n`;
    await choose(page, [textFile('<img src=x onerror=document.title=1>.txt', body, 'text/plain')]);
    await everythingRead(portal.service);
    const isText = async () => {
      expect(await page.locator('img[src="x"], img[src="y"], a[href^="javascript"]').count()).toBe(0);
      expect(await page.title()).not.toBe('1');
    };
    const title = /<img src=x onerror=document.title=1>/;
    await page.getByRole('link', { name: title }).first().click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await isText();
    await page.getByRole('link', { name: 'Open revision 1' }).click();
    await page
      .getByText(/lantern of <script>/)
      .first()
      .waitFor();
    await isText();

    await page.goto(portal.url);
    const question = page.getByRole('textbox', { name: 'Your question' });
    await question.fill('Where does the lantern of brass hang?');
    await question.press('Enter');
    await page
      .getByRole('button', { name: /^Citation \d+: .*<img src=x/ })
      .first()
      .click();
    const source = page.getByRole('complementary', { name: 'Source of the citation' });
    await source
      .getByText(/lantern of <script>/)
      .first()
      .waitFor();
    await isText();
  });

  it('narrows the list to what is looked for', async () => {
    const page = await inLibrary();
    const box = page.getByRole('textbox', { name: 'Filter by title or path' });
    await box.fill('annual');
    await page.getByText('1 document', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Annual Review 2030/31' }).waitFor();
    expect(page.url()).toBe(`${portal.url}/library?text=annual`);
    await box.fill('no such thing');
    await page.getByText('No document matches this filter').waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByRole('link', { name: 'garage' }).waitFor();
    expect(await box.inputValue()).toBe('');
  });

  it('makes a collection, and puts files there', async () => {
    const page = await inLibrary();
    await page.getByRole('button', { name: 'New collection' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name of the new collection' }).fill('Second floor');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.getByText('Collection “Second floor” created.').waitFor();
    await choose(page, [textFile('rooms.md', '# Rooms\n\nThe north room seats nine.\n')]);
    await page.getByRole('row', { name: /Rooms.*Second floor.*Searchable/ }).waitFor();
  });

  it('keeps all of a row in sight, however long the name of its collection is', async () => {
    const page = await inLibrary();
    const name = `Unterlagen ${'Geschwindigkeitsbegrenzung'.repeat(3)}`;
    const headers = { 'content-type': 'application/json' };
    await portal.service.fetch('/api/v1/collections', { method: 'POST', body: JSON.stringify({ name }), headers });
    const form = new FormData();
    form.append('collection', name);
    form.append('files', new Blob(['Nobody parks on the roof.']), 'roof.txt');
    await portal.service.fetch('/api/v1/documents', { method: 'POST', body: form });
    await page.reload();
    const remove = page.getByRole('button', { name: /^Remove .*roof/i });
    await remove.waitFor();
    const list = (await page.locator('table').boundingBox())!;
    const { x, width } = (await remove.boundingBox())!;
    expect(x + width).toBeLessThan(list.x + list.width);
    expect(list.x + list.width).toBeLessThanOrEqual(page.viewportSize()!.width);
    expect(await surveyed(page)).toEqual([]);
  });

  it('removes a collection with its documents after asking, and puts it back, on a phone too', async () => {
    const page = await portal.visit({ at: '/library?collection=Second+floor' });
    const rooms = page.getByRole('link', { name: 'Rooms', exact: true });
    await rooms.waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    const settings = page.getByRole('dialog', { name: 'Settings of Second floor' });
    await settings.getByRole('button', { name: 'Remove the collection' }).click();
    const asked = page.getByRole('dialog', { name: 'Remove this collection?' });
    await asked.getByRole('button', { name: 'Remove the collection' }).click();
    const removals = page.getByRole('region', { name: 'Removed collections' });
    await removals.getByText('“Second floor” was removed with 1 document.').waitFor();
    await rooms.waitFor({ state: 'hidden' });
    await picture(page, 'library-removed-collection');
    await onPhone(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await removals.scrollIntoViewIfNeeded();
    await picture(page, 'library-removed-collection-phone');
    await removals.getByRole('button', { name: 'Put Second floor back' }).click();
    await removals.waitFor({ state: 'hidden' });
    await rooms.waitFor();
  });
});

async function choose(page: Page, files: string[] | File[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(files);
}

async function drop(page: Page, files: readonly File[]): Promise<void> {
  const contents = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, text: buffer.toString() }));
  const dataTransfer = await page.evaluateHandle(`filesToDrop(${JSON.stringify(contents)})`);
  const area = page.getByRole('group', { name: 'Drop files or folders here' });
  for (const event of ['dragenter', 'dragover', 'drop']) await area.dispatchEvent(event, { dataTransfer });
}
