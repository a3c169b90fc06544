import { uploadReducer } from './upload-state.js';
import type { UploadItem } from './upload-state.js';

const item = (key: string, state: UploadItem['state'] = 'waiting'): UploadItem => ({
  key,
  file: new File([], key),
  path: key,
  collection: 'Library',
  matter: null,
  state,
  progress: 0,
  reason: null,
});
const counts = { accepted: 0, unchanged: 0, revised: 0 };

it('shows why a file was rejected', () => {
  const rejected = [{ path: 'a', code: 'document.empty', message: 'The file is empty.' }];
  const action = { type: 'answered', key: 'a', result: { ...counts, rejected, documents: [] } } as const;
  const [answered] = uploadReducer([item('a')], action);
  expect(answered).toMatchObject({ state: 'rejected', reason: { code: 'document.empty' } });
});

it('tells an unchanged file from a new one', () => {
  const documents = [{ path: 'a', documentId: 'd', revisionId: 'r', outcome: 'unchanged' as const }];
  const action = { type: 'answered', key: 'a', result: { ...counts, rejected: [], documents } } as const;
  expect(uploadReducer([item('a'), item('b')], action).map(({ state }) => state)).toEqual(['unchanged', 'waiting']);
});

it('keeps what is not finished when the list is cleared', () => {
  const items = [item('a', 'accepted'), item('b', 'sending'), item('c')];
  expect(uploadReducer(items, { type: 'cleared' }).map(({ key }) => key)).toEqual(['b', 'c']);
});
