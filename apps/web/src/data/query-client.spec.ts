import { ApiError } from '../api/api-error.js';
import { QueryObserver } from '@tanstack/react-query';
import { keys } from './keys.js';
import { createQueryClient, isWorthRetrying } from './query-client.js';

describe('asking again without being told to', () => {
  const failed = (status: number, retryAfterS?: number) => new ApiError(status, 'code', 'message', null, { retryAfterS });

  it('is for what may have been a moment', () => {
    expect([failed(0), failed(503)].map(isWorthRetrying)).toEqual([true, true]);
    expect([failed(404), failed(429), new Error('else')].map(isWorthRetrying)).toEqual([false, false, false]);
  });

  it('is not for a service that said when', () => expect(isWorthRetrying(failed(503, 7))).toBe(false));
});

describe('a service that goes away', () => {
  const away = new ApiError(0, 'network.unreachable', 'message');
  /** What asks for it again, once, in a client that does not try three times. */
  const asked = () => {
    const client = createQueryClient();
    let fails = false;
    const queryFn = () => (fails ? Promise.reject(away) : Promise.resolve('here'));
    const watch = (queryKey: readonly string[]) => {
      const observer = new QueryObserver(client, { queryKey, queryFn, retry: false });
      observer.subscribe(() => undefined);
      return observer;
    };
    return { client, watch, set: (next: boolean) => void (fails = next) };
  };

  it('leaves what came before, and brings what did not come when it is back', async () => {
    const { client, watch, set } = asked();
    const [status, before] = [watch(keys.status), watch(['before'])];
    await client.refetchQueries();
    const firstCame = before.getCurrentResult().dataUpdatedAt;
    set(true);
    const never = watch(['never']);
    await client.refetchQueries();
    expect(before.getCurrentResult()).toMatchObject({ data: 'here', isError: false, isStale: true });
    expect(never.getCurrentResult()).toMatchObject({ data: undefined, isError: true });
    await client.refetchQueries({ queryKey: keys.status });
    expect(status.getCurrentResult().isError).toBe(true);
    set(false);
    await status.refetch();
    await new Promise((done) => setTimeout(done, 20));
    for (const query of [before, never])
      expect(query.getCurrentResult()).toMatchObject({ data: 'here', isError: false, isFetching: false });
    expect(before.getCurrentResult().dataUpdatedAt).toBeGreaterThan(firstCame);
    client.clear();
  });
});

describe('a session that ends', () => {
  it('leaves what came before, with the forms that are open beside it', async () => {
    const client = createQueryClient();
    client.setQueryData(keys.session, { name: 'Anna' });
    const replies = [Promise.resolve('here'), Promise.reject(new ApiError(401, 'auth.required', 'message'))];
    const observer = new QueryObserver(client, { queryKey: ['list'], queryFn: () => replies.shift()!, retry: false });
    observer.subscribe(() => undefined);
    await observer.refetch();
    await observer.refetch();
    expect(client.getQueryData(keys.sessionEnded)).toBe(true);
    expect(observer.getCurrentResult()).toMatchObject({ data: 'here', isError: false, isStale: true });
    client.clear();
  });
});
