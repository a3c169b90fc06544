import type { Page } from 'playwright-core';
import { documentList } from '#contracts';
import { describeInChromium } from './support/chromium.js';
import { lockedPdf } from './support/files.js';
import { itFits } from './support/fits.js';
import { hasFocus } from './support/in-page.js';
import { Portal } from './support/portal.js';
import { everythingRead, uploadText } from './support/samples.js';

const DOCUMENTS = 30;
const PAGE = 25;
const MATTER = '2031-004';
const HELD = /status of 409 .*\/documents\//;

const nameOf = (n: number) => `Minutes ${String(n).padStart(2, '0')}`;

describeInChromium('many documents of the library at once', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await Portal.start();
    await post('/matters', { number: MATTER, name: 'The mill' });
    for (let n = DOCUMENTS; n > 0; n--)
      await uploadText(portal.service, `minutes-${n}.md`, `# ${nameOf(n)}\n\nThe board met for the ${n}th time.\n`);
    await everythingRead(portal.service);
  }, 300_000);
  afterEach(async () => expect(await portal.leave()).toEqual([]));
  afterAll(() => portal?.stop());

  async function post(route: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    const reply = await portal.service.fetch(`/api/v1${route}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect(reply.ok).toBe(true);
    return reply;
  }

  const documents = async () =>
    documentList.parse(await (await portal.service.fetch('/api/v1/documents?limit=500')).json()).documents;
  const underMatter = async () => (await documents()).filter(({ matter }) => matter?.number === MATTER).length;

  async function inLibrary(visit: { expected?: RegExp } = {}): Promise<Page> {
    const page = await portal.visit({ ...visit, at: '/library' });
    await page.getByText(`${DOCUMENTS} documents`, { exact: true }).waitFor();
    return page;
  }

  const boxes = (page: Page) => page.getByRole('checkbox', { name: /^Select Minutes/ });
  const bar = (page: Page) => page.getByRole('region', { name: 'Selected documents' });
  const work = (page: Page) => page.getByRole('region', { name: 'Work on the selection' });
  const chosen = (page: Page, n: number) =>
    bar(page)
      .getByText(`${n} document${n === 1 ? '' : 's'} selected`)
      .waitFor();

  it('are chosen by box, by reach, by page and by filter, and stay chosen while pages are turned', async () => {
    const page = await inLibrary();
    await boxes(page).nth(1).check();
    await chosen(page, 1);
    await boxes(page)
      .nth(4)
      .click({ modifiers: ['Shift'] });
    await chosen(page, 4);
    await boxes(page).nth(2).press('Space');
    await chosen(page, 3);
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await chosen(page, PAGE);
    await page.getByRole('button', { name: '2', exact: true }).click();
    await boxes(page)
      .nth(DOCUMENTS - PAGE)
      .waitFor({ state: 'hidden' });
    await boxes(page).first().check();
    await chosen(page, PAGE + 1);
    await bar(page)
      .getByRole('button', { name: `Select all ${DOCUMENTS} that match` })
      .click();
    await chosen(page, DOCUMENTS);
    await page.getByRole('textbox', { name: 'Filter by title or path' }).fill('minutes-1');
    await page.getByText('11 documents', { exact: true }).waitFor();
    await bar(page).waitFor({ state: 'hidden' });
  });

  it('come under a matter together, and back to what they were under before', async () => {
    const page = await inLibrary();
    await boxes(page).first().check();
    await boxes(page)
      .nth(2)
      .click({ modifiers: ['Shift'] });
    await bar(page).getByRole('button', { name: 'Set the matter' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set the matter of 3 documents' });
    await dialog.getByRole('combobox', { name: 'Matter' }).click();
    await page.getByRole('option', { name: new RegExp(MATTER) }).click();
    await dialog.getByRole('button', { name: `Put under ${MATTER}` }).click();
    await work(page).getByText('The matter of 3 documents is set.').waitFor();
    await hasFocus(work(page));
    expect(await underMatter()).toBe(3);
    await bar(page).waitFor({ state: 'hidden' });
    await work(page).getByRole('button', { name: 'Undo' }).click();
    await work(page).getByText('3 documents under the matter of before again.').waitFor();
    expect(await underMatter()).toBe(0);
    await work(page).getByRole('button', { name: 'Close' }).click();
    await work(page).waitFor({ state: 'hidden' });
  });

  it('are removed one after another until somebody stops it; what was not reached stays chosen, and all comes back', async () => {
    const page = await inLibrary();
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let sent = 0;
    await page.route(/\/documents\/[^/]+$/, async (route) => {
      if (route.request().method() === 'DELETE' && ++sent === 4) await held;
      await route.continue();
    });
    await bar(page).getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog', { name: 'Remove 25 documents?' }).getByRole('button', { name: 'Remove' }).dblclick();
    await work(page).getByText('Removing: 3 of 25 documents').waitFor();
    await work(page).getByRole('button', { name: 'Stop' }).click();
    goOn();
    await work(page).getByText('4 documents removed. 21 documents left as before, still selected.').waitFor();
    expect(sent).toBe(4);
    await chosen(page, 21);
    await page.getByText(`${DOCUMENTS - 4} documents`, { exact: true }).waitFor({ state: 'hidden' });
    expect(await documents()).toHaveLength(DOCUMENTS - 4);

    // What is told of it waits while somebody looks at something else.
    await page.getByRole('link', { name: 'Records', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Records' }).waitFor();
    await page.getByRole('link', { name: 'Library', exact: true }).click();
    await work(page).getByRole('button', { name: 'Undo' }).click();
    await work(page).getByText('4 documents put back.').waitFor();
    expect(await documents()).toHaveLength(DOCUMENTS);
  });

  it('that are refused stay chosen, with the reason', async () => {
    const page = await inLibrary({ expected: HELD });
    await boxes(page).first().check();
    await boxes(page).nth(1).check();
    await page.route(/\/documents\/[^/]+$/, (route) =>
      route.request().method() === 'DELETE'
        ? route.fulfill({
            status: 409,
            json: { code: 'document.not_yours', message: 'Somebody holds on to it.', correlationId: 'none' },
          })
        : route.continue(),
    );
    await bar(page).getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog', { name: 'Remove 2 documents?' }).getByRole('button', { name: 'Remove' }).click();
    await work(page).getByText('Not possible for 2 documents, still selected:').waitFor();
    await work(page)
      .getByText(/^Minutes \d+: Somebody holds on to it\.$/)
      .first()
      .waitFor();
    await chosen(page, 2);
  });

  it('are read once more where that may help', async () => {
    const form = new FormData();
    const { name, buffer } = lockedPdf('locked.pdf');
    form.append('files', new Blob([new Uint8Array(buffer)]), name);
    form.append('files', new Blob(['%PDF-1.4 nothing that could be read']), 'torn.pdf');
    expect((await portal.service.fetch('/api/v1/documents', { method: 'POST', body: form })).ok).toBe(true);
    await everythingRead(portal.service);
    const page = await portal.visit({ at: '/library?state=failed' });
    await page.getByText('2 documents', { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await bar(page).getByRole('button', { name: 'Retry 1 that could not be read' }).click();
    await work(page).getByText('1 document queued again.').waitFor();
    expect(await work(page).getByRole('button', { name: 'Undo' }).count()).toBe(0);
    await chosen(page, 1);
  });

  itFits({
    portal: () => portal,
    pictures: {},
    states: () => ({
      chosen: async (page) => {
        await page.goto(`${portal.url}/library?text=minutes`);
        await page.getByText(`${DOCUMENTS} documents`, { exact: true }).waitFor();
        await boxes(page).first().check();
        await chosen(page, 1);
      },
      'a matter to choose': async (page) => {
        await bar(page).getByRole('button', { name: 'Set the matter' }).click();
        await page.getByRole('dialog').getByRole('combobox', { name: 'Matter' }).waitFor();
      },
      'something done': async (page) => {
        await page.getByRole('button', { name: 'Put under no matter' }).click();
        await work(page).getByText('The matter of 1 document is set.').waitFor();
      },
    }),
  });
});
