import { readdir } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import officeCrypto from 'officecrypto-tool';
import { AccessPolicy } from '#access';
import type { Principal, Visibility } from '#knowledge';
import { CollectionRepository, CoverageRepository } from '#library';
import { type TestPostgres, aLockedXls, aVisibility, startPostgres } from '#testing';
import { type OpenIngestion, SOMEBODY, openIngestion } from './open-ingestion.js';
import { mailOf, mailboxOf, tarOf, tgzOf, zipOf } from './pack.js';

let postgres: TestPostgres;
let room: OpenIngestion;

beforeAll(async () => {
  postgres = await startPostgres();
  room = await openIngestion(await postgres.freshDatabase());
});
afterAll(async () => {
  await room?.close();
  await postgres?.stop();
});
beforeEach(() => room.begin());

const read = async (path: string, bytes: Uint8Array | string) => {
  const sent = await room.send(path, bytes);
  await room.settle();
  return { ...sent, all: await room.standing() };
};
const pathsOf = (all: ReadonlyMap<string, unknown>) => [...all.keys()];

describe('archives', () => {
  it('give a document for each file that can be read, below their own place, with what was said of them', async () => {
    const bytes = zipOf({
      'notes/leave.txt': 'Thirty days of leave.',
      'tool.exe': Buffer.from([0x4d, 0x5a, 0x90, 0, 1, 2, 3, 0xff]),
      '__MACOSX/._leave.txt': 'x',
      'empty/': '',
    });
    const { documentId } = await room.send('hr/staff.zip', bytes, { matter: '2031-17', title: 'All of it' });
    await room.settle();
    const all = await room.standing();
    expect(pathsOf(all)).toEqual(['hr/staff.zip', 'hr/staff.zip/notes/leave.txt']);
    expect(all.get('hr/staff.zip')).toMatchObject({
      state: 'chunked',
      text: 'notes/leave.txt',
      notes: ['member.not_read'],
    });
    const leave = all.get('hr/staff.zip/notes/leave.txt')!;
    expect(leave).toMatchObject({
      parentId: documentId,
      text: 'Thirty days of leave.',
      metadata: { matter: '2031-17' },
    });
    expect(leave.metadata).not.toHaveProperty('title');
    expect(await room.eventsOf('revision.unpacked')).toBe(1);
    expect(await readdir(room.unpackFolder)).toEqual([]);
  });

  it('of other kinds are opened too, inside each other as well', async () => {
    const inner = zipOf({ 'a.txt': 'The innermost file.' });
    const { all } = await read('outer.tgz', await tgzOf({ 'deep/inner.zip': inner, 'b.txt': 'Beside it.' }));
    expect(all.get('outer.tgz/deep/inner.zip/a.txt')?.text).toBe('The innermost file.');
    expect((await read('plain.tar', await tarOf({ 'c.txt': 'In a tar.' }))).all.get('plain.tar/c.txt')?.text).toBe(
      'In a tar.',
    );
    expect((await read('d.txt.gz', gzipSync('Packed alone.'))).all.get('d.txt.gz/d.txt')?.text).toBe('Packed alone.');
  });

  it('cannot place a file outside themselves, whatever it is called', async () => {
    const { all } = await read(
      'evil.zip',
      zipOf({
        '../../etc/passwd.txt': 'a',
        'C:\\windows\\b.txt': 'b',
        '/abs/c.txt': 'c',
        'x/../d.txt': 'd',
        '..\\e.txt': 'e',
      }),
    );
    expect(pathsOf(all)).toEqual([
      'evil.zip',
      'evil.zip/abs/c.txt',
      'evil.zip/d.txt'.replace('d.txt', 'e.txt'),
      'evil.zip/etc/passwd.txt',
      'evil.zip/windows/b.txt',
      'evil.zip/x/d.txt',
    ]);
    expect(all.get('evil.zip')?.notes).toContain('member.renamed');
  });

  it('keep two members of one name apart', async () => {
    const { all } = await read(
      'twice.tar',
      Buffer.concat([(await tarOf({ 'a.txt': 'first' })).subarray(0, 1024), await tarOf({ 'a.txt': 'second' })]),
    );
    expect(all.get('twice.tar/a.txt')?.text).toBe('first');
    expect(all.get('twice.tar/a (2).txt')?.text).toBe('second');
  });

  it('leave a place alone that another document holds', async () => {
    await read('a.zip/b.txt', 'I was here first.');
    const { all } = await read('a.zip', zipOf({ 'b.txt': 'Me too.', 'c.txt': 'Free.' }));
    expect(all.get('a.zip/b.txt')).toMatchObject({ text: 'I was here first.', parentId: null });
    expect(all.get('a.zip')?.notes).toEqual(['member.place_taken']);
    expect(all.get('a.zip/c.txt')?.text).toBe('Free.');
  });

  it('that hold nothing readable, or are locked or broken, say so', async () => {
    const { all } = await read('binary.zip', zipOf({ 'a.exe': Buffer.from([0x4d, 0x5a, 0, 1, 2, 0xff]) }));
    expect(all.get('binary.zip')?.code).toBe('archive.nothing_read');
    expect((await read('locked.zip', zipOf({ 'a.txt': 'x' }, 0x801))).all.get('locked.zip')?.code).toBe(
      'document.encrypted',
    );
    const cut = zipOf({ 'a.txt': 'x'.repeat(500) });
    expect((await read('cut.zip', cut.subarray(0, cut.length - 30))).all.get('cut.zip')?.code).toBe('document.corrupt');
  });
});

