import { RequestRefused } from './errors.js';

describe('RequestRefused', () => {
  it.each([
    [400, 'invalid', false],
    [404, 'not-found', false],
    [429, 'busy', true],
    [500, 'internal', false],
    [503, 'unavailable', true],
    [504, 'timeout', false],
  ])('takes status %i for %s', (status, kind, retryable) =>
    expect(new RequestRefused(status, 'some.code', 'A sentence.')).toMatchObject({ kind, retryable }),
  );
});
