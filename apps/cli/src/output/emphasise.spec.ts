import { emphasise } from './emphasise.js';
import { printable } from './printable.js';

it('puts what matched in bold, and lets no control character of the text through', () => {
  const text = 'the no\u001btice';
  expect(emphasise(text, [[4, 11]], printable)).toBe('the \u001b[1mno\uFFFDtice\u001b[22m');
  expect(emphasise(text, [], printable)).toBe('the no\uFFFDtice');
});