describe('a container that is sent again', () => {
  it('changes only what changed inside, and removes what is gone', async () => {
    await read('a.zip', zipOf({ 'same.txt': 'same', 'new.txt': 'old text', 'gone.zip': zipOf({ 'in.txt': 'in' }) }));
    const { all } = await read('a.zip', zipOf({ 'same.txt': 'same', 'new.txt': 'new text', 'more.txt': 'more' }));
    expect(all.get('a.zip/same.txt')).toMatchObject({ revisions: 1, isRemoved: false });
    expect(all.get('a.zip/new.txt')).toMatchObject({ revisions: 2, text: 'new text' });
    expect(all.get('a.zip/more.txt')).toMatchObject({ revisions: 1 });
    expect(all.get('a.zip/gone.zip')?.isRemoved).toBe(true);
    expect(all.get('a.zip/gone.zip/in.txt')?.isRemoved).toBe(true);
  });

  it('keeps what a legal hold covers though it is no longer inside, and removes the rest', async () => {
    const first = { 'a.txt': 'Kept as it is.', 'held.txt': 'On hold.', 'gone.txt': 'Goes away.' };
    const before = await read('case.zip', zipOf(first));
    const held = before.all.get('case.zip/held.txt')!.id;
    const hold = `INSERT INTO legal_holds (id, kind, object, reason, placed_by, placed_at) VALUES ($1, 'document', $2, 'Case', $1, now())`;
    await room.source.query(hold, [randomUUID(), held]);
    const after = await read('case.zip', zipOf({ 'a.txt': first['a.txt'] }));
    expect(after.all.get('case.zip')).toMatchObject({ state: 'chunked', revisions: 2 });
    const isRemoved = ['a.txt', 'held.txt', 'gone.txt'].map((name) => after.all.get(`case.zip/${name}`)?.isRemoved);
    expect(isRemoved).toEqual([false, false, true]);
    await room.source.query('UPDATE legal_holds SET lifted_at = now()');
  });

  it('changes nothing inside when it cannot be read', async () => {
    await read('a.zip', zipOf({ 'b.txt': 'b' }));
    const { all } = await read('a.zip', zipOf({ 'b.txt': 'c' }, 0x801));
    expect(all.get('a.zip')?.code).toBe('document.encrypted');
    expect(all.get('a.zip/b.txt')).toMatchObject({ text: 'b', isRemoved: false });
  });

  it('overtakes an older one that is read late', async () => {
    const old = await room.send('a.zip', zipOf({ 'b.txt': 'old' }));
    const now = await room.send('a.zip', zipOf({ 'c.txt': 'new' }));
    const parse = room.parsing();
    await parse.run(now.revisionId);
    await parse.run(old.revisionId);
    expect(pathsOf(await room.standing())).toEqual(['a.zip', 'a.zip/c.txt']);
  });

  it('is read twice at once and once more without doubling anything', async () => {
    const { revisionId } = await room.send('a.zip', zipOf({ 'b.txt': 'b', 'c.txt': 'c' }));
    const parse = room.parsing();
    await Promise.all([parse.run(revisionId), parse.run(revisionId)]);
    await parse.run(revisionId);
    const all = await room.standing();
    expect(pathsOf(all)).toEqual(['a.zip', 'a.zip/b.txt', 'a.zip/c.txt']);
    expect([...all.values()].map(({ revisions }) => revisions)).toEqual([1, 1, 1]);
    expect(await room.eventsOf('revision.unpacked')).toBe(2);
  });

  it('takes what came out of it along when it is removed and restored, but not what was removed before', async () => {
    const { documentId, all } = await read(
      'a.zip',
      zipOf({ 'b.txt': 'b', 'c.txt': 'c', 'd.zip': zipOf({ 'e.txt': 'e' }) }),
    );
    await room.manage.remove(SOMEBODY, all.get('a.zip/c.txt')!.id);
    await room.manage.remove(SOMEBODY, documentId);
    expect([...(await room.standing()).values()].every(({ isRemoved }) => isRemoved)).toBe(true);
    await room.manage.restore(SOMEBODY, documentId);
    const removed = [...(await room.standing())].filter(([, { isRemoved }]) => isRemoved).map(([path]) => path);
    expect(removed).toEqual(['a.zip/c.txt']);
    expect(await room.eventsOf('document.removed')).toBe(5);
    expect(await room.eventsOf('document.restored')).toBe(4);
  });

  it('keeps what comes out of it removed when it was removed while it was read', async () => {
    const { revisionId, documentId } = await room.send('a.zip', zipOf({ 'b.txt': 'b' }));
    await room.manage.remove(SOMEBODY, documentId);
    await room.parsing().run(revisionId);
    expect((await room.standing()).get('a.zip/b.txt')?.isRemoved).toBe(true);
    await room.manage.restore(SOMEBODY, documentId);
    expect((await room.standing()).get('a.zip/b.txt')?.isRemoved).toBe(false);
  });
});

