import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type AnswerDocument, type LogEntryProof, decisionRules, recordDetail } from '#contracts';
import { leafHash, parseNoteKey, parseTlogProof, verifyCheckpoint, verifyTlogProof } from '#transparency';
import { chancery } from '../e2e/support/up.js';
import { describeInChromium } from './support/chromium.js';
import { itFits } from './support/fits.js';
import { Portal } from './support/portal.js';

const POLICY = 'Visitors must sign the book at the gate before nine.';
const QUESTION = 'When must visitors sign the book?';
const PICTURES: Readonly<Record<string, string>> = {
  'desk light log': 'log',
  'phone light log': 'log-phone',
  'desk dark checkpoints': 'log-checkpoints-dark',
  'desk light holds': 'holds',
  'phone dark erase': 'erase-phone-dark',
  'desk light backups': 'backups',
  'phone dark backups': 'backups-phone-dark',
};

describeInChromium('what the portal accounts for', () => {
  let portal: Portal;
  let record: string;

  let backups: string;

  beforeAll(async () => {
    portal = await Portal.start();
    backups = await mkdtemp(join(tmpdir(), 'chancery-backups-'));
    const form = new FormData();
    form.set('collection', 'Handbook');
    for (const [name, text] of [
      ['visitors.md', POLICY],
      ['parking.md', 'Bicycles stand in the yard.'],
    ] as const)
      form.append('files', new Blob([`# ${name}\n\n${text}\n`]), name);
    expect((await portal.service.fetch('/api/v1/documents', { method: 'POST', body: form })).ok).toBe(true);
    for (const deadline = Date.now() + 120_000; ; await new Promise((go) => setTimeout(go, 500))) {
      const answer = await send<AnswerDocument>('POST', '/questions', { question: QUESTION });
      record = answer.record;
      if (answer.outcome === 'answered') break;
      if (Date.now() > deadline) throw new Error('The document was not read in time.');
    }
  }, 300_000);
  afterEach(async () => expect(await portal.leave()).toEqual([]));
  afterAll(async () => {
    await portal?.stop();
    await rm(backups, { recursive: true, force: true });
  });

  async function send<Body>(method: string, route: string, body?: unknown): Promise<Body> {
    const reply = await portal.service.fetch(`/api/v1${route}`, {
      ...{ method, headers: { 'content-type': 'application/json' } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(reply.ok).toBe(true);
    return (await reply.json()) as Body;
  }

  async function go(page: Page, route: string, text: string): Promise<void> {
    await page.goto(`${portal.url}${route}`);
    await page.getByText(text).first().waitFor();
  }

  async function begun(route: string, text: string): Promise<Page> {
    const page = await portal.visit({ at: route });
    await page.getByText(text).first().waitFor();
    return page;
  }

  const choose = async (page: Page, field: Locator, option: string | RegExp) => {
    await field.click();
    await page.getByRole('option', { name: option }).first().click();
  };

  async function saved(page: Page, button: Locator): Promise<string> {
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    return readFile(await download.path(), 'utf8');
  }

  it('is a question for somebody, for a purpose, as of a day, all of it on the record, which replays', async () => {
    const page = await portal.visit();
    await page.getByRole('button', { name: 'Options' }).click();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('As it stood on').fill(tomorrow);
    await page.getByRole('textbox', { name: 'Purpose' }).fill('Audit of 2031');
    await page.getByRole('textbox', { name: 'On behalf of' }).fill('The board');
    await page.getByText(`As it stood on ${tomorrow} · `).waitFor();
    await page.getByRole('textbox', { name: 'Your question' }).fill(QUESTION);
    await page.keyboard.press('Enter');
    const answer = page.getByRole('article', { name: 'Answer' });
    await answer.getByRole('heading', { name: QUESTION }).waitFor();

    await go(page, '/records', QUESTION);
    await page.getByRole('link', { name: QUESTION }).first().click();
    const facts = page.getByRole('region', { name: 'On record' });
    for (const fact of [
      'Audit of 2031',
      'The board',
      tomorrow,
      'Library change',
      'Visibility SHA-256',
      'Service version',
    ])
      await facts.getByText(fact, { exact: true }).first().waitFor();
    const id = page.url().split('/').at(-1)!;
    const { body } = recordDetail.parse(await send('GET', `/records/${id}`));
    expect(body['asked']).toMatchObject({ purpose: 'Audit of 2031', onBehalfOf: 'The board', asOf: tomorrow });
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByText('Identical: the same passages').waitFor();
  });

  it('is what was found on a day of the past', async () => {
    const page = await portal.visit();
    for (const [day, isThere] of [
      ['2000-01-01', false],
      ['2999-01-01', true],
    ] as const) {
      const reply = page.waitForResponse((response) => response.url().endsWith('/api/v1/search'));
      await page.goto(`${portal.url}/search?q=visitors&on=${day}`);
      const { passages } = (await (await reply).json()) as { passages: unknown[] };
      expect(passages.length > 0).toBe(isThere);
      expect(await page.getByLabel('As it stood on').inputValue()).toBe(day);
    }
  });

  it('is a log that is verified, narrowed, proven entry by entry and kept elsewhere', async () => {
    const page = await portal.visit();
    await page.getByRole('link', { name: 'Log', exact: true }).click();
    await page.getByRole('button', { name: 'Verify log' }).click();
    await page.getByText(/^The log is intact: \d+ entries checked\.$/).waitFor();
    const list = page.getByRole('region', { name: 'Entries of the log' });
    await page.getByRole('combobox', { name: 'Kind' }).fill('No kind');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('A kind is an area (decision)').waitFor();
    await page.getByRole('combobox', { name: 'Kind' }).fill('document.uploaded');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await list.getByText('revision.live').first().waitFor({ state: 'detached' });
    await list.getByText('document.uploaded', { exact: true }).first().waitFor();
    const spokenOf = await list.getByRole('listitem').or(list.getByRole('row')).nth(1).getByRole('link').all();
    const pages = await Promise.all(spokenOf.map((link) => link.getAttribute('href')));
    expect(pages).toContainEqual(expect.stringMatching(/^\/library\/[0-9a-f-]{36}$/));

    const text = await saved(page, list.getByRole('button', { name: /^Save the proof of entry/ }).first());
    const { leaf, proof, keys } = JSON.parse(text) as LogEntryProof;
    const trusted = keys.map(parseNoteKey);
    expect(verifyTlogProof(parseTlogProof(proof), leafHash(leaf), trusted).size).toBeGreaterThan(1);

    await page.getByRole('tab', { name: 'Checkpoints' }).click();
    const note = await saved(page, page.getByRole('button', { name: 'Save checkpoint' }));
    expect(verifyCheckpoint(note, trusted).size).toBeGreaterThan(1);
    await page.getByText('Checkpoints are kept beside the database alone.').waitFor();
    const history = page.getByRole('region', { name: 'What was signed' }).first();
    await expect(
      saved(page, history.getByRole('button', { name: /^Save the checkpoint at/ }).last()),
    ).resolves.toContain('chancery/');
  });

  it('is a hold that blocks deletion until somebody lifts it, with a reason', async () => {
    const page = await portal.visit();
    await page.getByRole('link', { name: 'Keeping and erasing' }).click();
    await page.getByText('No hold stands').waitFor();
    await page.getByRole('button', { name: 'Place a hold' }).click();
    const form = page.getByRole('dialog', { name: 'Place a hold' });
    await choose(page, form.getByRole('combobox', { name: 'What is held' }), 'Collection');
    await form.getByRole('button', { name: 'Place a hold' }).click();
    await form.getByText('Say what it is about.').waitFor();
    await choose(page, form.getByRole('combobox', { name: 'Collection' }), 'Handbook');
    await form.getByRole('textbox', { name: 'Reason' }).fill('Tax audit');
    await form.getByRole('button', { name: 'Place a hold' }).click();
    const card = page.getByRole('article', { name: 'Handbook' });
    await card.getByText('Covers 2 documents, 0 records and 0 decisions').waitFor();
    const id = await documentId('parking.md');
    expect((await portal.service.fetch(`/api/v1/documents/${id}`, { method: 'DELETE' })).status).toBe(409);
    await card.getByRole('button', { name: 'Lift the hold on Handbook' }).click();
    const lifting = page.getByRole('dialog', { name: 'Lift' });
    await lifting.getByRole('textbox', { name: 'Reason' }).fill('The audit is over');
    await lifting.getByRole('button', { name: 'Lift' }).click();
    await page.getByText('No hold stands').waitFor();
    await page.getByText('All', { exact: true }).click();
    await page.getByText(/The audit is over/).waitFor();
  });

  it('is how long things are kept, and how many people approve', async () => {
    const page = await begun('/admin/keeping?view=retention', 'Records of answers');
    const rule = page.getByRole('region', { name: 'Handbook' });
    await choose(page, rule.getByRole('combobox', { name: 'Rule for Handbook' }), 'After the document was removed');
    await rule.getByRole('textbox', { name: 'Days for Handbook' }).fill('30');
    await rule.getByRole('button', { name: 'Save the rule for Handbook' }).click();
    await page.getByText('The rule for Handbook is set.').waitFor();
    await page.getByRole('button', { name: 'Show what is due' }).click();
    await page.getByText('Nothing is due.').waitFor();
    expect(await send('GET', '/retention')).toMatchObject({
      rules: expect.arrayContaining([expect.objectContaining({ name: 'Handbook', rule: 'after_removal', days: 30 })]),
    });

    await go(page, '/library?collection=Handbook', 'visitors.md');
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    const settings = page.getByRole('dialog', { name: /^Settings of/ });
    await settings.getByRole('textbox', { name: 'Approvals that decisions need' }).fill('2');
    await settings.getByRole('button', { name: /^Save the approvals for/ }).click();
    await page.getByText(/The approvals for .* are set/).waitFor();
    expect(decisionRules.parse(await send('GET', '/decision-rules')).collections).toMatchObject([{ approvals: 2 }]);
  });

  it('offers, of documents, only what has what is typed, also while the service has not answered', async () => {
    const page = await begun('/admin/keeping?view=erasures', 'Nothing was erased');
    await page.getByRole('button', { name: 'Erase something' }).click();
    const document = page.getByRole('combobox', { name: 'Document' });
    await document.click();
    await page.getByRole('option', { name: /parking/i }).waitFor();
    await page.getByRole('option', { name: /visitors/i }).waitFor();
    let answer = () => {};
    const asked = new Promise<void>((resolve) => (answer = resolve));
    await page.route(/documents\?text=/, (route) => asked.then(() => route.continue()));
    await document.fill('parking');
    await page.getByRole('option', { name: /visitors/i }).waitFor({ state: 'hidden' });
    await page.getByRole('option', { name: /parking/i }).waitFor();
    await document.fill('parking nowhere');
    await page.getByRole('option').first().waitFor({ state: 'hidden' });
    expect(await page.getByText('No document matches').count()).toBe(0);
    answer();
    await page.getByText('No document matches').waitFor();
  });

  it('is an erasure that was looked at, confirmed by name and certified', async () => {
    const page = await begun('/admin/keeping?view=erasures', 'Nothing was erased');
    await page.getByRole('button', { name: 'Erase something' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase something' });
    const document = dialog.getByRole('combobox', { name: 'Document' });
    await document.fill('parking');
    await page.getByRole('option', { name: /parking/i }).click();
    await dialog.getByRole('button', { name: 'Look at what would go' }).click();
    await dialog.getByText(/^1 revision with 1 passage/).waitFor();
    const confirmation = dialog.getByRole('textbox', { name: /^Type "/ });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Request of 3 May');
    await confirmation.fill('something else');
    await dialog.getByRole('button', { name: 'Erase for ever' }).click();
    await dialog.getByText('That is not the name.').waitFor();
    const label = (await dialog
      .getByText(/^Type "/)
      .first()
      .textContent())!;
    await confirmation.fill(/^Type "(.*)" to confirm/.exec(label)![1]!);
    await dialog.getByRole('button', { name: 'Erase for ever' }).click();
    await page.getByText('Request of 3 May').waitFor();
    const certificate = await saved(page, page.getByRole('button', { name: /^Save the certificate of/ }));
    expect(JSON.parse(certificate)).toMatchObject({ format: 'chancery-erasure-certificate/1' });
    // The record that had read the erased document went with it.
    record = (await send<AnswerDocument>('POST', '/questions', { question: QUESTION })).record;
  });

  it('is a backup that was made on the machine', async () => {
    const page = await begun('/admin/keeping?view=backups', 'No backup was made yet');
    const { dataDir, url, token } = portal.service;
    const made = await chancery({ url, token }, '--data', dataDir, 'backup', join(backups, 'kept'), '--json');
    const { backup } = JSON.parse(made.stdout) as { backup: string };
    await go(page, '/admin/keeping?view=backups', backup);
  });

  itFits({
    portal: () => portal,
    pictures: PICTURES,
    states: () => ({
      log: (page) => go(page, '/log', 'session.started'),
      checkpoints: (page) => go(page, '/log?view=checkpoints', 'Save checkpoint'),
      holds: async (page) => {
        await go(page, '/admin/keeping', 'No hold stands');
        await page.getByText('All', { exact: true }).click();
        await page.getByRole('article').first().waitFor();
      },
      'place a hold': async (page) => {
        await page.getByRole('button', { name: 'Place a hold' }).click();
        await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).waitFor();
      },
      retention: (page) => go(page, '/admin/keeping?view=retention', 'Records of answers'),
      erasures: (page) => go(page, '/admin/keeping?view=erasures', 'Request of 3 May'),
      erase: async (page) => {
        await page.getByRole('button', { name: 'Erase something' }).click();
        const dialog = page.getByRole('dialog', { name: 'Erase something' });
        await dialog.getByRole('combobox', { name: 'Document' }).fill('visitors');
        await page.getByRole('option', { name: /visitors/i }).click();
        await dialog.getByRole('button', { name: 'Look at what would go' }).click();
        await dialog.getByRole('button', { name: 'Erase for ever' }).waitFor();
      },
      backups: (page) => go(page, '/admin/keeping?view=backups', 'Not checked by the service'),
      record: (page) => go(page, `/records/${record}`, 'Visibility SHA-256'),
    }),
  });

  async function documentId(path: string): Promise<string> {
    const { documents } = await send<{ documents: { id: string; path: string }[] }>('GET', `/documents?text=${path}`);
    return documents[0]!.id;
  }
});
