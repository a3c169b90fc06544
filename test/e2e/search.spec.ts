import type { AlertView, CollectionView, ComparisonView, SavedSearchView, SearchResult } from '#contracts';
import { type TestService, queryOnce, startService } from '#testing';
import { Api, expectOk, until } from './support/api.js';
import { type TestPerson, aPerson, grant } from './support/people.js';

const LEASE = `# Master lease

## Notice

The notice period for the glimmerstone premises is three months.

## Rent

Rent is due on the first day of each month.`;

describe('searching, comparing and being told', () => {
  let service: TestService;
  let admin: Api;
  let reader: Api;
  let person: TestPerson;
  let open: string;

  beforeAll(async () => {
    service = await startService();
    admin = new Api(service.url, service.token);
    await admin.add('Contracts', 'lease.md', LEASE, { author: 'Ada Lovelace', date: '2024-03-15', language: 'en' });
    await admin.add('Contracts', 'draft.txt', 'A draft about the period of notice for glimmerstone.', { date: '2019' });
    await admin.add('Secret', 'board.md', '# Board\n\nThe notice period of the glimmerstone board is a day.', {
      author: 'Grace Hopper',
    });
    person = await aPerson(service, 'reader');
    reader = new Api(service.url, person.key);
    open = (await collections()).get('Contracts')!;
    await grant(service, person, open);
  });
  afterAll(() => service?.stop());

  const collections = async () => {
    const { collections: all } = expectOk(
      await admin.get<{ collections: CollectionView[] }>('/api/v1/collections'),
      200,
    );
    return new Map(all.map(({ name, id }) => [name, id]));
  };
  const paths = async (query: string, more: Record<string, unknown> = {}, by = admin) =>
    [...new Set((await by.passages(query, more)).map(({ path }) => path))].sort();

  it.each([
    ['"notice period" glimmerstone', ['board.md', 'lease.md']],
    ['glimmerstone -draft -collection:secret', ['lease.md']],
    ['title:lease', ['lease.md']],
    ['author:"ada lovelace" type:md', ['lease.md']],
    ['before:2020', ['draft.txt']],
    ['notice after:2024-03-15 before:2024-04', ['lease.md']],
    ['language:English path:lease', ['lease.md']],
    ['"period notice"', []],
  ])('finds by operators: %s', async (query, found) => expect(await paths(query)).toEqual(found));

  it('says what to write where an operator is wrong, and takes everything for words when told to', async () => {
    const wrong = await admin.post('/api/v1/search', { query: 'notice before:yesterday' });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'search.bad_operator' } });
    expect(await paths('notice before:yesterday', { syntax: 'plain' })).toContain('lease.md');
    expect(await admin.post('/api/v1/search', { query: 'x collection:nowhere' })).toMatchObject({ status: 404 });
  });

  it('marks what matched', async () => {
    const [passage] = await admin.passages('title:lease "notice period"');
    const marked = passage!.highlights.text.map(([start, end]) => passage!.text.slice(start, end).toLowerCase());
    expect(marked).toContain('notice period');
  });

  it('counts the matches of each person, and nothing that is hidden from them', async () => {
    const facets = async (by: Api) => (await by.search('glimmerstone', { facets: true })).facets!;
    expect(await facets(admin)).toMatchObject({ documents: 3 });
    const seen = await facets(reader);
    expect(seen).toMatchObject({ documents: 2, collection: [{ value: 'Contracts', documents: 2 }] });
    expect(seen.author).toEqual([{ value: 'Ada Lovelace', documents: 1 }]);
    expect(await reader.post('/api/v1/search', { query: 'x collection:Secret' })).toMatchObject({ status: 404 });
    expect(await paths('author:hopper', {}, reader)).toEqual([]);
  });

  it('puts passages together by document where that is asked for', async () => {
    const { passages, documents } = await admin.search('glimmerstone notice rent', { perDocument: 2, limit: 2 });
    expect(documents).toHaveLength(2);
    const owners = documents!.flatMap(({ document, passages: own }) => Array<string>(own).fill(document));
    expect(passages.map(({ document }) => document)).toEqual(owners);
    expect((await admin.search('glimmerstone')).documents).toBeNull();
    expect(await admin.post('/api/v1/search', { query: 'x', perDocument: 0 })).toMatchObject({ status: 400 });
  });

  it('keeps to the documents that are named, as far as they may be seen', async () => {
    const [board] = await admin.passages('title:board');
    const [lease] = await admin.passages('title:lease');
    expect(await paths('glimmerstone', { documents: [lease!.document] })).toEqual(['lease.md']);
    const both = { documents: [lease!.document.toUpperCase(), board!.document] };
    expect(await paths('glimmerstone', both)).toEqual(['board.md', 'lease.md']);
    expect(await paths('glimmerstone', both, reader)).toEqual(['lease.md']);
    expect(await paths('type:md', { documents: [lease!.document] })).toEqual(['lease.md']);
    expect(await admin.post('/api/v1/search', { query: 'x', documents: ['lease'] })).toMatchObject({ status: 400 });
  });

  it('finds the like of documents, revisions and records, inside what may be seen', async () => {
    const [lease] = await admin.passages('title:lease');
    const like = async (id: string, by = admin) =>
      expectOk(await by.post<SearchResult>('/api/v1/search', { like: { id } }), 200).passages.map(({ path }) => path);
    expect(await like(lease!.document)).toContain('board.md');
    expect(await like(lease!.document)).not.toContain('lease.md');
    expect(await like(lease!.revision, reader)).toEqual(['draft.txt']);
    const { record } = await reader.ask('How long is the notice period for the glimmerstone premises?');
    expect(await like(record, reader)).toContain('lease.md');
    const [board] = await admin.passages('title:board');
    expect(await reader.post('/api/v1/search', { like: { id: board!.document } })).toMatchObject({ status: 404 });
    const foreign = (await admin.ask('How long is the notice period of the glimmerstone board?')).record;
    expect(await reader.post('/api/v1/search', { like: { id: foreign } })).toMatchObject({ status: 404 });
  });

  it('compares two revisions, unless one may not be seen', async () => {
    const first = (await admin.passages('title:lease'))[0]!;
    await admin.add('Contracts', 'lease.md', LEASE.replace('three months', 'six months'), { author: 'Ada Lovelace' });
    const address = `/api/v1/comparison?left=${first.revision}&right=${first.document}`;
    const compared = expectOk(await reader.get<ComparisonView>(address), 200);
    expect(compared).toMatchObject({ changed: 1, added: 0, removed: 0, left: { revisionNumber: 1 } });
    expect(compared.right).toMatchObject({ revisionNumber: 2, isSuperseded: false });
    const [board] = await admin.passages('title:board');
    const hidden = `/api/v1/comparison?left=${first.revision}&right=${board!.document}`;
    expect(await reader.get(hidden)).toMatchObject({ status: 404 });
  });

  describe('saved searches', () => {
    const alerts = async (by = reader) => expectOk(await by.get<{ alerts: AlertView[] }>('/api/v1/alerts'), 200).alerts;
    const found = async () => (await alerts()).map(({ title }) => title).sort();

    it('tell of what newly matches, once, inside what may be seen then', async () => {
      const saved = expectOk(
        await reader.post<SavedSearchView>('/api/v1/searches', {
          name: 'Leases',
          query: 'glimmerstone "notice period"',
        }),
        201,
      );
      await admin.add('Contracts', 'other.txt', 'Nothing of interest: a notice.', { title: 'Other' });
      await admin.add('Secret', 'hidden.txt', 'A glimmerstone notice period in secret.', { title: 'Hidden' });
      await admin.add('Contracts', 'new.txt', 'The glimmerstone notice period is new.', { title: 'New' });
      await until('the new document is told', 60_000, async () => ((await found()).length > 0 ? true : null));
      expect(await found()).toEqual(['New']);
      expect((await alerts())[0]).toMatchObject({ isSeen: false, search: { id: saved.id, name: 'Leases' } });
      expectOk(await reader.post('/api/v1/alerts/seen', {}), 204);
      expect(expectOk(await reader.get('/api/v1/alerts/count'), 200)).toEqual({ unseen: 0 });
      expect(await alerts(admin)).toEqual([]);

      const { documents } = await admin.documents('text=new.txt');
      expectOk(await admin.send('PUT', `/api/v1/people/${person.id}/grants/${open}`, denial()), 200);
      expect(await found()).toEqual([]);
      expectOk(await admin.delete(`/api/v1/people/${person.id}/grants/${open}`), 204);
      await grant(service, person, open);
      expect(await found()).toEqual(['New']);
      expect(documents).toHaveLength(1);
    });

    it('tell whoever is suspended of nothing, and once they are back of what came meanwhile', async () => {
      const suspend = async (suspended: boolean) =>
        expectOk(await admin.patch(`/api/v1/people/${person.id}`, { suspended }), 200);
      const query = 'glimmerstone "notice period"';
      const mine = expectOk(await admin.post<SavedSearchView>('/api/v1/searches', { name: 'Mine', query }), 201).id;
      await suspend(true);
      await admin.add('Contracts', 'later.txt', 'The glimmerstone notice period is later.', { title: 'Later' });
      await until('it is told to somebody else', 60_000, async () => ((await alerts(admin)).length > 0 ? true : null));
      const kept = `SELECT count(*)::int AS kept FROM search_alerts a JOIN saved_searches s ON s.id = a.search_id WHERE s.owner_id = $1`;
      expect(await queryOnce(service.databaseUrl(), kept, [person.id])).toEqual([{ kept: 1 }]);
      await suspend(false);
      await until('the later one is told', 60_000, async () => ((await found()).length > 1 ? true : null));
      expect(await found()).toEqual(['Later', 'New']);
      expectOk(await admin.delete(`/api/v1/searches/${mine}`), 204);
    });

    it('are refused when they make no sense, and end with their alerts', async () => {
      const bad = await reader.post('/api/v1/searches', { name: 'Bad', query: 'type:nonsense' });
      expect(bad).toMatchObject({ status: 400, body: { code: 'search.bad_operator' } });
      const [saved] = expectOk(await reader.get<{ searches: SavedSearchView[] }>('/api/v1/searches'), 200).searches;
      expectOk(await reader.delete(`/api/v1/searches/${saved!.id}`), 204);
      expect(await alerts()).toEqual([]);
    });
  });

  const denial = () => ({
    body: JSON.stringify({ access: 'deny' }),
    headers: { 'content-type': 'application/json' },
  });
});
