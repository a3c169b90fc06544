import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { tell } from './tell.js';

describe('telling what came of a change', () => {
  const observer = (change: (name: string) => Promise<string>) => new MutationObserver(new QueryClient(), { mutationFn: change });
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  it('tells of each change, though nothing on the page watches it any more and another was asked for meanwhile', async () => {
    const keys = observer((name) => Promise.resolve(`${name} revoked`));
    const said: string[] = [];
    const onSuccess = (made: string) => said.push(made);
    tell(keys.mutate('first'), { onSuccess });
    tell(keys.mutate('second'), { onSuccess });
    await settled();
    expect(said).toEqual(['first revoked', 'second revoked']);
  });

  it('tells of a failure, and lets one be that nobody listens for', async () => {
    const keys = observer((name) => Promise.reject(new Error(name)));
    const said: string[] = [];
    tell(keys.mutate('told'), { onError: ({ message }) => said.push(message) });
    tell(keys.mutate('untold'));
    await settled();
    expect(said).toEqual(['told']);
  });
});
