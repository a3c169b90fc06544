import { IGNORED_OF_OTHER_EMBEDDERS, IGNORED_OF_OTHER_SERVERS } from './openai-neighbours.js';
import { chatCompletionRequest, embeddingRequest } from './openai.js';

const request = { model: 'chancery', messages: [{ role: 'user', content: 'How long is leave?' }] };
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }];

it('takes tools that are not to be called, and refuses others by their name', () => {
  const refusedAt = (more: object) =>
    chatCompletionRequest.safeParse({ ...request, ...more }).error?.issues.map(({ path }) => path);
  expect(refusedAt({ tools, tool_choice: 'none' })).toBeUndefined();
  expect(refusedAt({ tools: [], tool_choice: 'auto' })).toBeUndefined();
  for (const choice of [undefined, null, 'auto'])
    expect(refusedAt({ tools, tool_choice: choice })).toEqual([['tools']]);
});

describe('fields of other servers', () => {
  const refusedAt = (schema: typeof chatCompletionRequest | typeof embeddingRequest, body: object) =>
    schema.safeParse(body).error?.issues.flatMap((issue) => ('keys' in issue ? issue.keys : issue.path.join('.')));
  const inChat = (more: object) => refusedAt(chatCompletionRequest, { ...request, ...more });
  const inEmbeddings = (more: object) => refusedAt(embeddingRequest, { model: 'e', input: 'leave', ...more });
  const holding = (names: readonly string[], value: unknown) => Object.fromEntries(names.map((name) => [name, value]));

  it.each([[1], ['word'], [null], [{ inner: { list: [1] } }]])('are taken whatever they hold: %j', (value) => {
    expect(inChat(holding(IGNORED_OF_OTHER_SERVERS, value))).toBeUndefined();
    expect(inEmbeddings(holding(IGNORED_OF_OTHER_EMBEDDERS, value))).toBeUndefined();
  });

  it.each([
    ['grammar', { grammar: 'root ::= "yes"' }],
    ['format', { format: 'json' }],
    ['guided_json', { guided_json: {} }],
    ['echo', { echo: true }],
    ['continue_final_message', { continue_final_message: true }],
    ['documents', { documents: [{ text: 'Mine.' }] }],
    ['plugins', { plugins: [{ id: 'web' }] }],
    ['features.web_search', { features: { web_search: true } }],
    ['tool_ids.0', { tool_ids: ['weather'] }],
    ['files.0', { files: [{ id: 'f' }] }],
  ])('are refused by name where they change what is asked: %s', (name, more) => {
    expect(inChat(more)).toEqual([name]);
  });

  it('are taken from who switches nothing on', () => {
    expect(inChat({ features: { web_search: false }, tool_ids: [], files: [], max_tokens: -1 })).toBeUndefined();
  });

  it('are taken in embeddings where they ask for what is done anyway', () => {
    for (const truncate of ['END', true, null]) expect(inEmbeddings({ truncate, normalize: true })).toBeUndefined();
    for (const truncate of ['NONE', 'START', false]) expect(inEmbeddings({ truncate })).toEqual(['truncate']);
    expect(inEmbeddings({ normalize: false, prompt_name: 'query' })).toEqual(['normalize', 'prompt_name']);
  });
});
