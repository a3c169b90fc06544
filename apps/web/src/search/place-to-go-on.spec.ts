import { placeToGoOn } from './place-to-go-on.js';

const at = (start: number, revision = 'one') => ({ revision, span: [start, start + 10] as [number, number] });
const [a, b, c, d] = [at(0), at(10), at(20), at(30)];

it.each([
  ['below what was shown', [a, b], [a, b, c, d], 2],
  ['among what was shown, where it is sorted', [a, b], [a, c, b, d], 1],
  ['at the same span of another revision', [a, b], [b, a, at(0, 'two')], 2],
  ['at the last, where nothing is new', [a, b, c], [c, a, b], 2],
  ['nowhere, where nothing is left', [a], [], -1],
])('goes on %s', (_, before, after, place) => expect(placeToGoOn(before, after)).toBe(place));
