import { noteInWords } from './note-in-words.js';

it.each([
  [{ note: 'sealed', reason: { code: 'missing' as const, words: ['Tokyo', 'fee'] } }, 'Found nowhere: “Tokyo”, “fee”.'],
  [{ note: 'sealed', reason: { code: 'time_up' as const, words: [] } }, 'Time was up.'],
  [{ note: '', reason: null }, ''],
])('says what a step lacked or why it was taken: %j', (step, said) => expect(noteInWords(step)).toBe(said));

it('says what the record says where it has no code', () => expect(noteInWords({ note: 'sealed' })).toBe('sealed'));
