import type { Page } from 'playwright-core';
import { describeInChromium } from './support/chromium.js';
import { isInSight, settled, surveyed } from './support/in-page.js';
import { LOADED_IN, SCREENS, itFits, onPhone } from './support/fits.js';
import { picture } from './support/images.js';
import { Portal } from './support/portal.js';
import { putSamplesIn } from './support/samples.js';
import { TONGUES, type Tongue } from './support/tongues.js';

const QUESTION = 'How many pro bono hours did the firm give in 2030/31?';
/** Asked first, so that the lists have something in them. */
const EARLIER = [
  'What does it cost to get a box back from the off-site archive by the next day?',
  'Wer hat die Schlüssel zum Tresor im Hamburger Büro?',
  '新幹線のグリーン車に乗ってもよいのはどのような場合ですか。',
  'في أي غرفة يجب إجراء المكالمات الخاصة بالقضايا المقيّدة؟',
  'Which partners make up the committee that decides on conflicts?',
];
/** Which state of which page is kept as a picture, under which name. */
const PICTURES: Readonly<Record<string, string>> = {
  'desk light source': 'ask-answer-light',
  'desk dark source': 'ask-answer-dark',
  'desk light conversation': 'conversation',
  'phone dark conversation': 'conversation-phone-dark',
  'desk light models': 'models',
  'desk light library': 'library',
  'desk light records': 'records',
  'phone light answer': 'ask-phone',
  'phone light source': 'source-phone',
  'phone dark library': 'library-phone-dark',
};