describe('access', () => {
  it('to a container holds for what comes out of it, and its matter too, also what appears and changes later', async () => {
    const policy = new AccessPolicy(room.source);
    const reader = { userId: SOMEBODY.userId, role: 'reader' } as Principal;
    const seen = async () => (await policy.visibilityOf(reader)).documents.length;
    const [matter] = [randomUUID()];
    const { documentId } = await room.send('a.zip', zipOf({ 'b.zip': zipOf({ 'c.txt': 'c' }) }));
    await room.source.query(
      `INSERT INTO access_grants (subject_id, object_kind, object_id) VALUES ($1, 'document', $2)`,
      [reader.userId, documentId],
    );
    expect(await seen()).toBe(1);
    await room.settle();
    expect(await seen()).toBe(3);
    await room.source.query(`UPDATE documents SET matter_id = $2 WHERE id = $1`, [documentId, matter]);
    await room.send('a.zip', zipOf({ 'b.zip': zipOf({ 'd.txt': 'd' }) }));
    await room.settle();
    const rows = await room.source.query<{ m: string }[]>(
      `SELECT matter_id AS m FROM documents WHERE path LIKE 'a.zip%' AND matter_id IS NOT NULL`,
    );
    expect(rows.map(({ m }) => m)).toEqual(Array(4).fill(matter));
    expect(await seen()).toBe(4);
  });
});

