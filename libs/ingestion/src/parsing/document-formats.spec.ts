import { documentTypeOf, mediaTypesNamed } from '#knowledge';
import { FORMATS } from './document-formats.js';

it.each(Object.entries(FORMATS))('%s can be searched for by its name', (type, { mediaType }) => {
  expect(documentTypeOf(mediaType)).toBe(type);
  expect(mediaTypesNamed(type)).toEqual([mediaType]);
});
