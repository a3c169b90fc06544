import { ApiError } from '../api/api-error.js';
import { isWorthRetrying } from './query-client.js';

describe('asking again without being told to', () => {
  const failed = (status: number, retryAfterS?: number) => new ApiError(status, 'code', 'message', null, { retryAfterS });

  it('is for what may have been a moment', () => {
    expect([failed(0), failed(503)].map(isWorthRetrying)).toEqual([true, true]);
    expect([failed(404), failed(429), new Error('else')].map(isWorthRetrying)).toEqual([false, false, false]);
  });

  it('is not for a service that said when', () => expect(isWorthRetrying(failed(503, 7))).toBe(false));
});