describe('bounds', () => {
  const refusalOf = async (bytes: Uint8Array, limits: Parameters<OpenIngestion['parsing']>[0]) => {
    const { documentId } = await room.send('bomb.zip', bytes);
    await room.settle(room.parsing(limits));
    const all = [...(await room.standing()).values()];
    return { own: all.find(({ id }) => id === documentId)!.code, codes: all.map(({ code }) => code) };
  };

  it('on files, bytes, ratio and depth refuse with the name of the setting', async () => {
    const three = zipOf({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' });
    expect((await refusalOf(three, { maxMembers: 2 })).own).toBe('archive.too_many_members');
    expect((await refusalOf(zipOf({ 'a.txt': 'a'.repeat(5_000) }), { maxBytes: 4_000 })).own).toBe('archive.too_large');
    expect((await refusalOf(zipOf({ 'a.txt': Buffer.alloc(30_000_000, 'a') }), {})).own).toBe('archive.ratio');
    const others = Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`${i}.bin`, 'a']));
    expect((await refusalOf(zipOf(others), { maxMembers: 2 })).own).toBe('archive.too_many_members');
    const [message] = await room.source.query<{ m: string }[]>(
      `SELECT failure_message AS m FROM revisions WHERE failure_code = 'archive.ratio'`,
    );
    expect(message!.m).toContain('ARCHIVE_RATIO');
  });

  it('hold for all containers inside each other together', async () => {
    const part = (name: string) => zipOf({ [`${name}1.txt`]: `${name} one`, [`${name}2.txt`]: `${name} two` });
    const { codes } = await refusalOf(zipOf({ 'a.zip': part('a'), 'b.zip': part('b'), 'c.zip': part('c') }), {
      maxMembers: 6,
    });
    expect(codes.filter((code) => code === 'archive.too_many_members').length).toBeGreaterThan(0);
    expect(codes.length).toBeLessThanOrEqual(7);
  });

  it('stop at a depth, also for a file that unpacks to itself', async () => {
    let nested = zipOf({ 'a.txt': 'a' });
    for (let i = 0; i < 4; i++) nested = zipOf({ 'in.zip': nested });
    const { codes } = await refusalOf(nested, { maxDepth: 3 });
    expect(codes).toEqual([null, null, null, 'archive.too_deep']);
  });
});

describe('messages', () => {
  it('have their attachments as documents, attached messages with theirs', async () => {
    const inner = mailOf({
      subject: 'Inner',
      body: 'I am inside.',
      attachments: { 'deep.txt': ['text/plain', 'Deep down.'] },
    });
    const { all } = await read(
      'mail.eml',
      mailOf({
        ...{ subject: 'Lease', body: 'See attached.', id: '<1@a.example>', inReplyTo: '<0@a.example>' },
        attachments: { 'contract.txt': ['text/plain', 'Rent is due.'], Forwarded: ['message/rfc822', inner] },
      }),
    );
    expect(pathsOf(all)).toEqual([
      'mail.eml',
      'mail.eml/attachments/Forwarded.eml',
      'mail.eml/attachments/Forwarded.eml/attachments/deep.txt',
      'mail.eml/attachments/contract.txt',
    ]);
    expect(all.get('mail.eml')).toMatchObject({
      notes: null,
      metadata: {
        author: 'Ada <ada@a.example>',
        date: '2031-05-05',
        message_id: '<1@a.example>',
        in_reply_to: '<0@a.example>',
      },
    });
    expect(all.get('mail.eml/attachments/contract.txt')?.text).toBe('Rent is due.');
  });

  it('that are signed are read as what was signed', async () => {
    const signed = `From: ada@a.example\r\nSubject: Signed\r\nMIME-Version: 1.0\r\nContent-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe signed words.\r\n--b\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n--b--\r\n`;
    const { all } = await read('letter.p7s', signed);
    expect(all.get('letter.p7s')?.text).toContain('The signed words.');
    expect(all.get('letter.p7s')?.notes).toEqual(['signature.not_checked']);
    expect(all.size).toBe(1);
  });

  it('of a mailbox are documents that a longer copy of it leaves unchanged', async () => {
    const first = { subject: 'Rent', body: 'When is it due?', id: '<1@a>' };
    const answer = { subject: 'Re: Rent', body: 'On the third.', id: '<2@a>', inReplyTo: '<1@a>' };
    const one = await read('post.mbox', mailboxOf([first]));
    const [path] = pathsOf(one.all).filter((each) => each.endsWith('.eml'));
    expect(path).toMatch(/^post\.mbox\/2031-05-05 Rent \[[0-9a-f]{6}\]\.eml$/);
    const { all } = await read(
      'post.mbox',
      mailboxOf([{ subject: 'Earlier', body: 'Hello.', id: '<0@a>' }, first, answer]),
    );
    expect(all.get(path!)).toMatchObject({ revisions: 1, isRemoved: false });
    expect(all.get(path!)?.text).toContain('When is it due?');
    expect(all.size).toBe(4);
    expect(all.get('post.mbox')?.text).toContain('Re: Rent');
  });
});

