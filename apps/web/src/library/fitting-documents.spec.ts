import { fittingDocuments } from './fitting-documents.js';

const documents = [
  { title: 'Travel and Expenses Policy', path: 'policies/travel-expenses.md' },
  { title: 'Annual Review', path: 'reports/annual-review.pdf' },
  { title: 'Policies at a glance', path: 'notes/glance.txt' },
];
const titles = (typed: string) => fittingDocuments(documents, typed).map(({ title }) => title);

it('offers what has the typed words in its title or its path, without case, in its order', () => {
  expect(titles('POLIC')).toEqual(['Travel and Expenses Policy', 'Policies at a glance']);
  expect(titles(' annual-review ')).toEqual(['Annual Review']);
});

it('offers nothing where nothing fits, and all where nothing is typed', () => {
  expect(titles('tungsten')).toEqual([]);
  expect(titles('  ')).toHaveLength(3);
});
