import { setTimeout } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { type TestMail, linkInMail, startMailServer } from '#testing';
import { describeInChromium } from './support/chromium.js';
import { LOADED_IN, SCREENS, inBothSchemes } from './support/fits.js';
import { picture } from './support/images.js';
import { surveyed } from './support/in-page.js';
import { Portal } from './support/portal.js';

const PASSWORD = 'nine violet umbrellas sing';
const PERIOD_MS = 30_000;
const REFUSED = /status of 40[013] /;

/** Which page is kept as a picture, under which name. */
const PICTURES: Readonly<Record<string, string>> = {
  'desk light sign-in': 'sign-in',
  'desk light /account': 'account',
  'phone dark /admin/people': 'people-phone-dark',
};

/** The code before the present one: taken by the grace of one period, and it leaves the present one for signing in.
 *  The last ten seconds of a period are waited out, or the code is two old by the time it is sent. */
const codeBefore = async (app: TOTP): Promise<string> => {
  const left = PERIOD_MS - (Date.now() % PERIOD_MS);
  if (left < 10_000) await setTimeout(left);
  return app.generate({ timestamp: Date.now() - PERIOD_MS });
};

describeInChromium('accounts', () => {
  let portal: Portal;
  let mail: TestMail;
  /** Ines's authenticator app. */
  let app: TOTP;

  beforeAll(async () => {
    mail = await startMailServer();
    portal = await Portal.start({ SMTP_URL: mail.url, SIGN_IN_MAIL_FROM: 'kb@firm.example' });
  });
  afterEach(async () => expect(await portal.leave()).toEqual([]));
  afterAll(async () => {
    await portal?.stop();
    await mail?.stop();
  });

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const go = async (page: Page, path: string, heading: string) => {
    await page.goto(new URL(path, page.url()).href);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  };
  const signOut = async (page: Page, name: string) => {
    await page.getByRole('button', { name }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  };
  const typePassword = async (page: Page, password: string) => {
    await page.getByRole('textbox', { name: 'Sign-in name or e-mail address' }).fill('ines.kolar');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await button(page, 'Sign in').click();
  };

  it('begin with an invitation: a link, a password, an authenticator app with its recovery codes', async () => {
    const admin = await portal.visit();
    await admin.getByRole('link', { name: 'People', exact: true }).click();
    await button(admin, 'Invite somebody').click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Ines Kolar');
    await dialog.getByRole('textbox', { name: 'Sign-in name' }).fill('Ines.Kolar');
    await button(admin, 'Add and make a link').click();
    const link = (await admin.getByText(/\/sign-in#chl_/).textContent())!.trim();
    await button(admin, 'Done').click();
    await admin.getByText(/ines\.kolar/).waitFor();

    const page = await portal.visit({ signedIn: false, expected: REFUSED });
    await page.goto(link);
    await page.getByRole('textbox', { name: 'Your question' }).waitFor();
    await go(page, '/account', 'Account');
    await page.getByLabel('New password', { exact: true }).fill('password1234');
    await page.getByLabel('New password again').fill('password1234');
    await button(page, 'Set the password').click();
    await page.getByText('This password is made of words that are tried first').waitFor();
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('New password again').fill(PASSWORD);
    await button(page, 'Set the password').click();
    await page.getByText('Password set.').waitFor();

    await button(page, 'Set up an app').click();
    await page.getByRole('img', { name: 'QR code with the key for your authenticator app' }).waitFor();
    const key = (await page
      .getByText(/^Key: /)
      .locator('code')
      .textContent())!.replace(/\s/g, '');
    app = new TOTP({ secret: Secret.fromBase32(key) });
    await page.getByRole('textbox', { name: 'Code from the app' }).fill('000000');
    await button(page, 'Confirm').click();
    await page.getByText('auth.proof_refused').waitFor();
    await page.getByRole('textbox', { name: 'Code from the app' }).fill(await codeBefore(app));
    await button(page, 'Confirm').click();
    await page.getByText('Keep these codes').waitFor();
    expect(await page.getByRole('dialog').getByRole('listitem').count()).toBe(10);
    await button(page, 'I have kept them').click();
    await page.getByText('10 codes left.').waitFor();
  });

  it('sign in by password and code, and say when something was wrong', async () => {
    const page = await portal.visit({ signedIn: false, expected: REFUSED });
    await page.goto(`${portal.url}/library`);
    await typePassword(page, 'not the right one');
    await page.getByText('auth.sign_in_refused').waitFor();
    await typePassword(page, PASSWORD);
    await page.getByRole('heading', { level: 1, name: 'One more step' }).waitFor();
    await page.getByRole('textbox', { name: 'Code of your authenticator app' }).fill('000000');
    await button(page, 'Continue').click();
    await page.getByText('auth.code_refused').waitFor();
    await page.getByRole('textbox', { name: 'Code of your authenticator app' }).fill(app.generate());
    await button(page, 'Continue').click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    await signOut(page, 'Ines Kolar');
  });

  it('take a passkey, and let it in without a name', async () => {
    const page = await portal.visit({ byName: true, expected: REFUSED });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true },
        ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
      },
    });
    await go(page, '/account', 'Account');
    await page.getByRole('textbox', { name: 'Name, to tell it apart' }).fill('Laptop');
    await button(page, 'Add a passkey').click();
    await button(page, 'I have kept them').click();
    await page.getByText('Never used').waitFor();
    await signOut(page, 'Administrator');
    await button(page, 'Sign in with a passkey').click();
    await page.getByRole('textbox', { name: 'Your question' }).waitFor();
    await go(page, '/account', 'Account');
    await page
      .getByText(/Last used \d/)
      .first()
      .waitFor();

    // An hour later, what changes rights asks for the passkey again, and goes on.
    await portal.query(`UPDATE credentials SET signed_in_at = now() - interval '1 hour' WHERE kind = 'session'`);
    await button(page, 'Remove: Laptop').click();
    await button(page, 'Remove').click();
    await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor();
    await button(page, 'Use your passkey').click();
    await page.getByText('Sign in with fingerprint, face or PIN').waitFor();
  });

  it('are got back into by a link in a mail', async () => {
    const body = JSON.stringify({ name: 'Petra Lind', role: 'reader', login: 'petra', email: 'petra@firm.example' });
    const headers = { 'content-type': 'application/json' };
    expect((await portal.service.fetch('/api/v1/people', { method: 'POST', headers, body })).status).toBe(201);
    const page = await portal.visit({ signedIn: false, expected: REFUSED });
    await page.goto(`${portal.url}/sign-in`);
    await button(page, 'Forgot your password?').click();
    await page.getByRole('textbox', { name: 'Your sign-in name', exact: true }).fill('petra');
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'sign-in-forgotten');
    await button(page, 'Mail me a link').click();
    await page.getByRole('status').getByText('Look into your mailbox').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await surveyed(page)).toEqual([]);
    await picture(page, 'sign-in-forgotten-phone');
    while (mail.messages.length === 0) await setTimeout(100);
    // The same page under another fragment would not be loaded anew.
    await page.goto('about:blank');
    await page.goto(`${portal.url}/sign-in#${linkInMail(mail.messages[0]!)}`);
    await page.getByRole('textbox', { name: 'Your question' }).waitFor();
  });

  it('are looked after by administrators: suspended, back, reset, with keys and sessions in sight', async () => {
    const page = await portal.visit();
    await go(page, '/admin/people', 'People');
    const row = page.getByRole('listitem').filter({ hasText: 'Ines Kolar' });
    const act = async (what: string) => {
      await page.getByRole('button', { name: 'Actions for Ines Kolar' }).click();
      await page.getByRole('menuitem', { name: what }).click();
    };
    await act('Suspend');
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    await row.getByText('Suspended').waitFor();
    await act('Reinstate');
    await row.getByText('Suspended').waitFor({ state: 'hidden' });
    await act('Reset sign-in');
    await page.getByRole('checkbox').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset sign-in' }).click();
    await page.getByText(/\/sign-in#chl_/).waitFor();
    await button(page, 'Done').click();
    await row.getByText('Second factor').waitFor({ state: 'hidden' });

    await go(page, '/account', 'Account');
    await button(page, 'Make a key').click();
    await page.getByRole('textbox', { name: 'What it is for' }).fill('Nightly import');
    await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click();
    await page.locator('pre', { hasText: /^chk_/ }).waitFor();
    await button(page, 'Done').click();
    await go(page, '/admin/keys', 'Keys');
    await button(page, 'Revoke: Nightly import').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Nightly import').waitFor({ state: 'hidden' });
    await go(page, '/admin/sessions', 'Sessions');
    await page.getByText('This one').waitFor();
  });

  it('look right on a desk and a phone, in light and dark', async () => {
    for (const { name: size, width, height } of SCREENS) {
      const look = (page: Page, what: string) =>
        inBothSchemes(page, async (scheme) => {
          expect([size, scheme, what, await surveyed(page)]).toEqual([size, scheme, what, []]);
          const kept = PICTURES[`${size} ${scheme} ${what}`];
          if (kept) await picture(page, kept);
        });
      const visit = { width, height, scheme: LOADED_IN[size] };
      const stranger = await portal.visit({ ...visit, signedIn: false, byName: true, expected: REFUSED });
      await stranger.goto(portal.named(portal.url));
      await stranger.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
      await button(stranger, 'Sign in').waitFor();
      await look(stranger, 'sign-in');
      const page = await portal.visit(visit);
      for (const [path, heading] of [
        ['/account', 'Account'],
        ['/admin/people', 'People'],
        ['/admin/keys', 'Keys'],
        ['/admin/sessions', 'Sessions'],
      ] as const) {
        await go(page, path, heading);
        await page.getByRole('listitem').first().waitFor();
        await look(page, path);
      }
    }
  });
});
