/** Short names of the kinds of files that are read, by media type: what people write after `type:` and see counted. */
const NAMES: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/epub+zip': 'epub',
  'application/vnd.ms-excel': 'xls',
  'application/msword': 'doc',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.ms-outlook': 'msg',
  'application/ms-tnef': 'tnef',
  'application/rtf': 'rtf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'message/rfc822': 'eml',
  'application/mbox': 'mbox',
  'text/markdown': 'md',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'text/tab-separated-values': 'tsv',
  'application/json': 'json',
  'application/xml': 'xml',
  'text/vtt': 'vtt',
  'application/zip': 'zip',
  'application/x-tar': 'tar',
  'application/gzip': 'gz',
  'application/pkcs7-mime': 'p7m',
};

/** Names that stand for several kinds. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  word: ['docx', 'doc', 'odt', 'rtf'],
  spreadsheet: ['xlsx', 'xls', 'ods', 'csv', 'tsv'],
  presentation: ['pptx', 'ppt', 'odp'],
  email: ['eml', 'msg', 'tnef', 'mbox'],
  image: ['png', 'jpg', 'tif'],
  archive: ['zip', 'tar', 'gz', 'p7m'],
};

/** The short name of a media type; of one without a name, what follows its last `/`, `.` or `-`. */
export function documentTypeOf(mediaType: string): string {
  return NAMES[mediaType] ?? mediaType.split(/[/.-]/).at(-1)!;
}

/** What the numbers of pages count in a kind of file: those of other kinds have one page, which is none that a reader could turn to. */
export type PageUnit = 'page' | 'slide' | 'sheet' | 'chapter';

const PAGE_UNITS: Readonly<Record<string, PageUnit>> = {
  ...{ pdf: 'page', tif: 'page', epub: 'chapter' },
  ...{ pptx: 'slide', ppt: 'slide', odp: 'slide' },
  ...{ xlsx: 'sheet', xls: 'sheet', ods: 'sheet' },
};

/** What a page of a file of this media type is to its reader; null where it has none. */
export function pageUnitOf(mediaType: string): PageUnit | null {
  const type = documentTypeOf(mediaType);
  return Object.hasOwn(PAGE_UNITS, type) ? PAGE_UNITS[type]! : null;
}

/** Every name that {@link mediaTypesNamed} knows: families first, then single kinds. */
export const TYPE_NAMES: readonly string[] = [...Object.keys(FAMILIES), ...Object.values(NAMES)];

/** The media types that a name stands for, whatever its case; a media type stands for itself. Null for an unknown name. */
export function mediaTypesNamed(name: string): readonly string[] | null {
  const key = name.toLowerCase();
  if (/^[\w.+-]+\/[\w.+-]+$/.test(key)) return [key];
  const kinds = Object.hasOwn(FAMILIES, key) ? FAMILIES[key]! : [key];
  const types = Object.entries(NAMES).flatMap(([mediaType, kind]) => (kinds.includes(kind) ? [mediaType] : []));
  return types.length > 0 ? types : null;
}
