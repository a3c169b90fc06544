import { type TestMail, type TestPostgres, linkInMail, startMailServer, startPostgres } from '#testing';
import { type OpenIdentity, PARTY, PASSWORD, aPlace, code, openIdentity } from './open-identity.js';

let postgres: TestPostgres;
let mail: TestMail;
let rooms: OpenIdentity;
beforeAll(async () => {
  postgres = await startPostgres();
  mail = await startMailServer();
  rooms = await openIdentity(postgres.url, [], null, { server: mail.url, from: 'chancery@kb.example' });
});
afterAll(async () => {
  await rooms?.close();
  await mail?.stop();
  await postgres?.stop();
});

const URL = 'https://kb.example';
const ask = async (login: string, language: 'en' | 'de' | 'ja' = 'en') => {
  rooms.links.ask({ login, language, url: URL });
  await rooms.links.onApplicationShutdown();
};
const redeem = (link: string) => rooms.signIn.withLink(link, PARTY, aPlace());
const kindsAbout = async (id: string) =>
  (
    await rooms.source.query<{ kind: string }[]>(
      `SELECT kind FROM log_entries WHERE kind LIKE 'sign_in.link%' AND leaf LIKE '%' || $1 || '%' ORDER BY index`,
      [id],
    )
  ).map(({ kind }) => kind);

describe('a link by mail', () => {
  it('signs its person in once, and leaves the password as it is', async () => {
    const { id } = await rooms.withPassword({ name: 'Ada', role: 'reader', login: 'ada', email: 'ada@firm.example' });
    await ask('ADA');
    const [message] = mail.messages.slice(-1);
    expect(message).toContain('To: ada@firm.example');
    expect(message).toContain('From: chancery@kb.example');
    const link = linkInMail(message!)!;
    expect((await rooms.admissionOf(await redeem(link))).principal.userId).toBe(id);
    await expect(redeem(link)).rejects.toEqual(code('auth.link_invalid'));
    expect((await rooms.signIn.withPassword({ login: 'ada', password: PASSWORD }, PARTY, aPlace())).kind).toBe(
      'session',
    );
    expect(await kindsAbout(id)).toEqual(['sign_in.link_mailed']);
  });

  it('is void once there is a newer one, and after an hour', async () => {
    await rooms.add({ name: 'Ben', role: 'reader', login: 'ben', email: 'ben@firm.example' });
    await ask('ben', 'de');
    await ask('ben', 'ja');
    const [older, newer] = mail.messages.slice(-2).map((each) => linkInMail(each)!);
    await expect(redeem(older!)).rejects.toEqual(code('auth.link_invalid'));
    await rooms.source.query(
      `UPDATE credentials SET expires_at = expires_at - interval '61 minutes' WHERE kind = 'link'`,
    );
    await expect(redeem(newer!)).rejects.toEqual(code('auth.link_invalid'));
  });

  it('goes to nobody who is unknown, suspended, without an address, or a program', async () => {
    const before = mail.messages.length;
    const cy = await rooms.add({ name: 'Cy', role: 'reader', login: 'cy', email: 'cy@firm.example' });
    await rooms.source.query(`UPDATE users SET suspended_at = now() WHERE id = $1`, [cy]);
    await rooms.add({ name: 'Di', role: 'reader', login: 'di' });
    const robot = {
      name: 'Robot',
      role: 'reader',
      login: 'robot',
      email: 'robot@firm.example',
      kind: 'service',
    } as const;
    await rooms.add(robot);
    for (const login of ['nobody', 'cy', 'di', 'robot']) await ask(login);
    expect(mail.messages.length).toBe(before);
  });

  it('is mailed five times an hour to one person, whoever asks', async () => {
    await rooms.add({ name: 'Eve', role: 'reader', login: 'eve', email: 'eve@firm.example' });
    const before = mail.messages.length;
    for (let n = 0; n < 7; n++) await ask('eve');
    expect(mail.messages.length - before).toBe(5);
  });

  it('is taken back where the mail server does not take it', async () => {
    const id = await rooms.add({ name: 'Fay', role: 'reader', login: 'fay', email: 'fay@firm.example' });
    mail.refuse(true);
    await ask('fay');
    mail.refuse(false);
    expect(await kindsAbout(id)).toEqual(['sign_in.link_mailed', 'sign_in.link_not_mailed']);
    expect(await rooms.source.query(`SELECT id FROM credentials WHERE user_id = $1`, [id])).toEqual([]);
  });

  it('is asked for in one and the same time: nothing is waited for', () => {
    expect(rooms.links.ask({ login: 'ada', language: 'en', url: URL })).toBeUndefined();
    expect(rooms.links.ask({ login: 'nobody', language: 'en', url: URL })).toBeUndefined();
  });
});
