import { mkdtemp, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeInChromium } from './support/chromium.js';
import { onPhone } from './support/fits.js';
import { picture } from './support/images.js';
import { surveyed } from './support/in-page.js';
import { Portal } from './support/portal.js';
import { uploadText } from './support/samples.js';

const NAMES = ['handbook/leave.md', 'handbook/travel.md', 'house-rules.md'];

describeInChromium('a folder that a collection is kept in step with', () => {
  let portal: Portal;
  let folder: string;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'chancery-shared-')));
    await mkdir(join(folder, 'handbook'));
    for (const name of NAMES) await writeFile(join(folder, name), `# ${name}\n\nIt says what ${name} says.\n`);
    await writeFile(join(folder, 'sketch.xyz'), 'no format\0 that is read');
    portal = await Portal.start({ SOURCE_FOLDERS: folder });
    await uploadText(portal.service, 'welcome.md', '# Welcome\n\nThis is the library.\n');
  }, 300_000);
  afterEach(async () => expect(await portal.leave()).toEqual([]));
  afterAll(async () => {
    await portal?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps its heading where the list does not come, and tells when to try again', async () => {
    const page = await portal.visit({ expected: /status of 503/ });
    const body = JSON.stringify({ code: 'database.unavailable', message: 'No database.', correlationId: 'c' });
    const sources = '**/api/v1/sources';
    await page.route(sources, (route) =>
      route.fulfill({ status: 503, headers: { 'retry-after': '30' }, contentType: 'application/json', body }),
    );
    await page.goto(`${portal.url}/sources`);
    await page.getByRole('button', { name: /^Try again in \d+ s$/ }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
    expect(await surveyed(page)).toEqual([]);
    await page.unroute(sources);
  });

  it('is added, run, and reports what it did, on a desk and on a phone', async () => {
    const page = await portal.visit({ at: '/sources' });
    await page.getByText('No sources yet').waitFor();
    expect(await surveyed(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add a source' }).click();
    const form = page.getByRole('dialog', { name: 'Add a source' });
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Handbook share');
    await form.getByRole('combobox', { name: 'Into collection' }).click();
    await page.getByRole('option').first().click();
    await form.getByRole('textbox', { name: 'Folder', exact: true }).fill(folder);
    await form.getByRole('switch', { name: 'Follow changes at once, besides the schedule' }).uncheck();
    await form.getByRole('button', { name: 'Test connection' }).click();
    await form.getByText('It works.').waitFor();
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'sources-form');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The source “Handbook share” was saved.').waitFor();

    const card = page.getByRole('article', { name: 'Handbook share' });
    // An interval begins with a run.
    await card.getByText('3 added · 1 failed').waitFor();
    await card.getByText('Done, not all of it').waitFor();
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'sources');

    await card.getByRole('link', { name: 'Handbook share' }).click();
    const report = page.getByRole('region', { name: 'What it did' });
    await report.getByRole('link', { name: 'handbook/leave.md' }).waitFor();
    await report.getByText('document.unsupported_type').waitFor();
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'source-report');

    await onPhone(page);
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'source-report-phone');
    await page.getByRole('link', { name: 'All sources' }).click();
    await card.waitFor();
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'sources-phone');
  });
});
