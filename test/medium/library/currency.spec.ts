import { chunkId } from '#knowledge';
import { type Collection, IndexFeedRepository, type Registration } from '#library';
import { type TestPostgres, aVisibility, startPostgres } from '#testing';
import { type OpenLibrary, aFile, openLibrary } from './open-library.js';

const everything = aVisibility();

let postgres: TestPostgres;
let library: OpenLibrary;
let collection: Collection;

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  library = await openLibrary(await postgres.freshDatabase());
  collection = await library.collections.create('Payroll', 'library');
});
afterEach(() => library.close());

/** A revision of one document, read but not yet indexed. */
async function chunked(content: string, path = 'leave.txt', into = collection): Promise<Registration> {
  const [registration] = await library.register(into, [aFile(path, content)]);
  await library.parsed(registration!.revisionId, content);
  return registration!;
}
const currentOf = async ({ documentId }: Registration) =>
  (await library.documents.show(everything, documentId)).current?.id;
const stateOf = async ({ revisionId }: Registration) => (await library.revisions.find(revisionId))!.state;

/** Whether the revision's only chunk may be shown: now, or as of a change. */
async function isRead(
  { revisionId }: Registration,
  asOf: number | null = null,
  visibility = everything,
): Promise<boolean> {
  return (await library.passages.hydrate(visibility, [chunkId(revisionId, 0)], asOf)).size === 1;
}

async function remove({ documentId }: Registration, at: Date | null): Promise<void> {
  await library.source.transaction((manager) => library.documentRegister.setRemoved(manager, [documentId], at));
}

it('gives a revision to one writer only as one that was never written', async () => {
  const feed = new IndexFeedRepository(library.source);
  const ids = [(await chunked('one')).revisionId, (await chunked('two', 'two.txt')).revisionId];
  const given = await Promise.all([feed.beginWriting(ids), feed.beginWriting([...ids].reverse())]);
  expect(given.flatMap((each) => [...each]).sort()).toEqual([...ids].sort());
  expect((await feed.beginWriting(ids)).size).toBe(0);
});

describe('which revision is current', () => {
  it('is none before the first is indexed, then the newest indexed one', async () => {
    const first = await chunked('one');
    expect(await currentOf(first)).toBeUndefined();
    await library.goLive(first.revisionId);
    expect(await currentOf(first)).toBe(first.revisionId);
    const second = await chunked('two');
    expect(await currentOf(first)).toBe(first.revisionId);
    await library.goLive(second.revisionId);
    expect(await currentOf(first)).toBe(second.revisionId);
    expect(await stateOf(first)).toBe('superseded');
  });

  it('never is one that was overtaken, however late it is indexed', async () => {
    const [first, second] = [await chunked('one'), await chunked('two')];
    const ahead = await library.goLive(second.revisionId);
    const late = await library.goLive(first.revisionId);
    expect(await currentOf(first)).toBe(second.revisionId);
    expect(await stateOf(first)).toBe('superseded');
    for (const change of [null, 0, ahead, late]) expect(await isRead(first, change)).toBe(false);
  });

  it('is the newest of two that are indexed together', async () => {
    const [first, second] = [await chunked('one'), await chunked('two')];
    const change = await library.goLive(first.revisionId, second.revisionId);
    expect(await currentOf(first)).toBe(second.revisionId);
    expect([await isRead(first, change), await isRead(second, change)]).toEqual([false, true]);
  });

  it('is the newest of two that are indexed at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      const path = `race-${round}.txt`;
      const [first, second] = [await chunked('one', path), await chunked('two', path)];
      await Promise.all([library.goLive(first.revisionId), library.goLive(second.revisionId)]);
      expect(await currentOf(first)).toBe(second.revisionId);
      expect([await stateOf(first), await stateOf(second)]).toEqual(['superseded', 'live']);
    }
  });

  it('does not change when the step runs twice', async () => {
    const first = await chunked('one');
    await library.goLive(first.revisionId);
    const before = await library.documents.show(everything, first.documentId);
    await library.goLive(first.revisionId);
    expect(await library.documents.show(everything, first.documentId)).toMatchObject({ current: before.current });
  });

  it('stays the last good one when the newest fails', async () => {
    const first = await chunked('one');
    await library.goLive(first.revisionId);
    const second = await chunked('two');
    const failure = { code: 'document.corrupt', message: 'It is torn.' };
    await library.source.transaction((manager) => library.revisions.fail(manager, second.revisionId, failure));
    await library.goLive(second.revisionId);
    expect(await currentOf(first)).toBe(first.revisionId);
    expect(await isRead(first)).toBe(true);
  });
});

