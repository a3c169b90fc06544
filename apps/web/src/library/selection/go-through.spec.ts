import { ApiError } from '../../api/api-error.js';
import { type Outcome, goThrough } from './go-through.js';

const refusal = new ApiError(409, 'stewardship.held', 'It is held.');

/** Goes through `abc`, where some of them fail. @returns What was tried, and what came of it. */
async function through(failing: Readonly<Record<string, Error>>, stopsAfter = Infinity) {
  const tried: string[] = [];
  const outcomes: Record<string, Outcome> = {};
  const act = async (item: string) => {
    tried.push(item);
    if (failing[item]) throw failing[item];
  };
  const ended = goThrough([...'abc'], act, {
    onStep: (item, outcome) => (outcomes[item] = outcome),
    isStopped: () => tried.length >= stopsAfter,
  });
  return { ended: await ended.catch((error: unknown) => error), tried: tried.join(''), outcomes };
}

it('takes one after another, in order', async () => {
  const { tried, outcomes } = await through({});
  expect(tried).toBe('abc');
  expect(outcomes).toEqual({ a: null, b: null, c: null });
});

it('goes on after one was refused, and says why', async () => {
  const { tried, outcomes } = await through({ b: refusal });
  expect(tried).toBe('abc');
  expect(outcomes).toMatchObject({ a: null, b: { code: 'stewardship.held', message: 'It is held.' }, c: null });
});

it('begins no other once it is stopped', async () => {
  const { tried, outcomes } = await through({}, 2);
  expect(tried).toBe('ab');
  expect(Object.keys(outcomes)).toEqual(['a', 'b']);
});

it.each([
  ['nothing answers', new TypeError('failed to fetch')],
  ['the service is away', new ApiError(503, 'http.503', 'Away.')],
  ['the session is over', new ApiError(401, 'auth.required', 'Sign in.')],
])('ends where %s, instead of failing with each', async (_, error) => {
  const { ended, tried, outcomes } = await through({ b: error });
  expect(ended).toBeInstanceOf(ApiError);
  expect(tried).toBe('ab');
  expect(Object.keys(outcomes)).toEqual(['a']);
});
