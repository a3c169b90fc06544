import { Catalogue } from './catalogue.js';

describe('Catalogue', () => {
  it.each([
    ['starter-embedder', 'starter-embedder'],
    ['BAAI/bge-small-en-v1.5', 'bge-small-en-v1.5'],
    ['bge-small-en-v1.5-q8_0', 'bge-small-en-v1.5'],
    ['qwen3_embedding-0.6B.Q8', 'Qwen3-Embedding-0.6B'],
    ['bge-reranker-v2-m3-Q4_K_M', 'bge-reranker-v2-m3'],
    ['bge-m3-f16', 'bge-m3'],
    ['mistral-7b', undefined],
  ])('knows %s as %s', async (name, expected) => {
    const catalogue = await Catalogue.load('models');
    expect(catalogue.find(name)?.name).toBe(expected);
  });
});
