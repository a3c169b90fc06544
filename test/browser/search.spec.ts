import { EventEmitter, once } from 'node:events';
import type { Page } from 'playwright-core';
import { describeInChromium } from './support/chromium.js';
import { itFits } from './support/fits.js';
import { focused, hasFocus } from './support/in-page.js';
import { Portal } from './support/portal.js';
import { everythingRead, putSamplesIn, uploadText } from './support/samples.js';

/** Which states are kept as pictures. */
const PICTURES: Readonly<Record<string, string>> = {
  'desk light preview': 'search',
  'desk dark results': 'search-dark',
  'phone light unfolded': 'search-phone',
  'desk light comparison': 'compare',
};

const FURTHER = /^(?:The next \d+ passages|\d+ more passages?) in this document$/;
const SEARCHES = '**/api/v1/search';

/** Each section is a passage of its own. */
const ZORBS = [
  '# Zorb rules',
  ...Array.from(
    { length: 9 },
    (_, i) => `## Zorb ${i + 1}\n\n${`Of zorbs of kind ${i + 1} much can be said. `.repeat(40)}`,
  ),
].join('\n\n');

type Search = (page: Page, query: string) => Promise<void>;

/** The states to look at, in this order. */
const STATES: Readonly<Record<string, (page: Page, search: Search) => Promise<unknown>>> = {
  unfolded: async (page, search) => {
    await search(page, 'travel policy');
    await page.getByRole('button', { name: FURTHER }).first().click();
    await page
      .getByRole('list', { name: /^More passages in/ })
      .first()
      .waitFor();
  },
  results: async (page, search) => {
    await search(page, 'hotel "per night" travel');
    await page.locator('[data-result]').first().waitFor();
  },
  preview: async (page) => {
    await page.locator('[data-result]').first().click();
    await page.getByRole('region', { name: 'Stored text' }).locator('mark').waitFor();
  },
  nothing: async (page, search) => {
    await search(page, 'title:nowhere');
    await page.getByText('Nothing was found').waitFor();
  },
  help: async (page) => {
    await page.getByRole('button', { name: 'Operators and keys' }).click();
    await page.getByRole('dialog', { name: 'Operators and keys' }).waitFor();
  },
  saved: async (page) => {
    await page.goto(new URL('/search/saved', page.url()).href);
    await page.getByRole('heading', { name: 'What is new' }).waitFor();
  },
  document: async (page) => {
    await page.goto(new URL('/library?text=travel-expenses', page.url()).href);
    await page.getByRole('link', { name: 'Travel and Expenses Policy' }).click();
    await page.getByRole('link', { name: 'More like this' }).waitFor();
  },
  comparison: async (page) => {
    await page.getByRole('link', { name: 'Compare with the one before' }).first().click();
    await page.getByRole('table', { name: 'Differences, line by line' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.getByText(/^Change 2 of \d+$/).waitFor();
    await page.locator('tr[data-change]').nth(1).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('k');
    await page.getByText(/^Change 1 of \d+$/).waitFor();
  },
};

/** The worker looks within seconds; the page is looked at anew until it tells. */
async function toldOf(page: Page, text: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; await page.waitForTimeout(1_000)) {
    await page.goto(new URL('/search/saved', page.url()).href);
    await page.getByRole('heading', { name: 'What is new' }).waitFor();
    await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
    if ((await page.getByText(text).count()) > 0) return;
    if (Date.now() > deadline) throw new Error(`Nobody was told of “${text}”.`);
  }
}

describeInChromium('the search workspace', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await Portal.start();
    await putSamplesIn(portal.service);
  }, 300_000);
  afterEach(async () => expect(await portal.leave()).toEqual([]));
  afterAll(() => portal?.stop());

  const placeOf = (query: string) => `/search?q=${encodeURIComponent(query)}`;
  const isThere = (page: Page) => page.getByRole('searchbox', { name: 'Search the library' }).waitFor();
  const search = async (page: Page, query: string) => {
    await page.goto(`${portal.url}${placeOf(query)}`);
    await isThere(page);
  };
  const searched = async (query: string, visit: { expected?: RegExp } = {}): Promise<Page> => {
    const page = await portal.visit({ ...visit, at: placeOf(query) });
    await isThere(page);
    return page;
  };
  const titles = (page: Page) => page.locator('[data-result]');

  it('is worked by keys alone: find, move, open, like, help', async () => {
    const page = await searched('');
    await page.keyboard.press('/');
    await page.keyboard.type('"per night" hotel');
    await page.keyboard.press('Enter');
    await titles(page).first().waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('"per night" hotel');

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await titles(page).first().getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('Enter');
    const preview = page.getByRole('complementary', { name: 'The passage in its document' });
    await preview.locator('mark').first().waitFor();
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'detached' });

    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Operators and keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('l');
    await page.getByText('What is like the chosen document').waitFor();
    const back = page.getByRole('button', { name: 'Back to the words' });
    await hasFocus(back);
    await back.press('Enter');
    await hasFocus(page.getByRole('searchbox', { name: 'Search the library' }));
  });

  it('lists each document once, and unfolds its other passages in place, by keys too', async () => {
    const page = await searched('policy');
    const entries = page.getByRole('list', { name: 'Passages found' }).locator('> li');
    const entry = entries.filter({ has: page.getByRole('button', { name: FURTHER }) }).first();
    const further = entry.getByRole('button', { name: FURTHER });
    await further.waitFor();
    const links = await entries.getByRole('link', { name: 'Document', exact: true }).all();
    const documents = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(new Set(documents).size).toBe(documents.length);
    await page.getByText(/^\d+ passages in \d+ of 36 documents searched/).waitFor();

    const others = entry.getByRole('list', { name: /^More passages in “.+”$/ });
    await entry.locator('[data-result]').focus();
    while ((await entry.locator('[aria-current="true"]').count()) === 0) await page.keyboard.press('j');
    const count = await titles(page).count();
    await page.keyboard.press('ArrowRight');
    await others.waitFor();
    expect(await further.getAttribute('aria-expanded')).toBe('true');
    expect(await titles(page).count()).toBeGreaterThan(count);
    await page.keyboard.press('j');
    const second = others.locator('[data-result]').first();
    expect(await second.getAttribute('aria-current')).toBe('true');
    expect((await focused(page)).isVisible).toBe(true);
    await page.keyboard.press('Enter');
    const preview = page.getByRole('complementary', { name: 'The passage in its document' });
    await preview.locator('mark').first().waitFor();
    await page.keyboard.press('Escape');
    await second.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowLeft');
    await others.waitFor({ state: 'detached' });
    await entry.locator('[data-result]').and(page.locator(':focus')).waitFor();
    expect(await entry.locator('[data-result]').getAttribute('aria-current')).toBe('true');

    await further.press('Enter');
    await others.waitFor();
    expect((await focused(page)).name).toMatch(FURTHER);
  });

  it('shows all passages of a document that has more than are unfolded, and passages by themselves', async () => {
    const page = await portal.visit();
    await uploadText(portal.service, 'zorb rules.md', ZORBS);
    // Its path begins with the other's.
    await uploadText(portal.service, 'zorb rules.md.txt', 'What zorbs were before there were rules.');
    await everythingRead(portal.service);
    await search(page, 'zorbs');
    await page.getByRole('button', { name: 'The next 5 passages in this document' }).click();
    await page.getByRole('button', { name: 'All passages in this document' }).click();
    await page.waitForURL(/list=passages/);
    expect(new URL(page.url()).searchParams.get('q')).toBe('zorbs');
    await page.getByRole('combobox', { name: 'List' }).and(page.locator('[title="Each passage by itself"]')).waitFor();
    await page.getByText(/^9 passages from/).waitFor();
    expect(await titles(page).allTextContents()).toEqual(Array<string>(9).fill('Zorb rules'));
    await page.getByText('Only in “Zorb rules”').waitFor();
    expect(await page.getByRole('button', { name: 'Save search' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Search in all documents' }).click();
    await page.getByText('Only in “Zorb rules”').waitFor({ state: 'detached' });
    await titles(page).nth(9).waitFor();
    // An address from before there was a list of documents.
    await page.goto(`${portal.url}/search?q=zorbs&diverse=1`);
    await titles(page).first().waitFor();
    expect(await page.getByRole('combobox', { name: 'List' }).inputValue()).toBe('varied');
  });

  it('narrows down by what the matches are, and widens where nothing was found', async () => {
    const page = await searched('policy', { expected: /status of 400/ });
    const facets = page.getByRole('region', { name: 'Narrow down' });
    await facets.getByRole('button', { name: /^md / }).click();
    await facets.getByRole('button', { name: /^md /, pressed: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('policy type:md');

    await search(page, '"quux frobnicate" type:pdf');
    await page.getByText('Nothing was found').waitFor();
    await page.getByRole('button', { name: /^Without the quotation marks/ }).click();
    await page.waitForURL(/q=quux/);
    await page.goto(`${portal.url}/search?q=policy&on=2020-01-01`);
    await page.getByRole('button', { name: 'As it stands today' }).click();
    await titles(page).first().waitFor();
    expect(new URL(page.url()).searchParams.has('on')).toBe(false);
    await search(page, 'before:yesterday');
    await page.getByText('before:2024').waitFor();
    // Nor would it be saved.
    await page.getByRole('button', { name: 'Save search' }).waitFor({ state: 'detached' });
    await page.keyboard.press('s');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Operators and keys' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
  });

  it('goes on below the best of many, with the first of what came', async () => {
    const page = await searched('policy');
    const more = page.getByRole('button', { name: 'Show more' });
    await more.waitFor();
    expect(await titles(page).count()).toBe(30);
    await more.press('Enter');
    await page.waitForURL(/shown=60/);
    await titles(page).nth(30).waitFor();
    await page.locator('[data-result][aria-current="true"]').waitFor();
    const goneOn = titles(page).nth(30);
    expect(await goneOn.getAttribute('aria-current')).toBe('true');
    await hasFocus(goneOn);
    // Another search begins at the top.
    await search(page, 'policy type:pdf');
    expect(new URL(page.url()).searchParams.get('shown')).toBeNull();
  });

  it('keeps the focus while more is on its way, and goes on at what is new wherever it is sorted', async () => {
    const page = await portal.visit({ at: '/search?q=policy&sort=newest&list=passages' });
    const more = page.getByRole('button', { name: 'Show more' });
    await more.waitFor();
    const cards = page.locator('li:has([data-result])');
    const before = await cards.allTextContents();
    const gate = new EventEmitter();
    const opened = once(gate, 'open');
    await page.route(SEARCHES, (route) => opened.then(() => route.continue()));
    await more.press('Enter');
    await more.and(page.locator('[aria-busy="true"]')).waitFor();
    expect((await focused(page)).name).toBe('Show more');

    gate.emit('open');
    const current = page.locator('[data-result][aria-current="true"]');
    await current.waitFor();
    const place = (await cards.allTextContents()).findIndex((text) => !before.includes(text));
    expect(place).toBeLessThan(before.length);
    expect(await titles(page).nth(place).getAttribute('aria-current')).toBe('true');
    await hasFocus(current);
  });

  it('goes on at the last where no more come', async () => {
    const page = await searched('policy');
    const more = page.getByRole('button', { name: 'Show more' });
    await more.waitFor();
    // As from a library that holds just as many.
    await page.route(SEARCHES, (route) =>
      route.continue({ postData: { ...(route.request().postDataJSON() as object), limit: 30 } }),
    );
    await more.press('Enter');
    await more.waitFor({ state: 'detached' });
    const last = titles(page).nth(29);
    await last.and(page.locator(':focus')).waitFor();
    expect(await last.getAttribute('aria-current')).toBe('true');
  });

  it('saves a search, tells of what newly matches, and lets it be paused, renamed and deleted with a way back', async () => {
    const page = await searched('glimmerstone');
    const dialog = page.getByRole('dialog', { name: 'Save this search' });
    const button = page.getByRole('button', { name: 'Save search' });
    await button.press('Enter');
    await dialog.getByRole('textbox', { name: 'Name' }).press('Escape');
    await hasFocus(button);
    await page.keyboard.press('s');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Stones');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved. You will be told').waitFor();
    await uploadText(portal.service, 'stone.txt', 'The glimmerstone was moved.');
    await everythingRead(portal.service);
    await toldOf(page, 'The glimmerstone was moved.');

    const row = page.getByRole('article', { name: 'Stones' });
    await row.getByRole('button', { name: 'Pause' }).click();
    await row.getByText('Paused').waitFor();
    await row.getByRole('button', { name: 'Rename' }).click();
    await row.getByRole('textbox', { name: 'Rename' }).fill(' ');
    await page.keyboard.press('Enter');
    await row.locator('[aria-invalid="true"]').fill('Pebbles');
    await page.keyboard.press('Enter');
    const renamed = page.getByRole('article', { name: 'Pebbles' });
    await hasFocus(renamed.getByRole('button', { name: 'Rename' }));
    await renamed.getByRole('button', { name: 'Delete' }).press('Enter');
    await hasFocus(page.getByRole('heading', { level: 1, name: 'Saved searches' }));
    await page.getByRole('button', { name: 'Undo' }).click();
    await renamed.waitFor();
  });

  itFits({
    portal: () => portal,
    pictures: PICTURES,
    states: () =>
      Object.fromEntries(Object.entries(STATES).map(([state, reach]) => [state, (page: Page) => reach(page, search)])),
  });
});