describe('what is read as of a change', () => {
  it('is the revision that was current then', async () => {
    const first = await chunked('one');
    const started = await library.goLive(first.revisionId);
    const second = await chunked('two');
    const replaced = await library.goLive(second.revisionId);
    expect([await isRead(first, started - 1), await isRead(first, started), await isRead(first, replaced)]).toEqual([
      false,
      true,
      false,
    ]);
    expect([await isRead(second, started), await isRead(second, replaced), await isRead(second)]).toEqual([
      false,
      true,
      true,
    ]);
    expect([await isRead(first), await isRead(second)]).toEqual([false, true]);
  });

  it('names changes by their time', async () => {
    const before = new Date();
    expect(await library.changes.changeAsOf(before)).toBe(0);
    const first = await chunked('one');
    const change = await library.goLive(first.revisionId);
    expect(await library.changes.changeAsOf(new Date(Date.now() + 1_000))).toBe(change);
    expect(await library.changes.changeAsOf(new Date(before.getTime() - 1_000))).toBe(0);
  });

  it('leaves out a document for the time that it was removed', async () => {
    const first = await chunked('one');
    await library.goLive(first.revisionId);
    await remove(first, new Date());
    const removed = await library.changes.changeAsOf(new Date(Date.now() + 1_000));
    const second = await chunked('two');
    expect(await isRead(first, removed)).toBe(false);
    const back = await library.goLive(second.revisionId);
    expect([await isRead(first, removed), await isRead(first, back), await isRead(second, back)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('removing and restoring', () => {
  it('hides the document at once and shows it again', async () => {
    const first = await chunked('one');
    await library.goLive(first.revisionId);
    await remove(first, new Date());
    expect(await isRead(first)).toBe(false);
    expect((await library.documents.list(everything, { offset: 0, limit: 10 })).total).toBe(0);
    await remove(first, null);
    expect(await isRead(first)).toBe(true);
    expect((await library.documents.list(everything, { offset: 0, limit: 10 })).total).toBe(1);
  });

  it('keeps hiding a document whose first revision is indexed only after the removal', async () => {
    const first = await chunked('one');
    await remove(first, new Date());
    await library.goLive(first.revisionId);
    expect(await isRead(first)).toBe(false);
    await remove(first, null);
    expect(await isRead(first)).toBe(true);
  });

  it('keeps the text of what is removed or superseded readable for those who may see it', async () => {
    const first = await chunked('one');
    await library.goLive(first.revisionId);
    await library.goLive((await chunked('two')).revisionId);
    await remove(first, new Date());
    expect(await library.passages.textOf(everything, first.revisionId)).toMatchObject({
      text: 'one',
      isSuperseded: true,
    });
    await expect(library.passages.textOf(aVisibility([]), first.revisionId)).rejects.toMatchObject({
      code: 'revision.not_found',
    });
  });

  it('tells the index each end and each return once', async () => {
    const first = await chunked('one');
    await library.goLive(first.revisionId);
    expect(await library.changes.unsyncedValidity(10)).toEqual([]);
    for (const at of [new Date(), null]) {
      await remove(first, at);
      const changes = await library.changes.unsyncedValidity(10);
      expect(changes).toMatchObject([{ revisionId: first.revisionId, collectionId: collection.id, isScratch: false }]);
      expect(changes[0]!.validTo === null).toBe(at === null);
      await library.changes.markValiditySynced(changes);
      expect(await library.changes.unsyncedValidity(10)).toEqual([]);
    }
  });
});

describe('who may read', () => {
  it('is decided by the collection, and a denial beats every permission', async () => {
    const other = await library.collections.create('Board', 'library');
    const [mine, theirs] = [await chunked('one'), await chunked('two', 'minutes.txt', other)];
    await library.goLive(mine.revisionId, theirs.revisionId);
    const reads = async (...[allowed, denied]: Parameters<typeof aVisibility>) => {
      const visibility = aVisibility(allowed, denied);
      return [await isRead(mine, null, visibility), await isRead(theirs, null, visibility)];
    };
    expect(await reads('all')).toEqual([true, true]);
    expect(await reads('all', [other.id])).toEqual([true, false]);
    expect(await reads([collection.id])).toEqual([true, false]);
    expect(await reads([collection.id, other.id], [other.id])).toEqual([true, false]);
    expect(await reads([])).toEqual([false, false]);
  });

  it('does not change with a question about the past', async () => {
    const first = await chunked('one');
    const change = await library.goLive(first.revisionId);
    expect(await isRead(first, change, aVisibility('all', [collection.id]))).toBe(false);
    expect(await isRead(first, change, aVisibility([]))).toBe(false);
  });
});

describe('how much could be searched at a moment', () => {
  it('is counted by the revisions in force then, whatever came of their documents', async () => {
    const gap = { code: 'page.unreadable', kind: 'text', count: 1, pages: [[1, 1]] };
    const marked = (id: string) =>
      library.source.query(`UPDATE revisions SET partly_read = true, coverage = $2 WHERE id = $1`, [
        ...[id, JSON.stringify({ pages: 2, gaps: [gap], recognised: [] })],
      ]);
    const now = async () =>
      new Date((await library.source.query<{ at: Date }[]>(`SELECT clock_timestamp() AS at`))[0]!.at);
    const counted = (change: number, moment: Date, visibility = everything) =>
      library.coverages.tallyAsOf(visibility, [collection.id], change, moment);
    const listed = async (asOf: number | null) =>
      (await library.coverages.partlyRead(everything, [], [], { limit: 10, asOf })).map(({ revisionId }) => revisionId);

    const [leave, gone] = [await chunked('one'), await chunked('other', 'gone.txt')];
    await marked(leave.revisionId);
    const unread = (await library.register(collection, [aFile('scan.pdf', 'x')]))[0]!;
    await library.source.query(`UPDATE revisions SET state = 'failed' WHERE id = $1`, [unread.revisionId]);
    const before = await library.goLive(leave.revisionId, gone.revisionId);
    const then = await now();
    const whole = await chunked('one, read whole');
    await library.parsed(unread.revisionId, 'read after all');
    await remove(gone, new Date());
    const after = await library.goLive(whole.revisionId, unread.revisionId);

    expect(await counted(before, then)).toEqual({ live: 2, failed: 1, partly: 1 });
    expect(await listed(before)).toEqual([leave.revisionId]);
    expect((await counted(after, await now())).partly).toBe(0);
    expect(await listed(after)).toEqual([]);
    expect(await listed(null)).toEqual([]);
    expect(await counted(before, then, aVisibility([]))).toEqual({ live: 0, failed: 0, partly: 0 });
    expect(await counted(0, new Date(0))).toEqual({ live: 0, failed: 0, partly: 0 });
  });
});
