import { setTimeout } from 'node:timers/promises';
import { freePort } from '#database';
import type { AccessReport, AddedPerson, CollectionView, DocumentDetail, DocumentList, PersonList } from '#contracts';
import type { Page } from 'playwright-core';
import { describeInChromium } from './support/chromium.js';
import { SCREENS, onPhone } from './support/fits.js';
import { picture } from './support/images.js';
import { holds, settled, surveyed } from './support/in-page.js';
import { CLIENT, startProvider } from '../medium/identity/real-provider.js';
import { Portal } from './support/portal.js';
import { everythingRead, uploadText } from './support/samples.js';

/** Address, heading, and what is there once the page has what it shows. */
const PAGES = [
  ['/admin/groups', 'Groups', 'Litigation'],
  ['/admin/matters', 'Matters and walls', 'M-2031-007'],
  ['/admin/grants', 'Grants', 'Ines Kolar'],
  ['/admin/access-report', 'Access report', 'Report'],
  ['/admin/service-accounts', 'Service accounts', 'Nightly import'],
] as const;
const DEED = '# Falcon\n\nThe glimmerstone deed is signed in the north room.\n';

describeInChromium('groups, matters, walls, grants and the access report', () => {
  let portal: Portal;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  beforeAll(async () => {
    // The service has to know where the provider will be, and the provider where the service is.
    const port = await freePort();
    portal = await Portal.start({
      ...{ OIDC_ISSUER: `http://127.0.0.1:${port}`, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
      ...{ OIDC_ADDS_PEOPLE: 'yes', OIDC_GROUPS: 'Trials=kb-trials', OIDC_LABEL: 'Sign in with Example' },
    });
    provider = await startProvider({ port, callback: `${portal.url}/api/v1/sign-in/provider/callback` });
    await uploadText(portal.service, 'deed.md', DEED);
    await everythingRead(portal.service);
    await send('POST', '/people', { name: 'Ines Kolar', role: 'reader' });
  }, 300_000);
  afterEach(async () => expect(await portal.leave()).toEqual([]));
  afterAll(async () => {
    await portal?.stop();
    await provider?.close();
  });

  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await portal.service.fetch(`/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    expect(reply.ok).toBe(true);
    return (reply.status === 204 ? null : await reply.json()) as T;
  }

  async function at(path: string, title: string, width = 1440): Promise<Page> {
    const page = await portal.visit({ width, height: 900, at: path });
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    return page;
  }

  it('puts people into groups', async () => {
    const page = await at('/admin/groups', 'Groups');
    await page.getByText('No groups yet').waitFor();
    await page.getByRole('textbox', { name: 'Name of the new group' }).fill('Litigation');
    await page.getByRole('button', { name: 'Add group' }).click();
    const card = page.getByRole('region', { name: 'Litigation' });
    await card.getByRole('combobox', { name: 'Put somebody in' }).or(card.getByRole('textbox')).first().click();
    await page.getByRole('option', { name: 'Ines Kolar' }).click();
    await card.getByText('1 member').waitFor();
    await card.getByRole('button', { name: 'Take Ines Kolar out of Litigation' }).waitFor();
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'admin-groups');
  });

  it('keeps matters and builds a wall that holds at once', async () => {
    const page = await at('/admin/matters', 'Matters and walls');
    await page.getByRole('textbox', { name: 'Number' }).fill('M-2031-007');
    await page.getByRole('textbox', { name: 'Name' }).fill('Falcon');
    await page.getByRole('button', { name: 'Add matter' }).click();
    await page.getByRole('cell', { name: 'M-2031-007', exact: true }).waitFor();
    const [document] = (await send<DocumentList>('GET', '/documents')).documents;
    await send('PATCH', `/documents/${document!.id}`, { matter: 'M-2031-007' });
    await page.getByRole('button', { name: 'Build a wall' }).click();
    const dialog = page.getByRole('dialog', { name: 'Build a wall' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Around Falcon');
    await dialog.getByLabel('People and groups').first().click();
    await page.getByRole('option', { name: 'Group: Litigation' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByLabel('Matters and collections').first().click();
    await page.getByRole('option', { name: 'M-2031-007 Falcon' }).click();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Acts for the other side.');
    await dialog.getByRole('button', { name: 'Build a wall' }).click();
    await page.getByRole('article', { name: 'Around Falcon' }).waitFor();
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'admin-walls');
  });

  it('grants a group a collection in the matrix', async () => {
    const page = await at('/admin/grants', 'Grants');
    const cell = page.getByRole('combobox', { name: /^Access of Litigation to / }).first();
    await cell.selectOption('allow');
    await cell.locator('option[value="allow"]:checked').waitFor({ state: 'attached' });
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'admin-grants');
  });

  it('reports who could see a matter and why, also on a telephone', async () => {
    const { people } = await send<PersonList>('GET', '/people');
    const ines = people.find(({ name }) => name === 'Ines Kolar')!;
    const report = await send<AccessReport>('GET', '/access/report?matter=m-2031-007');
    expect(report.people.find(({ id }) => id === ines.id)).toMatchObject({
      sees: 'none',
      reasons: [
        { effect: 'deny', kind: 'wall', wall: { name: 'Around Falcon' }, group: { name: 'Litigation' } },
        { effect: 'allow', kind: 'grant', group: { name: 'Litigation' } },
      ],
    });
    for (const width of [1440, 390]) {
      const page = await at('/admin/access-report', 'Access report', width);
      await page.getByRole('textbox', { name: 'Number' }).fill('M-2031-007');
      await page.getByRole('button', { name: 'Report' }).click();
      await page.getByText('Wall Around Falcon', { exact: false }).first().waitFor();
      expect(await surveyed(page)).toEqual([]);
      await picture(page, width === 390 ? 'admin-report-phone' : 'admin-report');
    }
  });

  it('reports on the document at hand', async () => {
    const [document] = (await send<DocumentList>('GET', '/documents')).documents;
    const page = await at(`/library/${document!.id}`, document!.title);
    await page.getByRole('link', { name: 'Who can see this' }).click();
    await page.getByRole('heading', { level: 1, name: 'Access report' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Document id' }).inputValue()).toBe(document!.id);
    await page.getByRole('button', { name: 'Report' }).click();
    await page.getByRole('cell', { name: /^Ines Kolar/ }).waitFor();
  });

  it('is looked at with the eyes of a reader, under a banner, until it is ended', async () => {
    const page = await at('/admin/people', 'People');
    await page.getByRole('button', { name: 'Actions for Ines Kolar' }).click();
    await page.getByRole('menuitem', { name: 'See as this person' }).click();
    const dialog = page.getByRole('dialog', { name: 'See as Ines Kolar' });
    await dialog.getByRole('button', { name: 'Look' }).click();
    await dialog.getByText('Say why.').waitFor();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('She does not find the Falcon deed.');
    await dialog.getByRole('button', { name: 'Look' }).click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    const banner = page.getByRole('region', { name: 'You are looking as somebody else' });
    await banner.getByText('You are looking as Ines Kolar (Reader).').waitFor();
    expect(await page.getByRole('button', { name: 'Choose files' }).count()).toBe(0);
    const navigation = page.getByRole('navigation', { name: 'Main' });
    expect(await navigation.getByRole('link').allTextContents()).toEqual(['What would be cited', 'Search', 'Library']);
    await navigation.getByRole('link', { name: 'What would be cited' }).click();
    await page.getByRole('textbox', { name: 'Their question' }).fill('Where is the glimmerstone deed signed?');
    await page.getByRole('button', { name: 'Show the quotations' }).click();
    // The wall around Falcon stands before her.
    await page.getByText('Nothing would be cited').waitFor();
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'view-as');
    await onPhone(page);
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'view-as-phone');
    await page.goto(`${portal.url}/records`);
    await page.getByRole('heading', { level: 1, name: 'Not shown while you look as somebody else' }).waitFor();
    await banner.getByRole('button', { name: 'End' }).click();
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
    await banner.waitFor({ state: 'detached' });
  });

  it('lets somebody in by the identity provider, into the group that their claim names, which is not edited here', async () => {
    provider.become({ sub: 'otto-1', name: 'Otto Lang', groups: ['kb-trials', 'else'] });
    const theirs = await portal.visit({
      signedIn: false,
      expected: /asked elsewhere: http:\/\/127\.0\.0\.1:|status of 401/,
    });
    await theirs.goto(portal.url);
    await theirs.getByRole('link', { name: 'Sign in with Example' }).click();
    await theirs.getByRole('textbox', { name: 'Your question' }).waitFor();
    await theirs.getByRole('button', { name: 'Otto Lang, Reader' }).waitFor();
    const page = await at('/admin/groups', 'Groups');
    const card = page.getByRole('region', { name: 'Trials' });
    await card.getByText('Kept by the identity provider').waitFor();
    await card.getByText('Otto Lang').waitFor();
    expect(await card.getByRole('button').allTextContents()).toEqual(['Remove']);
    expect(await card.getByRole('combobox').count()).toBe(0);
  });

  it('gives a program an account, a key of it once, and takes both out of use', async () => {
    const page = await at('/admin/service-accounts', 'Service accounts');
    await page.getByText('No service accounts yet').waitFor();
    await page.getByRole('button', { name: 'Add a service account' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'What the program is called' }).fill('Wiki bridge');
    await dialog.getByRole('button', { name: 'Add a service account' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Wiki bridge' });
    await row.getByText('Administrator answers for it').waitFor();
    await page.getByRole('button', { name: 'Make a key: Wiki bridge' }).click();
    await page.getByRole('textbox', { name: 'What it is for' }).fill('bridge');
    await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click();
    const key = (await page.getByText(/^chk_/).textContent())!.trim();
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    const status = async () =>
      (await fetch(`${portal.url}/api/v1/session`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect(await status()).toBe(200);
    await page.getByRole('button', { name: 'Suspend: Wiki bridge' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    await row.getByText('Suspended', { exact: true }).waitFor();
    expect(await status()).toBe(401);
    await page.getByRole('button', { name: 'Reinstate: Wiki bridge' }).click();
    await page.getByRole('button', { name: 'Make a key: Wiki bridge' }).waitFor();
    expect(await status()).toBe(200);
    await page.getByRole('button', { name: 'Hand on: Wiki bridge' }).click();
    const next = page.getByRole('dialog', { name: 'Who answers for Wiki bridge from now on?' });
    await next.getByRole('combobox', { name: 'Person' }).click();
    await page.getByRole('option', { name: 'Ines Kolar' }).click();
    expect(await surveyed(page)).toEqual([]);
    await next.getByRole('button', { name: 'Hand on' }).click();
    await row.getByText('Ines Kolar answers for it').waitFor();
    expect(await status()).toBe(200);
  });

  it('shows and changes the matter of a document, and asks for one where a collection wants it', async () => {
    const [document] = (await send<DocumentList>('GET', '/documents')).documents;
    const page = await at(`/library/${document!.id}`, document!.title);
    const matter = page.getByRole('combobox', { name: 'Matter' });
    // The matters arrive after the document.
    await holds(matter, 'M-2031-007 Falcon');
    await send('POST', '/matters', { number: 'M-2031-008', name: 'Heron' });
    await page.reload();
    await holds(matter, 'M-2031-007 Falcon');
    await matter.click();
    await page.getByRole('option', { name: 'M-2031-008 Heron' }).click();
    await page.getByText('Now under M-2031-008.').waitFor();
    expect((await send<DocumentDetail>('GET', `/documents/${document!.id}`)).matter?.number).toBe('M-2031-008');
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'document-matter');
    await send('PATCH', `/documents/${document!.id}`, { matter: 'M-2031-007' });

    await page.goto(`${portal.url}/library?collection=${document!.collection.name}`);
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('switch', { name: 'A question must name a matter' }).click({ force: true });
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(`The settings of “${document!.collection.name}” are saved.`).waitFor();
    // A reader may be faster than the list of collections.
    await page.route('**/api/v1/collections', async (route) => {
      await setTimeout(500);
      await route.continue();
    });
    await page.goto(portal.url);
    await page.getByRole('textbox', { name: 'Your question' }).fill('Where is the glimmerstone deed signed?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText(`Name a matter: ${document!.collection.name} wants one with each question.`).waitFor();
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'ask-matter');
    const wanted = page.getByRole('combobox', { name: 'Matter or client number' });
    await wanted.fill('M-2031-007');
    await page.getByRole('textbox', { name: 'Your question' }).click();
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('The glimmerstone deed is signed in the north room.').first().waitFor();
  });

  it('fits a desk and a telephone', async () => {
    await send('POST', '/service-accounts', { name: 'Nightly import', role: 'librarian' });
    for (const { name, width, height } of SCREENS) {
      const page = await portal.visit({ width, height });
      for (const [path, title, seen] of PAGES) {
        await page.goto(`${portal.url}${path}`);
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await page.getByRole('main').getByText(seen).first().waitFor();
        await settled(page);
        expect([path, name, await surveyed(page)]).toEqual([path, name, []]);
      }
    }
  });

  it('shows the section to nobody else', async () => {
    const { link } = await send<AddedPerson>('POST', '/people', { name: 'Rea', role: 'reader' });
    const page = await portal.visit({ signedIn: false });
    await page.goto(link.url);
    await page.getByRole('textbox', { name: 'Your question' }).waitFor();
    expect(await page.getByRole('region', { name: 'Administration' }).count()).toBe(0);
    // By their addresses neither, without a form that would fail.
    for (const [path, title] of PAGES) {
      await page.goto(`${portal.url}${path}`);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.getByText(/^(?:Not for your role|This page is for administrators)$/).waitFor();
      expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0);
    }
    // Nor does the library offer what it would refuse.
    await page.goto(`${portal.url}/library`);
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    await settled(page);
    expect(await page.getByRole('button', { name: /^(?:New collection|Settings|Choose files|Remove)/ }).count()).toBe(
      0,
    );
    expect(await page.getByText('Drop files or folders here').count()).toBe(0);
  });

  it('keeps the field in which something is typed when the list falls to one page meanwhile', async () => {
    const groups: { id: string }[] = [];
    for (let i = 0; i < 51; i++)
      groups.push(await send('POST', '/groups', { name: `Yak ${String(i).padStart(2, '0')}` }));
    const page = await at('/admin/grants', 'Grants');
    const filter = page.getByRole('textbox', { name: 'Filter by name' });
    await filter.fill('yak 5');
    await page.getByRole('rowheader').filter({ hasText: 'Yak 50' }).waitFor();
    const readAt = Date.now();
    for (const { id } of groups) await send('DELETE', `/groups/${id}`);
    // What was read is old enough to be read again when somebody comes back to the window.
    await page.waitForTimeout(Math.max(0, readAt + 5_000 - Date.now()));
    await page.evaluate(`window.dispatchEvent(new Event('visibilitychange'))`);
    await page.getByText('Nobody matches').waitFor();
    await filter.fill('');
    await page.getByRole('rowheader').filter({ hasText: 'Ines Kolar' }).waitFor();
    await filter.waitFor({ state: 'detached' });
  });

  it('shows a long list of people a page at a time, and finds among all of them', async () => {
    for (let i = 1; i <= 55; i++)
      await send('POST', '/people', { name: `Zoe ${String(i).padStart(2, '0')}`, role: 'reader' });
    const page = await at('/admin/grants', 'Grants');
    const rows = page.getByRole('region', { name: 'Grants' }).getByRole('rowheader');
    await page.getByText(/^1–50 of \d+$/).waitFor();
    await rows.nth(49).waitFor();
    expect(await rows.count()).toBe(50);
    await page.getByRole('button', { name: 'next' }).click();
    await rows.filter({ hasText: 'Zoe 55' }).waitFor();
    const filter = page.getByRole('textbox', { name: 'Filter by name' });
    await filter.fill('zoe 01');
    await rows.filter({ hasText: 'Zoe 01' }).waitFor();
    await rows.nth(1).waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(1);
    await filter.fill('nobody of this name');
    await page.getByText('Nobody matches').waitFor();
    await filter.fill('zoe');
    await page.getByText('1–50 of 55').waitFor();
    await onPhone(page);
    expect(await surveyed(page)).toEqual([]);
    await page.goto(`${portal.url}/admin/people`);
    await page.getByText(/^1–50 of \d+$/).waitFor();
    expect(await page.getByRole('list', { name: 'People' }).locator('> li').count()).toBe(50);
    const [collection] = (await send<{ collections: CollectionView[] }>('GET', '/collections')).collections;
    await page.goto(`${portal.url}/admin/access-report?collection=${encodeURIComponent(collection!.name)}`);
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    await page.getByText(/^1–50 of \d+$/).waitFor();
    await filter.fill('zoe 42');
    const found = page.getByRole('region', { name: 'Access report' }).getByRole('row').filter({ hasText: 'Zoe' });
    await found.nth(1).waitFor({ state: 'detached' });
    expect(await found.allTextContents()).toEqual([expect.stringContaining('Zoe 42')]);
  });
});
