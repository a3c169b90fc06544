import { Catalogue, embedderIdOf } from './catalogue.js';
import { kindOf } from './roles.js';

describe('Catalogue', () => {
  it.each([
    ['starter-embedder', 'starter-embedder'],
    ['starter-embedder-2', 'starter-embedder-2'],
    ['BAAI/bge-small-en-v1.5', 'bge-small-en-v1.5'],
    ['bge-small-en-v1.5-q8_0', 'bge-small-en-v1.5'],
    ['qwen3_embedding-0.6B.Q8', 'Qwen3-Embedding-0.6B'],
    ['bge-reranker-v2-m3-Q4_K_M', 'bge-reranker-v2-m3'],
    ['bge-m3-f16', 'bge-m3'],
    ['Qwen_Qwen3.5-9B-Q4_K_M', 'Qwen3.5-9B'],
    ['DeepSeek-R1-Distill-Llama-8B-Q4_K_M', 'DeepSeek-R1-Distill-Llama-8B'],
    ['gpt-oss-20b-mxfp4', 'gpt-oss-20b'],
    ['mistral-7b', undefined],
  ])('knows %s as %s', async (name, expected) => {
    const catalogue = await Catalogue.load('models');
    expect(catalogue.find(name)?.name).toBe(expected);
  });

  it('names an embedder by the file whose vectors it gives, and only where the served file is the one that is known', async () => {
    const starter = (await Catalogue.load('models')).get('starter-embedder')!;
    const [now, before] = [starter.sha256!, starter.vectorsOf!];
    expect(embedderIdOf('starter-embedder', now, starter)).toBe(`starter-embedder@${before.slice(0, 12)}`);
    expect(embedderIdOf('starter-embedder', 'ab'.repeat(32), starter)).toBe('starter-embedder@abababababab');
    expect(embedderIdOf('bge-m3-q8_0', 'ab'.repeat(32), null)).toBe('bge-m3-q8_0@abababababab');
    expect(embedderIdOf('served-elsewhere', null, null)).toBe('served-elsewhere');
  });

  it('says nothing without a source, except of what ships', async () => {
    const { entries } = await Catalogue.load('models');
    expect(entries.filter(({ sources, file }) => sources.length === 0 && !file)).toEqual([]);
    expect(entries.filter(({ roles }) => new Set(roles.map(kindOf)).size > 1)).toEqual([]);
    expect(new Set(entries.map(({ name }) => name.toLowerCase())).size).toBe(entries.length);
  });

  it('has something for every kind of model, every family and every size of machine', async () => {
    const { entries } = await Catalogue.load('models');
    const tiers = (kind: string) =>
      new Set(entries.filter(({ roles }) => kindOf(roles[0]) === kind).map(({ tier }) => tier));
    expect(tiers('embedder')).toContain('laptop');
    expect(tiers('reranker')).toContain('laptop');
    expect([...tiers('generator')].sort()).toEqual(['laptop', 'server', 'workstation']);
    const families = [
      'Qwen3',
      'Qwen3.5',
      'DeepSeek',
      'GLM-4.5-Air',
      'GLM-4.7-Flash',
      'gemma-4',
      'embeddinggemma',
    ].concat([
      'Llama-3.1-8B',
      'Llama-3.3-70B',
      'Mistral',
      'Nemotron-3',
      'gpt-oss',
      'bge-m3',
      'nomic-embed',
      'bge-reranker',
    ]);
    for (const family of families) expect(entries.some(({ name }) => name.startsWith(family))).toBe(true);
  });

  it.each([
    ['embeddinggemma-300m', 'task: search result | query: ', 'title: none | text: '],
    ['nomic-embed-text-v1.5', 'search_query: ', 'search_document: '],
    ['bge-small-en-v1.5', 'Represent this sentence for searching relevant passages: ', ''],
    [
      'Qwen3-Embedding-4B',
      'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:',
      '',
    ],
    ['bge-m3', '', ''],
  ])('puts before questions and passages what %s was trained with', async (name, queryPrefix, passagePrefix) => {
    expect((await Catalogue.load('models')).get(name)).toMatchObject({ queryPrefix, passagePrefix });
  });

  it('suggests whole files only, by addresses that give files', async () => {
    const { entries } = await Catalogue.load('models');
    const urls = entries.flatMap(({ url }) => url ?? []);
    expect(urls.length).toBeGreaterThan(30);
    for (const url of urls)
      expect(url).toMatch(/^https:\/\/huggingface\.co\/[^/]+\/[^/]+\/resolve\/main\/[^/]+(?<!-\d{5}-of-\d{5})\.gguf$/);
  });
});
