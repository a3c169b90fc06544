import { chatModelIds, readModelId } from './model-ids.js';

describe('model ids', () => {
  it.each([
    ['chancery', { mode: 'auto', collection: null }],
    ['chancery-quoted', { mode: 'quoted', collection: null }],
    ['chancery/Case files', { mode: 'auto', collection: 'Case files' }],
    ['chancery-quoted/A/B', { mode: 'quoted', collection: 'A/B' }],
  ])('reads %s', (id, model) => expect(readModelId(id)).toEqual(model));

  it.each(['gpt-5', 'chancery2', 'chancery-quoted2', 'Chancery', 'x/chancery', ''])('does not know %s', (id) =>
    expect(readModelId(id)).toBeNull(),
  );

  it('reads every id that it lists', () => {
    const ids = chatModelIds(['Handbook', 'A/B']);
    expect(ids).toHaveLength(6);
    for (const id of ids) expect(readModelId(id)).not.toBeNull();
  });
});
