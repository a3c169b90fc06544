import { errorFromBody, errorFromEvent, toApiError } from './api-error.js';

describe('what the service said of a failure', () => {
  const told = { code: 'model.busy', message: 'Many ask at once.', correlationId: 'c1' };
  const waitOf = ({ retryAt }: { retryAt: number | null }) => retryAt && Math.round((retryAt - Date.now()) / 1_000);

  it('holds when the same is worth asking again, from the header or from the event of a stream', () => {
    expect(waitOf(errorFromBody(429, JSON.stringify(told), '12'))).toBe(12);
    expect(waitOf(errorFromEvent(200, { ...told, retryAfterS: 7 }))).toBe(7);
  });

  it('holds no such time where none was said, or one that is no number of seconds', () => {
    expect(errorFromBody(429, JSON.stringify(told), 'Fri, 01 Jan 2038 00:00:00 GMT').retryAt).toBeNull();
    expect(errorFromEvent(200, told)).toMatchObject({ ...told, retryAt: null });
  });
});

describe('what keeps an answer from coming', () => {
  it('is a service that is not reached, whether the connection failed or nothing came of it in time', () => {
    const unreached = { status: 0, code: 'network.unreachable' };
    expect(toApiError(new TypeError('Failed to fetch'))).toMatchObject(unreached);
    expect(toApiError(new DOMException('signal timed out', 'TimeoutError'))).toMatchObject(unreached);
  });
});
