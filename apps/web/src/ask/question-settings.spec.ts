import { flawOfQuestion, wantingMatter } from './question-settings.js';

describe('flawOfQuestion', () => {
  it('asks for one, and says by how much one is too long', () => {
    expect(flawOfQuestion('Who signs?')).toBeNull();
    expect(flawOfQuestion('')).toBe('Type a question.');
    expect(flawOfQuestion('x'.repeat(10_000))).toMatch(/at most 2,000 characters; this one has 10,000/);
  });
});

describe('wantingMatter', () => {
  const collection = (name: string, requiresMatter: boolean) => ({
    ...{ id: name, name, kind: 'library' as const, generator: null, requiresMatter },
    documents: { live: 1, failed: 0, pending: 0 },
  });
  const cases = [collection('Case files', true), collection('Library', false)];

  it('names those that are asked, and all of them where none is chosen', () => {
    expect(wantingMatter([], cases)).toEqual(['Case files']);
    expect(wantingMatter(['Library'], cases)).toEqual([]);
  });
});
