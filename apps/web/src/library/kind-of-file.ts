import { strings } from '../strings/index.js';

type Kind = keyof typeof strings.library.kinds;

/** The first that fits says what it is. */
const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/^application\/pdf$/, 'pdf'],
  [/wordprocessingml|msword|rtf$|opendocument\.text/, 'word'],
  [/spreadsheet|ms-excel|csv|tab-separated/, 'spreadsheet'],
  [/presentation|powerpoint/, 'presentation'],
  [/^message\/|outlook|tnef|mbox|pkcs7/, 'mail'],
  [/^image\//, 'picture'],
  [/epub/, 'book'],
  [/zip|tar$|7z|rar/, 'archive'],
  [/html/, 'web'],
  [/json|xml/, 'data'],
  [/vtt|subrip/, 'subtitles'],
  [/^text\//, 'text'],
];

/** What people call a file of this media type, with the ending of its name: `Word document (.docx)`. */
export function kindOfFile(mediaType: string, fileName: string): string {
  const kind = KINDS.find(([pattern]) => pattern.test(mediaType))?.[1];
  const ending = /\.[a-z0-9]{1,8}$/i.exec(fileName)?.[0].toLowerCase();
  const name = kind ? strings.library.kinds[kind] : mediaType;
  return ending === undefined || ending === `.${name.toLowerCase()}` ? name : `${name} (${ending})`;
}
