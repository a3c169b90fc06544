import type { AccessPolicy } from '#access';
import { CollectionNotFound } from '#library';
import type { RetrievePassages, SearchScopes } from '#retrieval';
import type { IndexGeneration, IndexGenerationRepository } from '#search-index';
import { AskGoldenQuestions } from './ask-golden-questions.js';
import type { GoldenQuestion } from './golden-question.js';
import type { GoldenQuestionRepository } from './golden-question.repository.js';

const GENERATION = { id: 'g1', embedderId: 'e', fusionWeight: null } as IndexGeneration;
const question = (id: string, collectionIds: string[]) =>
  ({
    id,
    question: 'How much leave?',
    collectionIds,
    expected: [{ documentId: 'd', quote: null, page: null }],
  }) as unknown as GoldenQuestion;

it('finds nothing in a collection that is gone, and goes on with the other questions', async () => {
  const asking = new AskGoldenQuestions(
    { visibilityOf: () => Promise.resolve({}) } as unknown as AccessPolicy,
    {
      resolve: (_sight: unknown, names: string[]) =>
        names.includes('gone')
          ? Promise.reject(new CollectionNotFound('gone'))
          : Promise.resolve({ tables: [], embedder: 'e', collectionIds: names }),
    } as unknown as SearchScopes,
    {
      run: () => Promise.resolve({ passages: [{ documentId: 'd', page: 1, text: '20 days' }], degraded: null }),
    } as unknown as RetrievePassages,
    {} as IndexGenerationRepository,
    {} as GoldenQuestionRepository,
  );
  const signal = new AbortController().signal;
  const results = await asking.ask(GENERATION, [question('a', ['gone']), question('b', [])], signal);
  expect(results.map(({ questionId, ranks }) => [questionId, ranks])).toEqual([
    ['a', [null]],
    ['b', [1]],
  ]);
});