describeInChromium('what the portal looks like', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await Portal.start();
    await putSamplesIn(portal.service);
    for (const question of EARLIER) await askByKey(question);
  }, 300_000);
  afterEach(async () => expect(await portal.leave()).toEqual([]));
  afterAll(() => portal?.stop());

  async function askByKey(question: string): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const post = (route: string, body: unknown) =>
      portal.service.fetch(`/api/v1${route}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const { id } = (await (await post('/conversations', {})).json()) as { id: string };
    expect((await post(`/conversations/${id}/questions`, { question })).ok).toBe(true);
  }

  itFits({ portal: () => portal, pictures: PICTURES, states: () => STATES });

  it('fits screens between those sizes, too: what the options hint at is read to its end beside an open source', async () => {
    const page = await portal.visit();
    await ask(page, QUESTION);
    await page.getByRole('button', { name: 'Options' }).click();
    await page.getByRole('combobox', { name: 'Collections' }).waitFor();
    const flaws: string[] = [];
    for (const width of [1280, 1024, 768, 560]) {
      await page.setViewportSize({ width, height: 800 });
      await settled(page);
      flaws.push(...(await surveyed(page)));
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await STATES['source']!(page);
    flaws.push(...(await surveyed(page)));
    expect(flaws).toEqual([]);
  });

  it('keeps the buttons of a long form in sight on a low screen', async () => {
    const page = await portal.visit({ width: 1280, height: 600, at: '/sources' });
    await page.getByRole('button', { name: 'Add a source' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a source' });
    expect(await isInSight(dialog.getByRole('button', { name: 'Save' }))).toBe(true);
  });

  it('shows the API under its policy, which lets nothing inline in but what the page is known to bring', async () => {
    const page = await portal.visit({ at: '/api/docs' });
    await page.getByRole('heading', { name: /^Chancery/ }).waitFor();
    // One of the first: the others come as they are scrolled to.
    await page.locator('[data-path="/api/v1/sign-in/password"]').click();
    await page.getByText('Request body').first().waitFor();
  });

  it('is sound before anybody is signed in and right after, loaded in the colours that the others turn to', async () => {
    for (const { name, width, height } of SCREENS) {
      const scheme = LOADED_IN[name] === 'light' ? 'dark' : 'light';
      const page = await portal.visit({ width, height, scheme, signedIn: false, expected: /status of 401/ });
      await page.goto(portal.url);
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
      expect(await surveyed(page)).toEqual([]);
      await page.goto(await portal.signInLink());
      await page.getByRole('textbox', { name: 'Your question' }).waitFor();
      await STATES['ask']!(page);
      expect(await surveyed(page)).toEqual([]);
    }
  });

  it.each(Object.entries(TONGUES))('speaks %s on every page, and all of it fits', async (language, tongue) => {
    const page = await portal.visit({ locale: language, scheme: tongue.scheme });
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    const flaws: string[] = [];
    for (const [path, heading, seen] of tongue.pages) {
      await page.setViewportSize(SCREENS[0]);
      await open(page, path, heading);
      if (path === '/') await askIn(page, tongue, QUESTION);
      else await page.getByText(seen).first().waitFor();
      flaws.push(...(await surveyed(page)));
      if (tongue.pictures.desk === path) await picture(page, `${tongue.name}-desk`);
      await onPhone(page);
      flaws.push(...(await surveyed(page)));
      if (tongue.pictures.phone === path) await picture(page, `${tongue.name}-phone`);
    }
    expect(flaws).toEqual([]);
  });

  it('asks in the language that was chosen, before and after signing in, and keeps to it', async () => {
    const page = await portal.visit({ signedIn: false, locale: 'fr-FR', expected: /status of 401/ });
    await page.goto(portal.url);
    await page.getByRole('button', { name: 'Language: English' }).click();
    await page.getByRole('menuitem', { name: '日本語' }).click();
    await page.getByRole('heading', { level: 1, name: 'サインイン' }).waitFor();
    expect(await surveyed(page)).toEqual([]);
    await page.goto(await portal.signInLink());
    await page.getByRole('textbox', { name: '質問' }).waitFor();
    await page.getByRole('button', { name: /管理者$/ }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('textbox', { name: 'Your question' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('stays in the colours that were chosen, and has its navigation behind a button on a phone', async () => {
    const page = await portal.visit({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Colour scheme: Follow the system' }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Colour scheme: Dark' }).waitFor();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');

    await page.getByRole('button', { name: 'Open navigation' }).click();
    await page.getByRole('link', { name: 'Records', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Records' }).waitFor();
    await page.getByRole('button', { name: 'Open navigation' }).waitFor();
    expect(await surveyed(page)).toEqual([]);
  });
});

async function askIn(
  page: Page,
  { asking: [box, button, answer] }: Pick<Tongue, 'asking'>,
  question: string,
): Promise<void> {
  await page.getByRole('textbox', { name: box }).fill(question);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('article', { name: answer }).getByRole('heading', { name: question }).waitFor();
}

/** The states to look at, in an order in which each can be reached from the one before. */
const STATES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  // Beside the page where there is room, otherwise behind a button.
  ask: (page) =>
    page
      .getByRole('link', { name: EARLIER[0] })
      .or(page.getByRole('button', { name: 'Conversations' }))
      .waitFor(),
  refusal: (page) => ask(page, 'What is the boiling point of tungsten at sea level?'),
  options: async (page) => {
    await page.getByRole('button', { name: 'Options' }).click();
    await page.getByRole('combobox', { name: 'Collections' }).waitFor();
  },
  answer: async (page) => {
    await open(page, '/', 'Ask');
    await ask(page, QUESTION);
  },
  source: async (page) => {
    await page
      .getByRole('button', { name: /^Citation 1: / })
      .first()
      .click();
    await page.getByRole('img', { name: /^Picture of page/ }).waitFor();
    await page.locator('mark').first().waitFor();
  },
  'source text': async (page) => {
    await page.getByRole('tab', { name: 'Text' }).click();
    await page.locator('mark').first().waitFor();
  },
  conversation: async (page) => {
    await open(page, '/', 'Ask');
    await ask(page, QUESTION);
    await ask(page, 'How many were there in 2029/30?');
    await page.getByRole('button', { name: 'What I searched' }).last().click();
    await page.getByText('Documents in scope').last().waitFor();
  },
  feedback: async (page) => {
    await page.getByRole('button', { name: 'Not right' }).last().click();
    await page.getByRole('form', { name: 'What was it?' }).waitFor();
  },
  editing: async (page) => {
    await page.getByRole('button', { name: 'Edit the question' }).last().click();
    await page.getByRole('textbox', { name: 'Edited question' }).waitFor();
  },
  models: async (page) => {
    await open(page, '/models', 'Models');
    await page.getByRole('article', { name: 'starter-embedder-2' }).waitFor();
  },
  catalogue: async (page) => {
    await page.getByRole('tab', { name: 'Catalogue' }).click();
    await page.getByRole('article', { name: 'bge-m3' }).waitFor();
  },
  index: async (page) => {
    await page.getByRole('tab', { name: 'Embedder and index' }).click();
    await page.getByText('Serving').waitFor();
  },
  'golden questions': async (page) => {
    await page.getByRole('tab', { name: 'Golden questions' }).click();
    await page.getByText('No golden questions yet').waitFor();
  },
  'new golden question': async (page) => {
    await page.getByRole('button', { name: 'Add a golden question' }).click();
    await page.getByRole('dialog', { name: 'New golden question' }).waitFor();
  },
  library: async (page) => {
    await open(page, '/library', 'Library');
    await page.getByText('36 documents', { exact: true }).waitFor();
  },
  removing: async (page) => {
    await page
      .getByRole('button', { name: /^Remove / })
      .first()
      .click();
    await page.getByRole('dialog', { name: 'Remove this document?' }).waitFor();
  },
  document: async (page) => {
    await open(page, '/library?text=travel-expenses', 'Library');
    await page.getByRole('link', { name: 'Travel and Expenses Policy' }).click();
    await page.getByRole('article', { name: 'Revision 1' }).waitFor();
  },
  'old revision': async (page) => {
    await page.getByRole('link', { name: 'Open revision 1' }).click();
    await page.getByText('A newer revision exists').waitFor();
  },
  records: async (page) => {
    await open(page, '/records', 'Records');
    await page.getByRole('button', { name: 'Verify log' }).click();
    await page.getByText('The log is intact').waitFor();
  },
  record: async (page) => {
    await page.getByRole('link', { name: QUESTION }).first().click();
    await page.getByRole('region', { name: 'Passages considered' }).waitFor();
  },
  'no such page': (page) => open(page, '/nowhere', 'There is no page at this address'),
};

async function open(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

const ask = (page: Page, question: string) => askIn(page, { asking: ['Your question', 'Ask', 'Answer'] }, question);
