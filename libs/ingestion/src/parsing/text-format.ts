import { decodeText } from './decode-text.js';

/** How much of a file says how it is written. */
const JUDGED_BYTES = 4096;
const PREAMBLE = /^\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?/;
const HTML = /^<(?:!doctype html|html|head|meta|table|body|style)[\s>]/i;

/** The beginning of a file of text, as far as it tells how the file is written. */
export const beginningOf = (head: Uint8Array): string => decodeText(head.subarray(0, JUDGED_BYTES)).text;

/** A text without what may stand before its first element. */
export const withoutPreamble = (text: string): string => text.replace(PREAMBLE, '');

/** Whether a text is a web page, or the part of one that programs export as a document. */
export const isHtml = (text: string): boolean => HTML.test(withoutPreamble(text));