describe('legal texts', () => {
  it('are stored with the clauses of their passages, their defined terms and their language', async () => {
    const contract = [
      '§ 1 Mietsache',
      '(1) Der Vermieter vermietet die Wohnung (nachfolgend „Wohnung“) an den Mieter.',
      '§ 2 Miete',
      '(1) Die Miete ist am dritten Werktag eines jeden Monats fällig.',
    ].join('\n\n');
    const { revisionId } = await read('lease.txt', contract);
    const chunks = await room.source.query<{ text: string; clauses: { label: string }[] }[]>(
      `SELECT text, clauses FROM chunks WHERE revision_id = $1 ORDER BY ordinal`,
      [revisionId],
    );
    expect(chunks.map(({ text, clauses }) => [text.split('\n')[0], clauses.map(({ label }) => label)])).toEqual([
      ['§ 1 Mietsache', ['§ 1', '§ 1 Abs. 1']],
      ['§ 2 Miete', ['§ 2', '§ 2 Abs. 1']],
    ]);
    const [revision] = await room.source.query<{ language: string; terms: object[]; metadata: object }[]>(
      `SELECT language, defined_terms AS terms, metadata FROM revisions WHERE id = $1`,
      [revisionId],
    );
    expect(revision).toMatchObject({
      language: 'de',
      metadata: { language: 'de' },
      terms: [{ term: 'Wohnung', clause: '§ 1 Abs. 1' }],
    });
  });
});

describe('what was read', () => {
  it('is kept with the revision, counted, and listed with those first that are asked for', async () => {
    const exe = Buffer.from('4d5a900003ff', 'hex');
    const ids: string[] = [];
    for (const name of ['one.zip', 'two.zip'])
      ids.push((await read(name, zipOf({ 'a.txt': `In ${name}.`, 'tool.exe': exe }))).documentId);
    await read('whole.txt', 'All of it.');
    await room.source.query(`UPDATE revisions SET state = 'live' WHERE state = 'chunked'`);
    const { collection, latest } = await room.documents.show(aVisibility(), ids[0]!);
    expect(latest.coverage).toMatchObject({ members: 1, gaps: [{ code: 'member.not_read', count: 1 }] });
    const tally = await new CollectionRepository(room.source, null as never).tally(aVisibility(), [collection.id]);
    expect(tally).toEqual({ live: 5, failed: 0, pending: 0, partly: 2 });
    const coverages = new CoverageRepository(room.source);
    const listed = async (visibility: Visibility, first: string[], more = {}) =>
      (await coverages.partlyRead(visibility, [collection.id], first, { limit: 5, ...more })).map(
        ({ documentId }) => documentId,
      );
    expect(await listed(aVisibility(), [ids[0]!])).toEqual(ids);
    expect(await listed(aVisibility(), [ids[1]!])).toEqual([ids[1], ids[0]]);
    expect(await listed(aVisibility(), [ids[1]!], { onlyFirst: true })).toEqual([ids[1]]);
    expect(await listed(aVisibility([]), ids)).toEqual([]);
  });
});

