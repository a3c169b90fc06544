import { RequestRefused } from './errors.js';

describe('RequestRefused', () => {
  it.each([
    [400, 'invalid', false],
    [404, 'not-found', false],
    [429, 'busy', true],
    [500, 'internal', false],
    [503, 'unavailable', false],
    [504, 'timeout', false],
  ])('takes status %i for %s', (status, kind, retryable) =>
    expect(new RequestRefused(status, 'some.code', 'A sentence.')).toMatchObject({ kind, retryable }),
  );

  it('takes 503 for worth another try where the service names seconds, and from a proxy anyway', () => {
    expect(new RequestRefused(503, 'some.code', 'A sentence.', 5)).toMatchObject({ retryable: true });
    expect(new RequestRefused(503, 'http.503', 'A sentence.')).toMatchObject({ retryable: true });
  });
});
