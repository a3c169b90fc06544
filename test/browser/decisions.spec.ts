import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { type AnswerDocument, type DecisionDetail, affectedList } from '#contracts';
import { describeInChromium } from './support/chromium.js';
import { itFits } from './support/fits.js';
import { Portal } from './support/portal.js';

const POLICY = 'Claims must be submitted in the expenses portal within 30 days of the end of the trip.';
const QUESTION = 'Within how many days must claims be submitted?';
const PICTURES: Readonly<Record<string, string>> = {
  'desk light decision': 'decision',
  'desk dark board': 'decisions-board-dark',
  'desk light affected': 'affected',
  'phone light decision': 'decision-phone',
};

describeInChromium('decisions in the portal', () => {
  let portal: Portal;
  let earlier: string;
  let decided: string;
  let affected: string;

  beforeAll(async () => {
    portal = await Portal.start();
    await publish(POLICY);
    earlier = await approved('Do we pay claims after 31 days?', 'Yes, once');
  }, 300_000);
  afterEach(async () => expect(await portal.leave()).toEqual([]));
  afterAll(() => portal?.stop());

  async function send<Body>(method: string, route: string, body?: unknown): Promise<Body> {
    const headers = { 'content-type': 'application/json' };
    const reply = await portal.service.fetch(`/api/v1${route}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(reply.ok).toBe(true);
    return (await reply.json()) as Body;
  }

  async function publish(policy: string): Promise<void> {
    const form = new FormData();
    form.set('collection', 'Handbook');
    form.append('files', new Blob([`# Expenses\n\n${policy}\n`]), 'expenses.md');
    expect((await portal.service.fetch('/api/v1/documents', { method: 'POST', body: form })).ok).toBe(true);
    await until(async () => {
      const { passages } = await send<{ passages: { text: string }[] }>('POST', '/search', { query: policy });
      return passages.some(({ text }) => text.includes(policy));
    });
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + 120_000; !(await isSo()); await new Promise((go) => setTimeout(go, 500)))
      if (Date.now() > deadline) throw new Error('It did not come about in time.');
  }

  async function approved(question: string, choice: string): Promise<string> {
    const { record } = await send<AnswerDocument>('POST', '/questions', { question: QUESTION });
    const content = { question, choice, reason: 'As a courtesy.', records: [record], matter: 'M-12' };
    const { id } = await send<DecisionDetail>('POST', '/decisions', content);
    for (const [i, action] of ['propose', 'approve'].entries())
      await send('POST', `/decisions/${id}/transitions`, { action, version: i + 1 });
    return id;
  }

  const choose = async (page: Page, field: Locator, option: string | RegExp) => {
    await field.click();
    await page.getByRole('option', { name: option }).first().click();
  };

  const sign = async (page: Page, action: string) => {
    await page.getByRole('button', { name: action, exact: true }).click();
    return page.getByRole('dialog', { name: action });
  };

  it('are on a page that says so where it could not be fetched, and is there once the service answers again', async () => {
    const page = await portal.visit({ expected: /net::ERR_INTERNET_DISCONNECTED/ });
    const status = await (await page.request.get(`${portal.url}/api/v1/status`)).text();
    // As when the reader comes back to the window: the portal asks for what is out of date.
    const comeBack = () => page.evaluate(`window.dispatchEvent(new Event('visibilitychange'))`);
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Decisions', exact: true }).click();
    const failure = page.getByRole('alert', { name: 'This page could not be shown' });
    await failure.waitFor();

    // A reply that was under way when the connection broke is none that the service gives now.
    const late = page.waitForResponse('**/api/v1/status');
    const askedAgain = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/v1/status'));
    const reply = { body: status, contentType: 'application/json' };
    await page.route('**/api/v1/status', (route) => route.fulfill(reply), { times: 1 });
    await comeBack();
    await late;
    await askedAgain;
    expect(await failure.isVisible()).toBe(true);

    await page.context().setOffline(false);
    // What came less than half a second ago is not out of date.
    await page.waitForTimeout(1_000);
    await comeBack();
    await page.getByRole('heading', { level: 1, name: 'Decisions' }).waitFor();
    await page.getByRole('tab', { name: 'Waiting for me' }).click();
    await page.getByText('Nothing waits for you').waitFor();
  });

  it('are made from an answer, proposed, and approved with a nudge to look at the source first', async () => {
    const page = await portal.visit();
    await page.getByRole('textbox', { name: 'Your question' }).fill(QUESTION);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Make a decision' }).click();
    const form = page.getByRole('dialog', { name: 'Make a decision' });
    await form.getByRole('textbox', { name: 'What is to be decided' }).fill('Do we pay the claim of 2 May?');
    await form.getByRole('button', { name: 'Add an option' }).click();
    await form.getByRole('textbox', { name: 'Option 1', exact: true }).fill('Pay half');
    await form.getByRole('textbox', { name: 'Choice' }).fill('No');
    await form.getByRole('textbox', { name: 'Matter' }).fill('M-12');
    await form.getByRole('button', { name: 'Save draft' }).click();
    await page.getByRole('heading', { level: 1, name: 'Do we pay the claim of 2 May?' }).waitFor();
    decided = page.url().split('/').at(-1)!;

    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    const completed = page.getByRole('dialog', { name: 'Edit the draft' });
    await completed.getByText('Needed before it can be proposed.').waitFor();
    await completed.getByRole('textbox', { name: 'Reason' }).fill('It came 40 days after the trip.');
    await completed.getByRole('button', { name: 'Save', exact: true }).click();
    await completed.waitFor({ state: 'detached' });
    await (await sign(page, 'Propose')).getByRole('button', { name: 'Sign: Propose' }).click();
    const approval = await sign(page, 'Approve');
    await approval.getByText('You have not opened a citation').waitFor();
    await approval.getByRole('button', { name: 'Cancel' }).last().click();
    await page.getByRole('region', { name: 'Evidence' }).getByRole('button').first().click();
    await page.getByRole('complementary', { name: 'Source of the citation' }).locator('mark').first().waitFor();
    const again = await sign(page, 'Approve');
    await again.getByRole('button', { name: 'Sign: Approve' }).waitFor();
    expect(await again.getByText('You have not opened a citation').count()).toBe(0);
    await again.getByRole('button', { name: 'Sign: Approve' }).click();
    await page.getByText(/1 citation opened/).waitFor();
    const { steps, state } = await send<DecisionDetail>('GET', `/decisions/${decided}`);
    expect(state).toBe('approved');
    expect(steps.at(-1)!.attention).toMatchObject({ citationsOpened: 1, timeSpentMs: expect.any(Number) });
  });

  it('are linked, drawn with a list that says the same, proved, and given an outcome', async () => {
    const page = await portal.visit({ at: `/decisions/${decided}` });
    await page.getByRole('button', { name: 'Link to another decision' }).click();
    const form = page.getByRole('dialog', { name: 'Link this decision' });
    await form
      .getByRole('combobox', { name: 'The other decision' })
      .or(form.getByRole('textbox', { name: 'The other decision' }))
      .first()
      .click();
    await page.getByRole('option', { name: /31 days/ }).click();
    await form.getByRole('button', { name: 'Link', exact: true }).click();
    const relations = page.getByRole('region', { name: 'How it stands to others' });
    await relations.getByRole('listitem').filter({ hasText: 'follows' }).waitFor();
    await relations.getByRole('group', { name: 'Picture of the relations' }).waitFor();
    await page.getByRole('button', { name: 'Link to another decision' }).click();
    await choose(page, form.getByRole('combobox', { name: 'How this decision stands to it' }), 'relies on');
    await choose(page, form.getByRole('combobox', { name: 'Document' }), /expenses/i);
    const words = form.getByRole('textbox', { name: 'The words that it relies on' });
    await words.fill('within 31 days');
    await form.getByText('These words do not stand in this revision.').waitFor();
    await words.fill('within 30\ndays');
    await form.getByText('They stand in this revision.').waitFor();
    await form.getByRole('button', { name: 'Link', exact: true }).click();
    await relations
      .getByRole('listitem')
      .filter({ hasText: /relies on.*Expenses/ })
      .waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download proof' }).click(),
    ]);
    const proof = JSON.parse(await readFile(await download.path(), 'utf8')) as { format: string; steps: unknown[] };
    expect(proof).toMatchObject({ format: 'chancery-decision-proof/1' });
    expect(proof.steps).toHaveLength(4);
    const [pack] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Evidence pack' }).click(),
    ]);
    expect((await readFile(await pack.path())).subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'));
    const outcome = await sign(page, 'Record outcome');
    await outcome.getByRole('textbox', { name: 'In words' }).fill('The claimant agreed.');
    await outcome.getByRole('button', { name: 'Sign: Record outcome' }).click();
    await page.getByRole('region', { name: 'Outcome' }).getByText('The claimant agreed.').waitFor();
  });

  it('are put in doubt by a change, shown side by side, and settled', async () => {
    await publish(POLICY.replace('30', '14'));
    const open = async () => affectedList.parse(await send('GET', `/affected?state=open&target=${decided}`)).items;
    await until(async () => (await open()).length > 0);
    affected = (await open())[0]!.id;
    const page = await portal.visit();
    await page.getByRole('link', { name: /^Affected/ }).click();
    await page.getByRole('link', { name: 'Do we pay the claim of 2 May?' }).click();
    await page
      .getByRole('region', { name: 'Cited, revision 1' })
      .locator('mark', { hasText: '30 days' })
      .first()
      .waitFor();
    await page
      .getByRole('region', { name: 'Now, revision 2' })
      .locator('mark', { hasText: '14 days' })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Settle' }).click();
    await page.getByText('Say why.').waitFor();
    await page.goto(`${portal.url}/decisions/${decided}`);
    await page.getByText('A source of this decision changed').waitFor();
  });

  itFits({
    portal: () => portal,
    pictures: PICTURES,
    states: () => ({
      list: (page) => go(page, '/decisions', 'Do we pay the claim of 2 May?'),
      board: (page) => go(page, '/decisions?view=board', 'Do we pay claims after 31 days?'),
      decision: async (page) => {
        await go(page, `/decisions/${decided}`, 'It came 40 days after the trip.');
        await page.getByRole('group', { name: 'Picture of the relations' }).waitFor();
        await page.getByRole('region', { name: 'Decisions like this one' }).getByRole('link').first().waitFor();
      },
      approve: async (page) => {
        await go(page, `/decisions/${earlier}`, 'As a courtesy.');
        await page.getByRole('button', { name: 'Reopen' }).click();
        await page.getByRole('dialog', { name: 'Reopen' }).getByRole('textbox', { name: 'Reason' }).waitFor();
      },
      affected: (page) => go(page, `/affected/${affected}`, 'Cited, revision 1'),
      inbox: (page) => go(page, '/affected', 'Do we pay the claim of 2 May?'),
      timeline: (page) => go(page, '/decisions/timeline?matter=M-12', 'Decision: Approved'),
    }),
  });

  async function go(page: Page, route: string, text: string): Promise<void> {
    await page.goto(`${portal.url}${route}`);
    await page.getByText(text).first().waitFor();
  }
});