describe('locked documents', () => {
  it('inside an archive wait for their password like any other', async () => {
    const inner = officeCrypto.encrypt(aWorkbook('Forty'), { password: 'sesame' });
    const { all } = await read('pack.zip', zipOf({ 'fees.xlsx': inner, 'plain.txt': 'Beside it.' }));
    const fees = all.get('pack.zip/fees.xlsx')!;
    expect(fees.code).toBe('document.encrypted');
    await room.unlocking.run(SOMEBODY, fees.id, 'sesame');
    expect((await room.standing()).get('pack.zip/fees.xlsx')?.text).toContain('Forty');
  });

  it.each(['ZipCrypto', 'AES'] as const)('that are archives (%s) give their files for their password', async (lock) => {
    const bytes = await aLockedZip(lock, 'sésame 7', { 'a/terms.txt': 'The vault opens at noon.', 'b.txt': 'Twice.' });
    const { documentId, all } = await read(`${lock}.zip`, bytes);
    expect(all.get(`${lock}.zip`)?.code).toBe('document.encrypted');
    await expect(room.unlocking.run(SOMEBODY, documentId, 'sesame 7')).rejects.toMatchObject({
      code: 'document.wrong_password',
    });
    expect([...(await room.standing()).keys()]).toEqual([`${lock}.zip`]);
    await room.unlocking.run(SOMEBODY, documentId, 'sésame 7');
    await room.settle();
    const standing = await room.standing();
    expect(standing.get(`${lock}.zip`)).toMatchObject({ state: 'chunked', notes: null });
    expect(standing.get(`${lock}.zip/a/terms.txt`)?.text).toBe('The vault opens at noon.');
    expect(standing.get(`${lock}.zip/b.txt`)?.text).toBe('Twice.');
  });

  it('of the old Office formats are read with their password', async () => {
    const { documentId, all } = await read('fees.xls', aLockedXls('sésame 7', 'Forty pounds'));
    expect(all.get('fees.xls')?.code).toBe('document.encrypted');
    await expect(room.unlocking.run(SOMEBODY, documentId, 'sesame 7')).rejects.toMatchObject({
      code: 'document.wrong_password',
    });
    await room.unlocking.run(SOMEBODY, documentId, 'sésame 7');
    expect((await room.standing()).get('fees.xls')?.text).toContain('Forty pounds');
  });

  it('that are archives are held to the limits of all others', async () => {
    const zeros = '0'.repeat(30_000_000);
    const { documentId } = await read('bomb.zip', await aLockedZip('AES', 'sesame', { 'zeros.txt': zeros }));
    await expect(room.unlocking.run(SOMEBODY, documentId, 'sesame')).rejects.toMatchObject({ code: 'archive.ratio' });
  });

  it('of a kind that has no use for a password here say so', async () => {
    const manifest = '<manifest:manifest><manifest:encryption-data/></manifest:manifest>';
    const { documentId } = await read(
      'locked.odt',
      zipOf({
        mimetype: 'application/vnd.oasis.opendocument.text',
        'META-INF/manifest.xml': manifest,
        'content.xml': 'x',
      }),
    );
    await expect(room.unlocking.run(SOMEBODY, documentId, 'sesame')).rejects.toMatchObject({
      code: 'document.cannot_unlock',
    });
  });

  it('are read with their password, which is kept nowhere, and left alone by a wrong one', async () => {
    const locked = officeCrypto.encrypt(aWorkbook('Forty'), { password: 'sésame 7' });
    const { documentId, all } = await read('fees.xlsx', locked);
    expect(all.get('fees.xlsx')?.code).toBe('document.encrypted');
    await expect(room.unlocking.run(SOMEBODY, documentId, 'wrong')).rejects.toMatchObject({
      code: 'document.wrong_password',
    });
    expect((await room.standing()).get('fees.xlsx')?.code).toBe('document.encrypted');
    await room.unlocking.run(SOMEBODY, documentId, 'sésame 7');
    expect((await room.standing()).get('fees.xlsx')).toMatchObject({ state: 'chunked', code: null });
    expect((await room.standing()).get('fees.xlsx')?.text).toContain('Forty');
    expect(await room.eventsOf('revision.unlocked')).toBe(1);
    expect(await readdir(room.unpackFolder)).toEqual([]);
    await expect(room.unlocking.run(SOMEBODY, documentId, 'sésame 7')).rejects.toMatchObject({
      code: 'document.not_locked',
    });
  });
});

async function aLockedZip(lock: 'ZipCrypto' | 'AES', password: string, files: Record<string, string>) {
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    password,
    zipCrypto: lock === 'ZipCrypto',
    useWebWorkers: false,
  });
  for (const [name, text] of Object.entries(files)) await zip.add(name, new TextReader(text));
  return Buffer.from(await zip.close());
}

function aWorkbook(fee: string): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['Fee'], [fee]]), 'Fees');
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}
