import { pageUnitOf } from './document-types.js';

describe('pageUnitOf', () => {
  it.each([
    ['application/pdf', 'page'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'sheet'],
    ['application/vnd.oasis.opendocument.presentation', 'slide'],
    ['application/epub+zip', 'chapter'],
    ['message/rfc822', null],
    ['text/csv', null],
    ['application/x-constructor', null],
  ])('tells what a page of %s is', (mediaType, unit) => expect(pageUnitOf(mediaType)).toBe(unit));
});
