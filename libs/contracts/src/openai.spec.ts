import { chatCompletionRequest } from './openai.js';

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
