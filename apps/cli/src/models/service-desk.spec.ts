import type { ModelTask } from '#contracts';
import type { Run } from '../run.js';
import { ServiceDesk } from './service-desk.js';

const task = (id: string, state: ModelTask['state']): ModelTask => ({
  ...{
    id,
    state,
    name: id,
    url: null,
    madeFrom: null,
    bytes: 0,
    totalBytes: null,
    rate: 0,
    error: null,
    createdAt: '',
  },
  endedAt: state === 'cancelled' ? '' : null,
});

/** A service in which a download waits for two others, then for one, and is stopped by somebody else. */
function aLine() {
  const looks = [
    ['running', 'running', 'queued'],
    ['running', 'running', 'queued'],
    ['done', 'running', 'queued'],
    ['done', 'done', 'cancelled'],
  ] as const;
  let look = -1;
  const at = () => looks[look]!.map((state, i) => task(['first', 'second', 'mine'][i]!, state));
  return {
    call: async (method: string, path: string) => {
      if (method === 'POST') return task('mine', 'queued');
      if (path === '/models/tasks/mine') look++;
      return path === '/models/tasks' ? { tasks: at() } : at()[2];
    },
  };
}

it('says of a download in a line what it waits for, once each time that it changes', async () => {
  const waits: string[] = [];
  const desk = new ServiceDesk({ client: aLine(), signal: new AbortController().signal } as unknown as Run, 1);
  const pulled = desk.pull(
    { what: 'Qwen3-8B' },
    () => undefined,
    (names) => waits.push(names.join()),
  );
  await expect(pulled).rejects.toMatchObject({ code: 'run.stopped' });
  expect(waits).toEqual(['first,second', 'second']);
});
