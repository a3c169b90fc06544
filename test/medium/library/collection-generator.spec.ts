import { type TestPostgres, aVisibility, startPostgres } from '#testing';
import { type OpenLibrary, openLibrary } from './open-library.js';

let postgres: TestPostgres;
let library: OpenLibrary;

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => void (library = await openLibrary(await postgres.freshDatabase())));
afterEach(() => library.close());

const collection = async (name: string, generator: string | null) => {
  const { id } = await library.collections.create(name, 'library');
  await library.source.transaction((manager) => library.collections.setGenerator(manager, id, generator));
  return id;
};

it('gives the one generator that all collections of a question name, and none where they differ', async () => {
  const [a, b, c, d] = await Promise.all([
    collection('A', 'lawyer'),
    collection('B', 'lawyer'),
    collection('C', 'clerk'),
    collection('D', null),
  ]);
  const of = (...ids: string[]) => library.collections.generatorOf(ids);
  expect(await of(a)).toBe('lawyer');
  expect(await of(a, b)).toBe('lawyer');
  expect(await of(a, c)).toBeNull();
  expect(await of(a, d)).toBeNull();
  expect(await of(d)).toBeNull();
  expect(await of()).toBeNull();
});

it('shows with a collection which model answers for it', async () => {
  const id = await collection('Contracts', 'lawyer');
  const everything = aVisibility();
  expect(await library.collections.find(everything, 'contracts')).toMatchObject({ id, generator: 'lawyer' });
  expect(await library.collections.list(everything)).toMatchObject([{ name: 'Contracts', generator: 'lawyer' }]);
  expect(await library.collections.countWithGenerator('lawyer')).toBe(1);
});

it('names as users of a model only the collections in sight', async () => {
  const mine = await collection('Mine', 'lawyer');
  await collection('Hidden', 'lawyer');
  const used = await library.collections.byGenerator(aVisibility([mine]));
  expect([...used]).toEqual([['lawyer', ['Mine']]]);
  expect(await library.collections.countWithGenerator('lawyer')).toBe(2);
});
