import { whatDraftLacks } from './what-draft-lacks.js';

it.each([
  [{ choice: 'Renew it', reason: 'It is cheaper' }, null],
  [{ choice: '', reason: 'It is cheaper' }, 'choice'],
  [{ choice: 'Renew it', reason: ' \n' }, 'reason'],
  [{ choice: ' ', reason: '' }, 'choice reason'],
])('a draft %j lacks %j', (draft, lacks) => {
  expect(whatDraftLacks(draft)).toBe(lacks);
});
