import { setTimeout } from 'node:timers/promises';
import type { JSHandle, Locator, Page } from 'playwright-core';
import { type AnswerDocument, type RecordDetail, recordList } from '#contracts';
import { describeInChromium } from './support/chromium.js';
import { focused, hasFocus, holds, inkOn, settled, surveyed } from './support/in-page.js';
import { Portal } from './support/portal.js';
import { putSamplesIn } from './support/samples.js';
import { slowAnswers } from './support/slow-line.js';

const FROM_MARKDOWN = 'Which partners make up the committee that decides on conflicts?';
const FROM_PDF = 'How many pro bono hours did the firm give in 2030/31?';
const UNKNOWN = 'What is the boiling point of tungsten at sea level?';
const PDF_CITATION = /^Citation \d+: Annual Review 2030\/31, page 5$/;

describeInChromium('asking, checking the source, and the record of it', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await Portal.start();
    await putSamplesIn(portal.service);
  }, 300_000);
  afterEach(async () => expect(await portal.leave()).toEqual([]));
  afterAll(() => portal?.stop());

  const records = async () => recordList.parse(await (await portal.service.fetch('/api/v1/records')).json());
  const lastAnswer = async (): Promise<AnswerDocument> => {
    const [{ id } = { id: '' }] = (await records()).records;
    return ((await (await portal.service.fetch(`/api/v1/records/${id}`)).json()) as RecordDetail).answer;
  };

  it('says what it is doing, then answers from a document in its own words, on record', async () => {
    const page = await portal.visit();
    // Half typed, it waits for whoever looks something up meanwhile.
    await page.getByRole('textbox', { name: 'Your question' }).fill('Which part');
    await page.getByRole('link', { name: 'Library', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    await page.goBack();
    await holds(page.getByRole('textbox', { name: 'Your question' }), 'Which part');

    const answer = await ask(page, FROM_MARKDOWN);
    await answer.getByText('Quoted, word for word').waitFor();
    await answer.getByText('Searched 36 documents.').waitFor();
    await answer
      .getByText(/Priya Somerfield, Naomi Castellane and Sabine Krey/)
      .first()
      .waitFor();
    const said = await page.evaluate<string[]>('saidSoFar');
    // The steps between are told as they come; where all come at once, the last of them.
    expect(said).toContain('Sending the question');
    expect(said.find((text) => text.startsWith('Answer ready: '))).toBeDefined();

    await answer
      .getByRole('button', { name: /^Citation \d+: Conflicts of Interest and Information Walls$/ })
      .first()
      .click();
    const source = page.getByRole('complementary', { name: 'Source of the citation' });
    const { citations, record } = await lastAnswer();
    const quotes = citations.map(({ quote }) => quote);
    expect(quotes).toContain(await source.locator('mark').textContent());

    await answer.getByRole('link', { name: record }).click();
    await page.getByRole('heading', { level: 1, name: 'Record' }).waitFor();
    expect(page.url()).toBe(`${portal.url}/records/${record}`);
  });

  it('opens a PDF at the cited page and marks the quote there and in its text', async () => {
    const page = await portal.visit();
    const answer = await ask(page, FROM_PDF);
    await answer.getByRole('button', { name: PDF_CITATION }).first().click();
    const source = page.getByRole('complementary', { name: 'Source of the citation' });
    await source.locator('mark').first().waitFor();
    const { quote } = (await lastAnswer()).citations.find(
      ({ title, page: number }) => title === 'Annual Review 2030/31' && number === 5,
    )!;

    expect(await source.getByRole('textbox', { name: 'Page number' }).inputValue()).toBe('5');
    expect(await inkOn(source.getByRole('img', { name: 'Picture of page 5' }))).toBeGreaterThan(2_000);
    const marks = await source.locator('mark').allTextContents();
    expect(withoutSpaces(marks.join(''))).toBe(withoutSpaces(quote));
    await expectInView(source.locator('mark').first(), source);

    await source.getByRole('button', { name: 'Next page' }).click();
    await source.getByRole('img', { name: 'Picture of page 6' }).waitFor();
    await source.getByRole('button', { name: 'Back to the cited page 5' }).click();
    await source.locator('mark').first().waitFor();
    await source.getByRole('button', { name: 'Zoom in' }).click();
    await source.getByText('125 %').waitFor();
    await source.locator('mark').first().waitFor();

    await source.getByRole('tab', { name: 'Text' }).click();
    expect(await source.locator('mark').allTextContents()).toEqual([quote]);
    await expectInView(source.locator('mark'), source);
  });

  it('goes from question to quote and back by keyboard alone, and always shows where one is', async () => {
    const page = await portal.visit();
    await tabTo(page, 'Your question');
    await page.keyboard.type(FROM_PDF);
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: 'Answer' }).waitFor();
    // The box stands below the answer, so the way to it is back.
    const citation = await tabTo(page, PDF_CITATION, 'Shift+Tab');
    await page.keyboard.press('Enter');

    const source = page.getByRole('complementary', { name: 'Source of the citation' });
    await source.locator('mark').first().waitFor();
    expect((await focused(page)).name).toMatch(/^\[\d\] Annual Review 2030\/31$/);
    await tabTo(page, 'Document');
    await page.keyboard.press('ArrowRight');
    expect(await source.getByRole('tab', { name: 'Text' }).getAttribute('aria-selected')).toBe('true');
    const quotes = (await lastAnswer()).citations.map(({ quote }) => quote);
    expect(quotes).toContain(await source.locator('mark').textContent());

    await page.keyboard.press('Escape');
    await source.waitFor({ state: 'hidden' });
    expect((await focused(page)).name).toBe(citation);
  });

  it('says that it does not know, what it searched, and what to try', async () => {
    const page = await portal.visit();
    const answer = await ask(page, UNKNOWN);
    await answer.getByText('No answer was given').waitFor();
    await answer.getByText('Searched 36 documents.').first().waitFor();
    await answer.getByText('What you can try').waitFor();
    expect(await answer.getByRole('button', { name: /^Citation/ }).count()).toBe(0);
    expect((await lastAnswer()).outcome).toBe('refused');
  });

  it('asks in chosen collections only', async () => {
    const page = await portal.visit();
    await page.getByRole('button', { name: 'Options' }).click();
    const collections = page.getByRole('combobox', { name: 'Collections' });
    await collections.click();
    await page.getByRole('option', { name: 'Samples' }).click();
    await collections.press('Escape');
    const sent = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/api/v1/conversations'),
    );
    await ask(page, FROM_MARKDOWN);
    expect((await sent).postDataJSON()).toEqual({ collections: ['Samples'] });
  });

  it('can be cancelled while the answer comes in', async () => {
    const page = await portal.visit();
    const line = await slowAnswers(page, 1_000);
    await page.getByRole('textbox', { name: 'Your question' }).fill(FROM_MARKDOWN);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByRole('region', { name: 'Answer' }).getByText('Reading the passages…').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('alert').getByText('Stopped.').waitFor();
    await page.getByRole('paragraph').filter({ hasText: FROM_MARKDOWN }).waitFor();
    await line.hungUp;
    await page.getByRole('region', { name: 'Answer' }).waitFor({ state: 'hidden' });
    await hasFocus(page.getByRole('textbox', { name: 'Your question' }));

    await line.stop();
    await page.getByRole('button', { name: 'Ask again' }).click();
    // The service had finished before the line was cut, so that answer is in the conversation as well.
    await page.getByRole('article', { name: 'Answer' }).nth(1).waitFor();
  });

  it('finds records by verdict and model, folded away on a phone', async () => {
    const page = await portal.visit({ width: 390, height: 844 });
    await ask(page, FROM_PDF);
    await ask(page, UNKNOWN);
    const found = async (narrowed: string) => {
      await page.goto(`${portal.url}/records?${narrowed}`);
      await page.getByRole('heading', { level: 1, name: 'Records' }).waitFor();
      await page
        .getByRole('status')
        .getByText(/record/)
        .or(page.getByText('No such records'))
        .first()
        .waitFor();
      return [FROM_PDF, UNKNOWN].map((name) => page.getByRole('link', { name }).first());
    };
    const [quoted, refused] = await found('verdict=verbatim');
    await quoted!.waitFor();
    expect(await refused!.count()).toBe(0);
    for (const each of await found('model=starter-embedder-2')) await each.waitFor();
    await found('model=nobody');
    await page.getByText('No such records').waitFor();

    const fold = page.getByRole('button', { name: 'Narrow down (1)' });
    const model = page
      .getByRole('combobox', { name: 'Model that took part' })
      .or(page.getByLabel('Model that took part'));
    expect(await model.first().isVisible()).toBe(false);
    await fold.press('Enter');
    await model.first().waitFor();
    // What is still unfolding moves away under a pointer.
    await settled(page);
    expect(await model.first().inputValue()).toBe('nobody');
    expect(await surveyed(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('button', { name: 'Narrow down', exact: true }).waitFor();
  });

  it('keeps every question with what was considered for it, in a log that can be checked', async () => {
    const page = await portal.visit();
    await ask(page, FROM_PDF);
    await page.getByRole('link', { name: 'Records', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Records' }).waitFor();
    const { total } = await records();
    await page.getByText(`${total} records`).waitFor();
    await typeAndGoBack(page.getByRole('textbox', { name: 'Matter' }));
    await page.getByText(`${total} records`).waitFor();
    await page.getByRole('button', { name: 'Verify log' }).click();
    await page.getByText(/^The log is intact: \d+ entries checked\.$/).waitFor();

    await page.getByRole('link', { name: FROM_PDF }).first().click();
    const passages = page.getByRole('region', { name: 'Passages considered' });
    await passages.getByText('Cited').first().waitFor();
    const answer = page.getByRole('article', { name: 'Answer' });
    await answer.getByRole('button', { name: PDF_CITATION }).first().click();
    await page.getByRole('complementary', { name: 'Source of the citation' }).locator('mark').first().waitFor();
    await page.getByText('Sealed record (JSON)').click();
    await page.getByText('"question": ').first().waitFor();
  });

  it('prints a record alone, dark on white whatever the colours of the screen', async () => {
    const [{ id } = { id: '' }] = (await records()).records;
    const page = await portal.visit({ at: `/records/${id}`, scheme: 'dark' });
    await page.getByRole('region', { name: 'Passages considered' }).waitFor();
    const evidence = page.getByRole('link', { name: 'Evidence pack' });
    expect(await evidence.count()).toBe(1);
    await page.emulateMedia({ media: 'print' });
    const frame = page.getByRole('banner').or(page.getByRole('navigation', { name: 'Main' }));
    expect(await frame.count()).toBe(0);
    // Nothing is there to be pressed on paper.
    expect(await evidence.count()).toBe(0);
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    const say = (event: string) => page.evaluate(`void dispatchEvent(new Event('${event}'))`);
    await say('beforeprint');
    expect(await scheme()).toBe('light');
    await say('afterprint');
    expect(await scheme()).toBe('dark');
  });
});

async function ask(page: Page, question: string): Promise<Locator> {
  await page.getByRole('textbox', { name: 'Your question' }).fill(question);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  const answer = page.getByRole('article', { name: 'Answer' });
  await answer.getByRole('heading', { name: question }).waitFor();
  return answer;
}

/** What is typed into a condition follows the address, back and forth; it is empty again in the end. */
async function typeAndGoBack(condition: Locator): Promise<void> {
  const page = condition.page();
  await condition.fill('M-17');
  await page.waitForURL(/matter=M-17/);
  const goings = [
    [() => page.goBack(), ''],
    [() => page.goForward(), 'M-17'],
    [() => page.goBack(), ''],
  ] as const;
  const field = (await condition.elementHandle()) as unknown as JSHandle<{ value: string }>;
  for (const [go, wanted] of goings) {
    await go();
    // The page follows the address in its own time; it fails here where it never does.
    await page.waitForFunction(([input, value]) => input.value === value, [field, wanted] as const);
    await settled(page);
    expect(await condition.inputValue()).toBe(wanted);
  }
}

/** Press the key until what has the focus is called so. Everything passed on the way must show its focus. @returns Its name. */
async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<string> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key);
    const at = await focused(page);
    expect(at).toEqual({ name: at.name, isVisible: true });
    if (typeof name === 'string' ? at.name === name : name.test(at.name)) return at.name;
  }
  throw new Error(`Tab does not lead to ${name}.`);
}

const withoutSpaces = (text: string): string => text.replace(/\s/g, '');

/** A frame scrolls to a mark after it has been drawn. */
async function expectInView(part: Locator, frame: Locator): Promise<void> {
  const look = async () => {
    const [inner, outer] = [(await part.boundingBox())!, (await frame.boundingBox())!];
    return inner.y > outer.y && inner.y + inner.height < outer.y + outer.height;
  };
  for (const deadline = Date.now() + 5_000; !(await look()) && Date.now() < deadline;) await setTimeout(50);
  expect(await look()).toBe(true);
}
