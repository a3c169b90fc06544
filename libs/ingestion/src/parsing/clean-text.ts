/** Controls that text does not need: C0 without tab and line feed, DEL, soft hyphen, byte order mark. */
const UNWANTED = new RegExp('[\\u0000-\\u0008\\u000e-\\u001f\\u007f\\u00ad\\ufeff]', 'g');
const LINE_BREAK = new RegExp('\\r\\n?|[\\u000b\\u000c\\u0085\\u2028\\u2029]', 'g');
const NO_BREAK_SPACE = /[\u00a0\u202f]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Text as the service stores it: NFC, line feeds only, no NUL or other controls (PostgreSQL text cannot hold NUL),
 * no half surrogate pair (replaced by U+FFFD), plain spaces for no-break spaces. Cleaning twice changes nothing.
 */
export function cleanText(text: string): string {
  return text
    .replace(LINE_BREAK, '\n')
    .replace(UNWANTED, '')
    .replace(NO_BREAK_SPACE, ' ')
    .replace(LONE_SURROGATE, '\ufffd')
    .normalize('NFC');
}

/** One line: runs of white space become one space, ends trimmed. */
export function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}
